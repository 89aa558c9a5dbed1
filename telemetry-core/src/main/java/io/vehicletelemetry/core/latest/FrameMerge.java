package io.vehicletelemetry.core.latest;

import io.vehicletelemetry.core.model.Evidence;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Merges one frame into what is known of its vehicle, signal by signal. May be applied several times under contention;
 * the outcome is that of the last time.
 *
 * <ul>
 *   <li>Live: between two times of one device's clock the newer wins; between different clocks, the order of arrival.
 *   <li>Replayed: fills what is missing, or older where both times are known.
 *   <li>Historical: never the latest.
 * </ul>
 */
final class FrameMerge implements UnaryOperator<VehicleEntry> {

    private final TelemetryFrame frame;
    private final Signals incoming;
    private final long observed;
    private final long feed;
    private final int maxSignals;
    private final String epoch;
    private final Instant now;
    private final long evidenceNanos;

    private boolean advanced;
    private boolean changed;
    private int refused;
    private int late;

    /**
     * @param frame what is merged
     * @param feed its source, as a bit
     * @param maxSignals how many signals the vehicle may have
     * @param epoch the epoch of the revisions
     * @param now the time by the wall clock
     * @param evidenceNanos within what time a value counts as evidence, or 0 where nobody asks
     */
    FrameMerge(TelemetryFrame frame, long feed, int maxSignals, String epoch, Instant now, long evidenceNanos) {
        this.frame = frame;
        this.incoming = frame.signals();
        this.observed = frame.observedMicros();
        this.feed = feed;
        this.maxSignals = maxSignals;
        this.epoch = epoch;
        this.now = now;
        this.evidenceNanos = evidenceNanos;
    }

    MergeOutcome outcome(VehicleEntry after) {
        return new MergeOutcome(
                after.snapshot(), advanced, incoming.size() - refused, refused, late, false, evidence(after));
    }

    private @Nullable Evidence evidence(VehicleEntry after) {
        VehicleSnapshot snapshot = after.snapshot();
        return evidenceNanos == 0 || snapshot == null
                ? null
                : new RecentValues(snapshot.signals(), after.arrivals(), frame.arrivalNanos(), evidenceNanos, changed);
    }

    @Override
    public VehicleEntry apply(VehicleEntry before) {
        advanced = false;
        changed = false;
        refused = 0;
        late = 0;
        if (frame.historical()) {
            late = incoming.size();
            return before.withClocks(before.clocks(), feed);
        }
        VehicleSnapshot known = before.snapshot();
        Signals old = known == null ? Signals.empty() : known.signals();
        DeviceClock clock = frame.deviceTime() == null ? null : DeviceClock.of(frame.device(), before.clocks());
        if (clock != null && !frame.replayed()) {
            clock = isBehind(old, before, clock) ? clock.late(observed) : clock.inOrder();
        }
        DeviceClock[] clocks = clock == null ? before.clocks() : clock.in(before.clocks());
        Object time = clock == null ? null : clock.identity();
        long revision = known == null ? 1 : known.revision() + 1;

        Signals.Builder merged = old.toBuilder();
        if (!frame.replayed() && coversAll(old) && old.newestMicros() <= observed) {
            merged.observedByAll(observed); // the usual frame: no time a signal is kept
        }
        @Nullable Object[] times = before.times() == null && time == null ? null : timesOf(before, old.size());
        long @Nullable [] arrivals =
                before.arrivals() == null && evidenceNanos == 0 ? null : arrivalsOf(before, old.size());
        long arrived = frame.replayed() ? RecentValues.never(frame.arrivalNanos()) : frame.arrivalNanos();
        int taken = 0;
        for (int i = 0; i < incoming.size(); i++) {
            int index = old.indexOf(incoming.name(i), i);
            if (index < 0) {
                if (merged.size() >= maxSignals) {
                    refused++;
                    continue;
                }
                index = merged.size();
                merged.put(incoming.name(i), incoming.value(i), observed, revision);
                changed = true;
            } else if (frame.replayed() ? !fills(old, index) : isLate(old, before, index, time)) {
                late += frame.replayed() ? 0 : 1;
                continue;
            } else {
                SignalValue value = incoming.value(i);
                SignalValue last = old.value(index);
                boolean same = value.equals(last);
                merged.set(index, same ? last : value, observed, same ? old.changedAt(index) : revision);
                changed |= !same;
            }
            if (times != null) {
                times[index] = time;
            }
            if (arrivals != null) {
                arrivals[index] = arrived;
            }
            taken++;
        }
        if (taken == 0) {
            return before.withClocks(clocks, feed);
        }
        advanced = true;
        VehicleSnapshot.Builder next = before.next(epoch, now).signals(merged.build());
        if (!frame.replayed()) {
            next.lastLiveArrival(frame.arrival());
        }
        return new VehicleEntry(
                before.vehicle(), next.build(), times, arrivals, clocks, before.stateSequence(), before.feeds() | feed);
    }

    /**
     * Whether the device's time is before one that this clock showed: of any signal, because a device that sends one signal a
     * message would else freeze for as long as one of them was last seen before the time that its clock was set back to.
     */
    private boolean isBehind(Signals old, VehicleEntry before, DeviceClock clock) {
        if (old.newestMicros() <= observed) {
            return false;
        }
        for (int i = 0; i < old.size(); i++) {
            if (isLate(old, before, i, clock.identity())) {
                return true;
            }
        }
        return false;
    }

    /** Older than what is known, on the same clock. */
    private boolean isLate(Signals old, VehicleEntry before, int index, @Nullable Object time) {
        return time != null && before.timeOf(index) == time && observed < old.observedMicros(index);
    }

    /** Newer than what is known, where both times are. */
    private boolean fills(Signals old, int index) {
        long known = old.observedMicros(index);
        return known != Signals.UNKNOWN_TIME && observed != Signals.UNKNOWN_TIME && known < observed;
    }

    private boolean coversAll(Signals old) {
        if (incoming.size() < old.size()) {
            return false;
        }
        for (int i = 0; i < old.size(); i++) {
            if (incoming.indexOf(old.name(i), i) < 0) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Object[] timesOf(VehicleEntry before, int size) {
        int capacity = capacity(size);
        return before.times() == null ? new Object[capacity] : Arrays.copyOf(before.times(), capacity);
    }

    private long[] arrivalsOf(VehicleEntry before, int size) {
        return RecentValues.arrivals(before.arrivals(), capacity(size), frame.arrivalNanos());
    }

    /** Room for every signal that there may be after this frame. */
    private int capacity(int size) {
        return Math.max(size, Math.min(maxSignals, size + incoming.size()));
    }
}
