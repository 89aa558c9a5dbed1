package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.Texts;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The format {@code owntracks}: what the OwnTracks apps, and the car trackers that speak it, publish on
 * {@code owntracks/<user>/<device>}.
 *
 * <ul>
 *   <li>A JSON object; {@code _type} says what it is. A {@code location} is data, a {@code lwt} the last will: offline.
 *       All others are none of a vehicle's values, an {@code encrypted} one cannot be read.
 *   <li>{@code tst} is the time. Units are the canonical ones: km/h, m, km, %, °.
 *   <li>{@code batt} is the phone's battery, and stays {@code batt}.
 * </ul>
 *
 * <p>Source: owntracks/booklet, {@code docs/tech/json.md}.
 */
final class OwntracksDecoder implements TelemetryDecoder {

    private static final FlatJsonFormat FORMAT = new Format();

    private final TelemetryLimits limits;

    OwntracksDecoder(TelemetryLimits limits) {
        this.limits = limits;
    }

    @Override
    public void decode(RawMessage message, Output output) {
        FlatJsonReader reader = FlatJsonReader.read(message, limits, FORMAT);
        String type = reader.type();
        if (type == null) {
            reader.requireData();
            throw new DecodeException(RejectReason.MALFORMED, "_type: missing");
        }
        switch (type) {
            case "location" -> output.frame(reader.data(output));
            case "lwt" -> output.availability(message.availability(false));
            default ->
                throw new DecodeException(
                        RejectReason.NO_SIGNALS, "_type " + Texts.quoted(type) + ": used are location and lwt");
        }
    }

    private static final class Format implements FlatJsonFormat {

        private static final Map<String, String> NAMES = Map.of(
                "lat", "latitude",
                "lon", "longitude",
                "alt", "altitude",
                "cog", "heading",
                "vel", "vehicle_speed",
                "flvl", "fuel_level",
                "ign", "ignition",
                "p", "absolute_barometric_pressure");

        /** Names and codes, which may look like numbers and are none. */
        private static final Set<String> TEXTS =
                Set.of("vin", "imei", "name", "tid", "tag", "poi", "SSID", "BSSID", "t", "_id", "cid", "lac", "can");

        @Override
        public Envelope.@Nullable Part envelope(String key) {
            return switch (key) {
                case "tst" -> Envelope.Part.TIME;
                case "_type" -> Envelope.Part.TYPE;
                default -> null;
            };
        }

        @Override
        public String signal(String key) {
            String name = NAMES.get(key);
            return SignalTable.standard().canonical(name == null ? key : name);
        }

        @Override
        public @Nullable SignalValue value(String key, JsonParser parser) {
            if (TEXTS.contains(key) && parser.currentToken() == JsonToken.VALUE_STRING) {
                return TextValue.verbatim(parser.getString());
            }
            SignalValue value = JsonPayload.scalar(parser);
            return key.equals("ign") && value instanceof SignalValue.OfInteger digit ? ignition(digit) : value;
        }

        /** A tracker may write a digit. */
        private static SignalValue ignition(SignalValue.OfInteger digit) {
            return digit.value() == 0 || digit.value() == 1 ? SignalValue.of(digit.value() == 1) : digit;
        }

        @Override
        public @Nullable String bareSignal(RawMessage message, @Nullable SignalValue value) {
            return null;
        }
    }
}
