package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryLimits;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The format {@code teslamate}: the fields of TeslaMate, one a message, on
 * {@code teslamate[/<namespace>]/cars/<id>/<field>}.
 *
 * <ul>
 *   <li>A field is bare text: a number, {@code true} or {@code false}, or text; an empty one is cleared, and so is a route
 *       that says {@code nil}. {@code location} is JSON; so are {@code active_route} and {@code software_update}, whose
 *       members become {@code field.member}.
 *   <li>Tyre pressures are in bar, and become kPa; the other units are the canonical ones.
 *   <li>{@code state} says whether the car can be reached: {@code offline} and {@code asleep} are offline, never a signal.
 *   <li>What TeslaMate says of itself and of the car's equipment is no sign that the vehicle runs, nor is a field that is
 *       cleared: both also happen while the car sleeps.
 * </ul>
 *
 * <p>Source: teslamate-org/teslamate, {@code website/docs/integrations/mqtt.md},
 * {@code lib/teslamate/mqtt/pubsub/vehicle_subscriber.ex}.
 */
final class TeslamateDecoder implements TelemetryDecoder {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("speed", "vehicle_speed"),
            Map.entry("elevation", "altitude"),
            Map.entry("battery_level", "state_of_charge"),
            Map.entry("outside_temp", "ambient_air_temperature"),
            Map.entry("tpms_pressure_fl", "tyre_pressure_front_left"),
            Map.entry("tpms_pressure_fr", "tyre_pressure_front_right"),
            Map.entry("tpms_pressure_rl", "tyre_pressure_rear_left"),
            Map.entry("tpms_pressure_rr", "tyre_pressure_rear_right"));

    private static final String LOCATION = "location";
    private static final String PRESSURES_IN_BAR = "tpms_pressure_";

    /** Of TeslaMate itself and of the car's equipment: sent at any time. */
    private static final Set<String> BOOKKEEPING = Set.of(
            "since",
            "healthy",
            "version",
            "display_name",
            "model",
            "trim_badging",
            "exterior_color",
            "wheel_type",
            "spoiler_type",
            "geofence",
            "sun_roof_installed",
            "update_available",
            "update_version",
            "software_update",
            "active_route");

    /** Names and codes, which may look like numbers and are none: the model {@code 3}, the version {@code 2025.20}. */
    private static final Set<String> TEXTS = Set.of(
            "version",
            "display_name",
            "model",
            "trim_badging",
            "exterior_color",
            "wheel_type",
            "spoiler_type",
            "geofence",
            "update_version",
            "active_route_destination");

    private final TelemetryLimits limits;

    TeslamateDecoder(TelemetryLimits limits) {
        this.limits = limits;
    }

    @Override
    public void decode(RawMessage message, Output output) {
        String field = field(message);
        switch (field) {
            case "state" -> output.availability(message.availability(online(TextTopics.text(message, limits))));
            case LOCATION, "active_route", "software_update" -> object(field, message, output);
            default -> value(field, message, output);
        }
    }

    /** What the subscription names, else the last level of {@code …/cars/<id>/<field>}. */
    private static String field(RawMessage message) {
        String named = message.signal();
        if (named != null) {
            return named;
        }
        String topic = message.topic();
        int last = topic.lastIndexOf('/');
        int id = last <= 0 ? -1 : topic.lastIndexOf('/', last - 1);
        if (id < 0 || !("/" + topic.substring(0, id)).endsWith("/cars")) {
            throw new DecodeException(RejectReason.INVALID_NAME, "topic: expected are …/cars/<id>/<field>");
        }
        return Topics.signal(topic.substring(last + 1));
    }

    private static boolean online(String state) {
        return switch (state) {
            case "offline", "asleep" -> false;
            case "online", "driving", "charging", "updating", "suspended" -> true;
            default ->
                throw new DecodeException(RejectReason.NO_SIGNALS, "state: says neither online, nor offline or asleep");
        };
    }

    private void value(String field, RawMessage message, Output output) {
        String text = TextTopics.text(message, limits);
        SignalValue value = TextTopics.require(field, value(field, text), output);
        boolean evidence = !BOOKKEEPING.contains(field)
                && !field.startsWith("active_route_")
                && value.kind() != SignalValue.Kind.NULL;
        output.frame(TextTopics.frame(message, evidence)
                .signal(NAMES.getOrDefault(field, field), value)
                .build());
    }

    private static @Nullable SignalValue value(String field, String text) {
        if (text.isEmpty() || (text.equals("nil") && field.startsWith("active_route_"))) {
            return SignalValue.ofNull();
        }
        if (TEXTS.contains(field)) {
            return TextValue.verbatim(text);
        }
        SignalValue value = switch (text) {
            case "true" -> SignalValue.of(true);
            case "false" -> SignalValue.of(false);
            default -> TextValue.of(text);
        };
        return value != null && field.startsWith(PRESSURES_IN_BAR) ? Units.times(value, Units.KPA_PER_BAR) : value;
    }

    private void object(String field, RawMessage message, Output output) {
        if (message.payload().length == 0 && field.equals(LOCATION)) {
            output.frame(TextTopics.frame(message, false)
                    .signal("latitude", SignalValue.ofNull())
                    .signal("longitude", SignalValue.ofNull())
                    .build());
            return;
        }
        output.frame(FlatJsonReader.read(message, limits, new Members(field)).data(output).toBuilder()
                .signOfLife(!BOOKKEEPING.contains(field))
                .build());
    }

    /** The members of a field that is JSON: of the location they are signals, of others {@code field.member}. */
    private record Members(String field) implements FlatJsonFormat {

        @Override
        public Envelope.@Nullable Part envelope(String key) {
            return null;
        }

        @Override
        public String signal(String key) {
            return field.equals(LOCATION) ? SignalTable.standard().canonical(key) : field + "." + key;
        }

        @Override
        public @Nullable SignalValue value(String key, JsonParser parser) {
            boolean text = !field.equals(LOCATION) && parser.currentToken() == JsonToken.VALUE_STRING;
            return text ? TextValue.verbatim(parser.getString()) : JsonPayload.scalar(parser);
        }

        @Override
        public @Nullable String bareSignal(RawMessage message, @Nullable SignalValue value) {
            return null;
        }
    }
}
