package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryLimits;

/** What holds of the payload of every format. */
final class Payloads {

    private Payloads() {}

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
}
