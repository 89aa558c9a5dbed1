package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.decode.TelemetryDecoder;
import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;

/**
 * Passes on what a decoder reads from one message, and sees to it that no message is lost without a reason.
 *
 * <p><em>Confined to the call of the decoder.</em>
 */
final class DecodedOutput implements TelemetryDecoder.Output {

    private final GuardedSink sink;
    private final Delivery message;
    private boolean used;
    private boolean ended;

    DecodedOutput(GuardedSink sink, Delivery message) {
        this.sink = sink;
        this.message = message;
    }

    @Override
    public void frame(TelemetryFrame frame) {
        checkOpen();
        used = true;
        sink.frame(frame);
    }

    @Override
    public void availability(Availability availability) {
        checkOpen();
        used = true;
        sink.availability(availability);
    }

    @Override
    public void reject(RejectReason reason, String detail) {
        checkOpen();
        used = true;
        sink.reject(reason, message.origin() + ": " + detail);
    }

    /** The decoder has read the message. */
    void completed() {
        ended = true;
        if (!used) {
            sink.reject(RejectReason.NO_SIGNALS, message.origin() + ": the decoder found nothing");
        }
    }

    /** The decoder gave the message up. */
    void ended() {
        ended = true;
    }

    private void checkOpen() {
        if (ended) {
            throw new IllegalStateException("output of a message that was decoded before");
        }
    }
}
