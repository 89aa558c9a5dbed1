package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.Texts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The object {@code position} of a message from Traccar, with the attributes in it.
 *
 * <p>Of two sources of one quantity the vehicle's own goes first: {@code obdSpeed} before {@code speed},
 * {@code obdOdometer} before {@code odometer}. Where it says null, or what is no number, the other one counts.
 *
 * <p><em>Confined to one thread at a time: one message, then discarded.</em>
 */
final class TraccarPosition {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("speed", "vehicle_speed"),
            Map.entry("course", "heading"),
            Map.entry("obdSpeed", "vehicle_speed"),
            Map.entry("coolantTemp", "coolant_temperature"),
            Map.entry("engineLoad", "engine_load"),
            Map.entry("throttle", "throttle_position"),
            Map.entry("fuelLevel", "fuel_level"),
            Map.entry("obdOdometer", "odometer"),
            // From OBD-II by Traccar's own decoder, which hands the PID's unit on.
            Map.entry("intakeTemp", "intake_air_temp"),
            Map.entry("mapIntake", "intake_pressure"),
            Map.entry("milDistance", "distance_mil_on"),
            Map.entry("clearedDistance", "distance_since_code_clear"));

    /** What Traccar notes of the record beside what was observed. */
    private static final Set<String> RECORD =
            Set.of("id", "deviceId", "protocol", "serverTime", "network", "geofenceIds");

    /** What an outdated position repeats of an earlier one. */
    private static final Set<String> PLACE =
            Set.of("latitude", "longitude", "altitude", "vehicle_speed", "heading", "accuracy", "address");

    /** Names and codes, which may look like numbers and are none. */
    private static final Set<String> TEXTS =
            Set.of("vin", "iccid", "phone", "driverUniqueId", "card", "versionFw", "versionHw", "dtcs", "address");

    private final TelemetryLimits limits;
    private final Rejections rejections;
    private final Map<String, SignalValue> place = new LinkedHashMap<>();
    private final Map<String, SignalValue> attributes = new LinkedHashMap<>();
    private @Nullable SignalValue fixTime;
    private @Nullable SignalValue deviceTime;
    private boolean invalid;
    private boolean outdated;

    private TraccarPosition(TelemetryLimits limits, Rejections rejections) {
        this.limits = limits;
        this.rejections = rejections;
    }

    /** Reads the object that the parser stands at the start of. */
    static TraccarPosition read(JsonParser parser, TelemetryLimits limits, Rejections rejections) {
        TraccarPosition position = new TraccarPosition(limits, rejections);
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            parser.nextToken();
            position.member(key, parser);
        }
        return position;
    }

    private void member(String key, JsonParser parser) {
        JsonToken token = parser.currentToken();
        switch (key) {
            case "fixTime" -> fixTime = time(parser);
            case "deviceTime" -> deviceTime = time(parser);
            case "valid" -> invalid = isFlag(parser, false);
            case "outdated" -> outdated = isFlag(parser, true);
            case "attributes" -> {
                attributes.clear();
                if (token == JsonToken.START_OBJECT) {
                    for (String inner = parser.nextName(); inner != null; inner = parser.nextName()) {
                        parser.nextToken();
                        put(attributes, inner, parser);
                    }
                } else {
                    parser.skipChildren();
                }
            }
            default -> {
                if (RECORD.contains(key)) {
                    parser.skipChildren();
                } else {
                    put(place, key, parser);
                }
            }
        }
    }

    private static @Nullable SignalValue time(JsonParser parser) {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
            return SignalValue.of(false);
        }
        SignalValue value = JsonPayload.scalar(parser);
        return value == null ? SignalValue.of(false) : value.kind() == SignalValue.Kind.NULL ? null : value;
    }

    private static boolean isFlag(JsonParser parser, boolean wanted) {
        JsonToken token = parser.currentToken();
        parser.skipChildren();
        return token == (wanted ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE);
    }

    private void put(Map<String, SignalValue> values, String key, JsonParser parser) {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
            values.remove(key);
            rejections.add(RejectReason.TOO_DEEP, "signal " + Texts.quoted(key) + ": allowed is no further nesting");
            return;
        }
        boolean text = TEXTS.contains(key) && parser.currentToken() == JsonToken.VALUE_STRING;
        SignalValue read = text ? TextValue.verbatim(parser.getString()) : JsonPayload.scalar(parser);
        SignalValue value = read == null ? null : value(key, read);
        if (value == null) {
            values.remove(key);
            rejections.add(
                    RejectReason.INVALID_VALUE,
                    "signal " + Texts.quoted(key) + ": neither a finite number nor a well-formed text");
        } else {
            values.put(key, value);
            if (place.size() + attributes.size() > limits.signalsPerMessage()) {
                throw new DecodeException(
                        RejectReason.TOO_MANY_SIGNALS, "allowed are " + limits.signalsPerMessage() + " signals");
            }
        }
    }

    private static @Nullable SignalValue value(String key, SignalValue value) {
        return switch (key) {
            case "speed" -> Units.times(value, Units.KMH_PER_KNOT);
            case "odometer", "obdOdometer" -> Units.times(value, Units.KM_PER_METRE);
            default -> value;
        };
    }

    /**
     * What was observed; null where there is nothing.
     *
     * @throws DecodeException if the position is marked as not valid
     */
    TelemetryFrame.@Nullable Builder into(TelemetryFrame.Builder frame) {
        if (invalid) {
            throw new DecodeException(RejectReason.NO_SIGNALS, "the position is marked as not valid");
        }
        preferred("obdSpeed", "speed");
        preferred("obdOdometer", "odometer");
        if (outdated) {
            place.keySet().removeIf(key -> PLACE.contains(NAMES.getOrDefault(key, key)));
        }
        place.forEach((key, value) -> frame.signal(signal(key), value));
        attributes.forEach((key, value) -> frame.signal(signal(key), value));
        frame.historical(SignalValue.of(true).equals(attributes.get("archive")));
        return frame.signalCount() == 0 ? null : frame.deviceTime(time());
    }

    private void preferred(String first, String second) {
        SignalValue value = attributes.get(first);
        if (value == null) {
            return;
        }
        boolean none = value.kind() == SignalValue.Kind.NULL;
        boolean alone = !place.containsKey(second) && !attributes.containsKey(second);
        if (value.number().isPresent() || (none && alone)) {
            place.remove(second);
            attributes.remove(second);
            return;
        }
        attributes.remove(first);
        if (!none) {
            rejections.add(RejectReason.INVALID_VALUE, "signal " + Texts.quoted(first) + ": no number");
        }
    }

    /** That of the fix; that of the device where the place is an earlier one, and the attributes are new. */
    private @Nullable Instant time() {
        SignalValue told = outdated || fixTime == null ? deviceTime : fixTime;
        Instant time = told == null ? null : DeviceTime.of(told);
        if (told != null && time == null) {
            rejections.add(RejectReason.INVALID_VALUE, "time: neither seconds since 1970 nor ISO 8601");
        }
        return time;
    }

    private static String signal(String key) {
        return SignalTable.standard().canonical(NAMES.getOrDefault(key, key));
    }
}
