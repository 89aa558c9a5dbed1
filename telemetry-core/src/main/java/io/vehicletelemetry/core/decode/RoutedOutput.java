package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;

/**
 * Passes on what a decoder reads from one message, and sees to it that no message is lost without a reason.
 *
 * <p><em>Confined to the call of the decoder.</em>
 */
final class RoutedOutput implements TelemetryDecoder.Output {

    private final RawMessage message;
    private final TelemetryDecoder.Output output;
    private boolean used;
    private boolean ended;

    RoutedOutput(RawMessage message, TelemetryDecoder.Output output) {
        this.message = message;
        this.output = output;
    }

    @Override
    public void frame(TelemetryFrame frame) {
        checkOpen();
        used = true;
        output.frame(routed(frame));
    }

    /** With the overrides of the route, also where the decoder did not start from {@link RawMessage#frame()}. */
    private TelemetryFrame routed(TelemetryFrame frame) {
        boolean complete = (message.offlineAfter() == null || frame.offlineAfter() != null)
                && (message.liveWhen() == null || frame.liveWhen() != null);
        return complete
                ? frame
                : frame.toBuilder()
                        .offlineAfter(frame.offlineAfter() == null ? message.offlineAfter() : frame.offlineAfter())
                        .liveWhen(frame.liveWhen() == null ? message.liveWhen() : frame.liveWhen())
                        .build();
    }

    @Override
    public void availability(Availability availability) {
        checkOpen();
        used = true;
        output.availability(availability);
    }

    @Override
    public void reject(RejectReason reason, String detail) {
        checkOpen();
        used = true;
        output.reject(reason, detail);
    }

    /** The decoder has read the message. */
    void completed() {
        ended = true;
        if (!used) {
            output.reject(RejectReason.NO_SIGNALS, "the decoder found nothing");
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
