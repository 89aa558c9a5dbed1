package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.SignalValue;
import org.jspecify.annotations.Nullable;

/** What is peculiar to one of the formats that are flat JSON objects. Stateless. */
interface FlatJsonFormat {

    /** The signal that a key means. */
    String signal(String key);

    /** The value in the signal's unit, or null where it is none. */
    default @Nullable SignalValue value(String key, SignalValue value) {
        return value;
    }

    /** Why an object with this key at its top is not data at all, or null where it may be. */
    default @Nullable String refusal(String key, boolean list, boolean text) {
        return null;
    }

    /** The signal that a bare value means, or null where the format has none such. */
    default @Nullable String bareSignal(RawMessage message, @Nullable SignalValue value) {
        return message.signal();
    }
}
