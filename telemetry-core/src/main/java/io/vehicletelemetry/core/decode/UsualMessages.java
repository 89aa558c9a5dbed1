package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of messages that came lately, so that most are read the short way. What is read does not depend on them: a
 * message that looks like none of them, or is not plain, is read by {@link FlatJsonReader}, which means the same.
 */
final class UsualMessages {

    /*
     * shapes: an atomic array, each element an immutable object; set at any time by any thread, so that one may be lost and
     * learnt again. Two for each first name: one name may begin the messages of two kinds of devices.
     * Memory: SLOTS shapes of a bounded size, whatever is sent.
     * Progress: no locks.
     */
    private static final int SLOTS = 64;
    private static final int MAX_HASHED = 32;

    private final FlatJsonFormat format;
    private final TelemetryLimits limits;
    private final AtomicReferenceArray<@Nullable UsualMessage> shapes = new AtomicReferenceArray<>(SLOTS);

    UsualMessages(FlatJsonFormat format, TelemetryLimits limits) {
        this.format = format;
        this.limits = limits;
    }

    /** The frame of a message; null where it is to be read the long way. */
    @Nullable
    TelemetryFrame read(RawMessage message) {
        boolean named = message.vehicle() != null || message.device() != null;
        if (!named || message.payload().length > limits.payloadBytes()) {
            return null;
        }
        int slot = slot(message.payload());
        TelemetryFrame frame = read(slot, message);
        return frame == null ? read(slot + 1, message) : frame;
    }

    private @Nullable TelemetryFrame read(int slot, RawMessage message) {
        UsualMessage shape = shapes.get(slot);
        return shape == null || shape.size() > limits.signalsPerMessage() ? null : shape.read(message);
    }

    /** Remembers what a message looks like that was read the long way, without a complaint. */
    void learn(RawMessage message) {
        UsualMessage shape = UsualMessage.of(message.payload(), format);
        if (shape != null) {
            int slot = slot(message.payload());
            shapes.set(slot + 1, shapes.get(slot));
            shapes.set(slot, shape);
        }
    }

    /** By the first name. */
    private static int slot(byte[] payload) {
        int hash = 0;
        int quotes = 0;
        for (int i = 0; i < Math.min(payload.length, MAX_HASHED) && quotes < 2; i++) {
            quotes += payload[i] == '"' ? 1 : 0;
            hash = 31 * hash + payload[i];
        }
        hash *= 0x9E3779B9;
        return (hash >>> 16) % (SLOTS / 2) * 2;
    }
}
