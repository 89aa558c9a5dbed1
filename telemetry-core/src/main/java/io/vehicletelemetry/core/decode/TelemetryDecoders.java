package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.TelemetryLimits;
import java.util.Set;

/**
 * The built-in formats, by name.
 *
 * <p><em>Thread-safe.</em>
 */
public final class TelemetryDecoders {

    private TelemetryDecoders() {}

    /**
     * The names of the built-in formats.
     *
     * @return {@code json}, {@code wican}
     */
    public static Set<String> names() {
        return Set.of();
    }

    /**
     * A built-in format.
     *
     * @param format its name
     * @param limits what a message may hold
     * @return its decoder
     * @throws IllegalArgumentException if there is no format of this name; the message lists the names
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static TelemetryDecoder named(String format, TelemetryLimits limits) {
        throw new IllegalArgumentException("format " + format + ": none is there yet");
    }
}
