package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.decode.TelemetryDecoder;
import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;

/**
 * Hands over what was read from one message.
 *
 * <p><em>Immutable.</em>
 *
 * @param sink what takes it
 * @param message where it came from
 * @param shares its acknowledgement
 */
record SinkOutput(GuardedSink sink, Delivery message, Shares shares) implements TelemetryDecoder.Output {

    @Override
    public void frame(TelemetryFrame frame) {
        sink.frame(frame, shares.another());
    }

    @Override
    public void availability(Availability availability) {
        sink.availability(availability, shares.another());
    }

    @Override
    public void reject(RejectReason reason, String detail) {
        sink.reject(reason, message.origin() + ": " + detail, shares.another());
    }
}
