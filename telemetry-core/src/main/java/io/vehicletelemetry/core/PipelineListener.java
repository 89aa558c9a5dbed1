package io.vehicletelemetry.core;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;

/**
 * Observes what goes through a {@link TelemetryPipeline}: metrics, logs and records attach here. What a listener throws
 * is logged and does no other harm.
 *
 * <p><em>Called by the threads that bring telemetry in, must not block.</em>
 */
public interface PipelineListener {

    /**
     * A frame was merged into what is known of a vehicle.
     *
     * @param vehicle the vehicle
     * @param frame what arrived, without the signals that were refused
     */
    default void frame(VehicleId vehicle, TelemetryFrame frame) {}

    /**
     * A vehicle's state changed. Where two changes of one vehicle follow each other at once, two threads may tell of them
     * in the other order: their snapshots' revisions give the right one.
     *
     * @param change the new state and its cause, with the data of the same moment
     */
    default void stateChanged(StateChange change) {}

    /**
     * Something was not used: a message, or a part of one.
     *
     * @param reason why
     * @param source the name of the source that brought it
     * @param detail for people
     */
    default void rejected(RejectReason reason, String source, String detail) {}

    /**
     * A source was connected to its transport, or lost it.
     *
     * @param source the source's name
     * @param connected whether messages can come now
     */
    default void connected(String source, boolean connected) {}

    /**
     * A stage failed in a way that is not its contract: a listener, a subscriber or a source threw.
     *
     * @param where what failed
     * @param failure what it threw
     */
    default void failed(String where, Throwable failure) {}
}
