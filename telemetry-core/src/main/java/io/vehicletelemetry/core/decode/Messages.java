package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryLimits;

/** What every format asks of a message. */
final class Messages {

    private Messages() {}

    /**
     * Lets a payload pass that is not too large to be read.
     *
     * @throws DecodeException if it is ({@link RejectReason#TOO_LARGE})
     */
    static void requireSize(RawMessage message, TelemetryLimits limits) {
        int bytes = message.payload().length;
        if (bytes > limits.payloadBytes()) {
            throw new DecodeException(RejectReason.TOO_LARGE, bytes + " bytes: allowed are " + limits.payloadBytes());
        }
    }

    /**
     * Lets a message pass whose topic names somebody.
     *
     * @throws DecodeException if it does not ({@link RejectReason#NO_VEHICLE})
     */
    static void requireNamed(RawMessage message) {
        if (message.vehicle() == null && message.device() == null) {
            throw new DecodeException(RejectReason.NO_VEHICLE, "the topic names neither a vehicle nor a device");
        }
    }
}
