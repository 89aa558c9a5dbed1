package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.TelemetryLimits;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The built-in formats, by name.
 *
 * <p><em>Thread-safe.</em>
 */
public final class TelemetryDecoders {

    private static final Map<String, Function<TelemetryLimits, TelemetryDecoder>> FORMATS =
            Collections.unmodifiableMap(new TreeMap<>(Map.of(
                    "json", JsonDecoder::new,
                    "wican", WicanDecoder::new,
                    "wican-can", WicanCanDecoder::new,
                    "ovms", OvmsDecoder::new,
                    "teslamate", TeslamateDecoder::new,
                    "owntracks", OwntracksDecoder::new,
                    "traccar", TraccarDecoder::new)));

    private TelemetryDecoders() {}

    /**
     * The names of the built-in formats.
     *
     * @return {@code json}, {@code ovms}, {@code owntracks}, {@code teslamate}, {@code traccar},
     *     {@code wican}, {@code wican-can}
     */
    public static Set<String> names() {
        return FORMATS.keySet();
    }

    /**
     * A built-in format.
     *
     * @param format its name
     * @param limits what a message may hold
     * @return its decoder
     * @throws IllegalArgumentException if there is no format of this name; the message lists the names
     */
    public static TelemetryDecoder named(String format, TelemetryLimits limits) {
        Objects.requireNonNull(limits, "limits");
        Function<TelemetryLimits, TelemetryDecoder> decoder = FORMATS.get(format);
        if (decoder == null) {
            throw new IllegalArgumentException("format " + format + ": allowed are " + String.join(", ", names()));
        }
        return decoder.apply(limits);
    }
}
