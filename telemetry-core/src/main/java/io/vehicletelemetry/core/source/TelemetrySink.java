package io.vehicletelemetry.core.source;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;

/**
 * Takes what a {@link TelemetrySource} delivers.
 *
 * <p>Each delivery comes with an {@link Acknowledgement} that the taker calls once it has taken care of it: at once in
 * the live path, after the commit in a record. A source without acknowledgement passes {@link Acknowledgement#NONE}.
 *
 * <p><em>Thread-safe.</em> The methods return soon and do not block; a sink that throws does not stop a source.
 */
public interface TelemetrySink {

    /**
     * Takes a frame.
     *
     * @param frame what arrived
     * @param acknowledgement to be called when it was taken care of
     */
    void frame(TelemetryFrame frame, Acknowledgement acknowledgement);

    /**
     * Takes a frame that needs no acknowledgement.
     *
     * @param frame what arrived
     */
    default void frame(TelemetryFrame frame) {
        frame(frame, Acknowledgement.NONE);
    }

    /**
     * Takes what a device or its broker says of its availability.
     *
     * @param availability online or offline
     * @param acknowledgement to be called when it was taken care of
     */
    void availability(Availability availability, Acknowledgement acknowledgement);

    /**
     * Takes what a device or its broker says of its availability, without an acknowledgement.
     *
     * @param availability online or offline
     */
    default void availability(Availability availability) {
        availability(availability, Acknowledgement.NONE);
    }

    /**
     * Takes note of something that could not be used: a message, or a part of one.
     *
     * @param reason why
     * @param detail for people: where it came from and what was wrong, short and without the payload's secrets
     * @param acknowledgement to be called when it was taken care of
     */
    void reject(RejectReason reason, String detail, Acknowledgement acknowledgement);

    /**
     * Takes note of something that could not be used, without an acknowledgement.
     *
     * @param reason why
     * @param detail for people
     */
    default void reject(RejectReason reason, String detail) {
        reject(reason, detail, Acknowledgement.NONE);
    }

    /**
     * Takes note of whether the source is connected to its transport. A source that never says so counts as connected.
     *
     * @param connected whether messages can come now
     */
    void connected(boolean connected);
}
