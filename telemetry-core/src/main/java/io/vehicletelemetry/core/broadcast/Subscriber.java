package io.vehicletelemetry.core.broadcast;

import io.vehicletelemetry.core.model.VehicleSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots at its own pace: it gets one delivery, takes from it what it likes, and completes it when it is ready
 * for the next.
 *
 * <p><em>Called by a publishing thread, one call at a time; must not block.</em>
 */
public interface Subscriber {

    /**
     * Something is pending. No other delivery comes before this one is completed.
     *
     * @param delivery what is pending; empty only as the first one
     */
    void deliver(Delivery delivery);

    /** The subscription ended. Nothing comes after this; a delivery in flight yields nothing more. */
    default void closed() {}

    /**
     * What is pending for a subscriber: taken one by one, so that each is the newest at the moment when it is taken.
     *
     * <p><em>Confined to one thread at a time: {@link #next} is not to be called from two threads at once, nor after
     * {@link #complete}. {@link #complete} may be called from any thread.</em>
     */
    interface Delivery {

        /**
         * Takes the newest pending snapshot of the vehicle that waits longest.
         *
         * @return a snapshot, or null where nothing is pending
         */
        @Nullable
        VehicleSnapshot next();

        /**
         * Says that the subscriber is ready for the next delivery, which comes as soon as something is pending. A
         * subscriber that has not called {@link #next} at all has failed: its subscription ends.
         */
        void complete();
    }
}
