package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.SignalValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** What is peculiar to one of the formats that are flat JSON objects. Stateless. */
interface FlatJsonFormat {

    /** What a key at the top of an object says of the message itself, or null where it is a signal's. */
    default Envelope.@Nullable Part envelope(String key) {
        return switch (key) {
            case SignalRules.RESERVED_NAME -> Envelope.Part.VEHICLE;
            case "timestamp" -> Envelope.Part.TIME;
            case "ts" -> Envelope.Part.SECOND_TIME;
            default -> null;
        };
    }

    /** The signal that a key means. */
    String signal(String key);

    /** The value that the parser stands at, a scalar, in the signal's unit; null where it is none. */
    default @Nullable SignalValue value(String key, JsonParser parser) {
        return JsonPayload.scalar(parser);
    }

    /** A bare value in the signal's unit; null where it is none. */
    default @Nullable SignalValue bareValue(String key, SignalValue value) {
        return value;
    }

    /** Whether a number of this key is not in the signal's unit as it stands. */
    default boolean converts(String key) {
        return false;
    }

    /** Why an object with this key at its top is not data at all, or null where it may be. */
    default @Nullable String refusal(String key, boolean list, boolean text) {
        return null;
    }

    /** The signal that a bare value means, or null where the format has none such. */
    default @Nullable String bareSignal(RawMessage message, @Nullable SignalValue value) {
        return message.signal();
    }

    /** Whether an object in a list, with a time or a vehicle of its own, is a message of its own. */
    default boolean hasRecords() {
        return false;
    }
}
