package io.vehicletelemetry.core.latest;

import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** All that is held of one vehicle, replaced as one. Immutable: nobody writes to its arrays. */
final class VehicleEntry {

    private final VehicleId vehicle;
    private final @Nullable VehicleSnapshot snapshot;
    private final @Nullable Object @Nullable [] times;
    private final long @Nullable [] arrivals;
    private final DeviceClock[] clocks;
    private final long stateSequence;
    private final long feeds;

    /**
     * @param vehicle the vehicle
     * @param snapshot what others see; null until the first value
     * @param times for each signal the identity of the device clock that its time is from, null where it is the arrival's;
     *     null where all are null
     * @param arrivals for each signal when its value arrived, by the monotonic clock; null where no evidence rule asks
     * @param clocks the clocks of the vehicle's devices
     * @param stateSequence the tracker's decision that was last applied
     * @param feeds the sources that brought something of this vehicle, as bits
     */
    VehicleEntry(
            VehicleId vehicle,
            @Nullable VehicleSnapshot snapshot,
            @Nullable Object @Nullable [] times,
            long @Nullable [] arrivals,
            DeviceClock[] clocks,
            long stateSequence,
            long feeds) {
        this.vehicle = vehicle;
        this.snapshot = snapshot;
        this.times = times;
        this.arrivals = arrivals;
        this.clocks = clocks;
        this.stateSequence = stateSequence;
        this.feeds = feeds;
    }

    static VehicleEntry unknown(VehicleId vehicle) {
        return new VehicleEntry(vehicle, null, null, null, DeviceClock.NONE, 0, 0);
    }

    @Nullable
    VehicleSnapshot snapshot() {
        return snapshot;
    }

    @Nullable
    Object @Nullable [] times() {
        return times;
    }

    @Nullable
    Object timeOf(int signal) {
        return times == null || signal >= times.length ? null : times[signal];
    }

    long @Nullable [] arrivals() {
        return arrivals;
    }

    DeviceClock[] clocks() {
        return clocks;
    }

    long stateSequence() {
        return stateSequence;
    }

    long feeds() {
        return feeds;
    }

    VehicleId vehicle() {
        return vehicle;
    }

    /** One revision on, in the epoch of this process also where another owner's snapshot was taken before. */
    VehicleSnapshot.Builder next(String epoch, Instant now) {
        VehicleSnapshot known = snapshot;
        if (known == null) {
            return VehicleSnapshot.builder(vehicle, epoch, now);
        }
        return known.epoch().equals(epoch)
                ? known.next(now)
                : VehicleSnapshot.builder(vehicle, epoch, now)
                        .revision(known.revision() + 1)
                        .state(known.state(), known.stateSince())
                        .lastLiveArrival(known.lastLiveArrival());
    }

    VehicleEntry withState(VehicleSnapshot next, long sequence) {
        return new VehicleEntry(vehicle, next, times, arrivals, clocks, sequence, feeds);
    }

    /** The snapshot of another owner: its times are of clocks that are not known here. */
    VehicleEntry withForeign(VehicleSnapshot next) {
        return new VehicleEntry(vehicle, next, null, null, clocks, stateSequence, feeds);
    }

    VehicleEntry withClocks(DeviceClock[] next, long moreFeeds) {
        return next == clocks && (feeds | moreFeeds) == feeds
                ? this
                : new VehicleEntry(vehicle, snapshot, times, arrivals, next, stateSequence, feeds | moreFeeds);
    }
}
