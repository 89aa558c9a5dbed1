package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import java.util.function.BiConsumer;

/**
 * Which signals are admitted. In work: admits everything.
 *
 * <p><em>Immutable.</em>
 */
public final class SignalRules {

    /**
     * Makes the rules.
     *
     * @param limits what a message may hold
     * @param table the canonical signals
     */
    public SignalRules(TelemetryLimits limits, SignalTable table) {}

    /**
     * Admits a frame.
     *
     * @param frame what arrived
     * @param refused takes what is refused
     * @return the frame
     */
    public TelemetryFrame admit(TelemetryFrame frame, BiConsumer<RejectReason, String> refused) {
        return frame;
    }
}
