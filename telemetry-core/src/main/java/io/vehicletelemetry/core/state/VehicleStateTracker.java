package io.vehicletelemetry.core.state;

import io.vehicletelemetry.core.model.VehicleId;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a vehicle runs. Time is an argument: a tracker has no clock and no thread.
 *
 * <p>Rules, where a <em>re-arming</em> frame is a live one that is evidence of life:
 *
 * <ul>
 *   <li>T1 The first re-arming frame yields one RUNNING.
 *   <li>T2 Further ones yield none.
 *   <li>T3 When the time since the last one has reached the timeout: one OFFLINE.
 *   <li>T4 One nanosecond less: none.
 *   <li>T5 RUNNING again on the next re-arming frame.
 *   <li>T6 Vehicles are independent.
 *   <li>T7 Times wrap and may be negative: only differences mean anything.
 *   <li>T8 An expiry that was decided before a newer re-arming frame is void once that frame was observed, whichever is
 *       applied first, and the frame's own deadline is not lost. A replayed frame in between does not void it. Both
 *       follow from {@link StateTransition#sequence}, which only decisions of the tracker advance.
 *   <li>T9 A vehicle that was never observed never expires.
 *   <li>T10 Replayed frames never count: they are not observed.
 * </ul>
 *
 * <p><em>Thread-safe.</em> {@link #expire} is confined to one thread at a time.
 */
public interface VehicleStateTracker {

    /**
     * A re-arming frame of a vehicle arrived: the vehicle runs until {@code arrivalNanos + timeoutNanos}. One that arrived
     * before the last reported "offline" does not count.
     *
     * @param vehicle the vehicle
     * @param arrivalNanos when the frame arrived, by the monotonic clock
     * @param timeoutNanos the silence after which the vehicle is offline, in nanoseconds, positive
     * @return the transition to RUNNING, or null where the state does not change
     */
    @Nullable
    StateTransition observe(VehicleId vehicle, long arrivalNanos, long timeoutNanos);

    /**
     * The vehicle was reported "offline". A live report counts unless a re-arming frame arrived later; a replayed one
     * only where no re-arming frame lies within the timeout.
     *
     * @param vehicle the vehicle
     * @param arrivalNanos when the report arrived, by the monotonic clock
     * @param replayed whether the report is a replay
     * @return the transition to OFFLINE, or null where the state does not change
     */
    @Nullable
    StateTransition reportOffline(VehicleId vehicle, long arrivalNanos, boolean replayed);

    /**
     * Decides which vehicles have been silent for their timeout. For each vehicle whose deadline has come the tracker asks
     * up to when everything that arrived has been observed: only if that is the deadline or later, it is offline;
     * else the decision waits for a later call.
     *
     * @param nowNanos the time by the monotonic clock
     * @param observedUpTo for a vehicle: the time up to which everything that arrived has been observed, not after
     *     {@code nowNanos}
     * @param transitions takes each transition to OFFLINE
     */
    void expire(
            long nowNanos,
            ToLongFunction<? super VehicleId> observedUpTo,
            Consumer<? super StateTransition> transitions);

    /**
     * Decides which vehicles have been silent for their timeout, where everything that arrived has been observed.
     *
     * @param nowNanos the time by the monotonic clock
     * @param transitions takes each transition to OFFLINE
     */
    default void expire(long nowNanos, Consumer<? super StateTransition> transitions) {
        expire(nowNanos, vehicle -> nowNanos, transitions);
    }

    /**
     * The built-in tracker: silence decides, a deadline a vehicle.
     *
     * @return a tracker whose cost an observation does not depend on the number of vehicles
     */
    static VehicleStateTracker silence() {
        return new SilenceStateTracker();
    }
}
