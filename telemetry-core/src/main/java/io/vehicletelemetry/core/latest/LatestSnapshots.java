package io.vehicletelemetry.core.latest;

import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest snapshot of every vehicle, in memory.
 *
 * <p>Merging is copy-on-write a vehicle: the usual frame, whose signals the vehicle already has, copies values only.
 * Vehicles do not disturb each other. At most {@link TelemetryLimits#vehicles()} vehicles with
 * {@link TelemetryLimits#signalsPerVehicle()} signals are kept; a vehicle stays known until the process ends.
 *
 * <p><em>Thread-safe.</em> Readers never wait; writers of one vehicle retry, writers of different ones do not meet.
 */
public final class LatestSnapshots implements SnapshotView {

    private final TelemetryLimits limits;
    private final String epoch;
    private final ConcurrentHashMap<VehicleId, LatestValue<VehicleEntry>> vehicles = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Starts with no vehicle, in an epoch of its own.
     *
     * @param limits how much is kept
     */
    public LatestSnapshots(TelemetryLimits limits) {
        this(limits, Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), Character.MAX_RADIX));
    }

    /**
     * Starts with no vehicle.
     *
     * @param limits how much is kept
     * @param epoch the epoch of the revisions, opaque: another one than that of any earlier run
     */
    public LatestSnapshots(TelemetryLimits limits, String epoch) {
        this.limits = Objects.requireNonNull(limits, "limits");
        this.epoch = Objects.requireNonNull(epoch, "epoch");
    }

    /**
     * The epoch of the revisions made here.
     *
     * @return opaque text
     */
    public String epoch() {
        return epoch;
    }

    /**
     * Merges a frame into what is known of a vehicle.
     *
     * @param vehicle the vehicle
     * @param frame what arrived
     * @param feed which source brought it: a number from 0 to 63, remembered for {@link #feeds}
     * @param now the time by the wall clock
     * @return what the merge did
     */
    public MergeOutcome merge(VehicleId vehicle, TelemetryFrame frame, int feed, Instant now) {
        return merge(vehicle, frame, feed, now, 0);
    }

    /**
     * Merges a frame that an evidence rule is to judge. From the first such frame of a vehicle on it is kept when each of
     * its values arrived, also of frames without a rule; what arrived before does not count as evidence.
     *
     * @param vehicle the vehicle
     * @param frame what arrived
     * @param feed which source brought it: a number from 0 to 63, remembered for {@link #feeds}
     * @param now the time by the wall clock
     * @param evidenceNanos within what time before the frame's arrival a value must have arrived to be evidence, in
     *     nanoseconds; 0 where there is no rule
     * @return what the merge did, with the evidence where it was asked for
     * @throws IllegalArgumentException if {@code evidenceNanos} is negative
     */
    public MergeOutcome merge(VehicleId vehicle, TelemetryFrame frame, int feed, Instant now, long evidenceNanos) {
        if (evidenceNanos < 0) {
            throw new IllegalArgumentException("evidenceNanos " + evidenceNanos + ": allowed are numbers from 0");
        }
        LatestValue<VehicleEntry> latest = frame.historical() ? vehicles.get(vehicle) : entry(vehicle);
        if (latest == null) {
            return frame.historical() ? MergeOutcome.late(frame) : MergeOutcome.VEHICLE_REFUSED;
        }
        FrameMerge merge = new FrameMerge(frame, 1L << feed, limits.signalsPerVehicle(), epoch, now, evidenceNanos);
        return merge.outcome(latest.update(merge));
    }

    /**
     * Applies a state to a vehicle, unless a newer decision was applied before.
     *
     * @param vehicle the vehicle
     * @param state its new state
     * @param sequence the number of the decision; a lower one than that of the last applied has no effect
     * @param since when the state began, by the wall clock
     * @param now the time by the wall clock
     * @return the snapshot with the new state, or null where nothing changed
     */
    public @Nullable VehicleSnapshot applyState(
            VehicleId vehicle, VehicleState state, long sequence, Instant since, Instant now) {
        LatestValue<VehicleEntry> latest = vehicles.get(vehicle);
        if (latest == null) {
            return null;
        }
        StateApplication application = new StateApplication(state, sequence, since, now);
        VehicleEntry after = latest.update(application);
        return application.changed ? after.snapshot() : null;
    }

    /**
     * Puts what an earlier process knew of a vehicle where nothing is known: values as a replayed frame does, and since
     * when it is offline. It does not make a vehicle run, and is no evidence of anything.
     *
     * @param vehicle the vehicle
     * @param signals its last values, with the times at which they were observed
     * @param offlineSince since when it is offline, by the wall clock, or null where nobody knows
     * @param now the time by the wall clock
     * @param nowNanos the time by the monotonic clock
     * @return the snapshot, or null where nothing is new or the vehicle was refused
     */
    public @Nullable VehicleSnapshot restore(
            VehicleId vehicle, Signals signals, @Nullable Instant offlineSince, Instant now, long nowNanos) {
        LatestValue<VehicleEntry> latest = signals.isEmpty() ? null : entry(vehicle);
        if (latest == null) {
            return null;
        }
        Restoration restoration =
                new Restoration(signals, offlineSince, limits.signalsPerVehicle(), epoch, now, nowNanos);
        VehicleEntry after = latest.update(restoration);
        return restoration.changed ? after.snapshot() : null;
    }

    /**
     * Takes a finished snapshot of another owner: it replaces one of a lower revision, or of another epoch.
     *
     * @param snapshot what another process, or an earlier one, made
     * @return true if it is now the newest; false if a newer one is known or the vehicle was refused
     */
    public boolean take(VehicleSnapshot snapshot) {
        LatestValue<VehicleEntry> latest = entry(snapshot.vehicle());
        if (latest == null) {
            return false;
        }
        VehicleEntry after = latest.update(before -> {
            VehicleSnapshot known = before.snapshot();
            return known == null || snapshot.isNewerThan(known) ? before.withForeign(snapshot) : before;
        });
        return after.snapshot() == snapshot;
    }

    /**
     * Which sources brought something of a vehicle.
     *
     * @param vehicle the vehicle
     * @return the feeds as bits; 0 where the vehicle is not known
     */
    public long feeds(VehicleId vehicle) {
        LatestValue<VehicleEntry> latest = vehicles.get(vehicle);
        return latest == null ? 0 : latest.get().feeds();
    }

    @Override
    public @Nullable VehicleSnapshot get(VehicleId vehicle) {
        LatestValue<VehicleEntry> latest = vehicles.get(vehicle);
        return latest == null ? null : latest.get().snapshot();
    }

    @Override
    public void forEach(Consumer<? super VehicleSnapshot> action) {
        vehicles.values().forEach(latest -> {
            VehicleSnapshot snapshot = latest.get().snapshot();
            if (snapshot != null) {
                action.accept(snapshot);
            }
        });
    }

    @Override
    public int size() {
        return count.get();
    }

    private @Nullable LatestValue<VehicleEntry> entry(VehicleId vehicle) {
        LatestValue<VehicleEntry> latest = vehicles.get(vehicle);
        return latest != null ? latest : vehicles.computeIfAbsent(vehicle, this::admitted);
    }

    private @Nullable LatestValue<VehicleEntry> admitted(VehicleId vehicle) {
        if (count.incrementAndGet() > limits.vehicles()) {
            count.decrementAndGet();
            return null;
        }
        return new LatestValue<>(VehicleEntry.unknown(vehicle));
    }
}
