package io.vehicletelemetry.core.latest;

import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Puts what an earlier process knew of a vehicle where this one knows nothing: values as a replayed frame would, and since
 * when it is offline. May be applied several times under contention; {@code changed} is that of the last time.
 */
final class Restoration implements UnaryOperator<VehicleEntry> {

    private final Signals restored;
    private final @Nullable Instant offlineSince;
    private final int maxSignals;
    private final String epoch;
    private final Instant now;
    private final long nowNanos;

    boolean changed;

    Restoration(
            Signals restored,
            @Nullable Instant offlineSince,
            int maxSignals,
            String epoch,
            Instant now,
            long nowNanos) {
        this.restored = restored;
        this.offlineSince = offlineSince;
        this.maxSignals = maxSignals;
        this.epoch = epoch;
        this.now = now;
        this.nowNanos = nowNanos;
    }

    @Override
    public VehicleEntry apply(VehicleEntry before) {
        changed = false;
        VehicleSnapshot known = before.snapshot();
        Signals old = known == null ? Signals.empty() : known.signals();
        long revision = known == null ? 1 : known.revision() + 1;
        int capacity = Math.max(old.size(), Math.min(maxSignals, old.size() + restored.size()));
        @Nullable Object[] times = before.times() == null ? null : Arrays.copyOf(before.times(), capacity);
        long @Nullable [] arrivals =
                before.arrivals() == null ? null : RecentValues.arrivals(before.arrivals(), capacity, nowNanos);
        Signals.Builder merged = old.toBuilder();
        for (int i = 0; i < restored.size(); i++) {
            int index = old.indexOf(restored.name(i), i);
            if (index < 0 && merged.size() < maxSignals) {
                index = merged.size();
            } else if (index < 0 || !fills(old.observedMicros(index), restored.observedMicros(i))) {
                continue;
            }
            merged.put(restored.name(i), restored.value(i), restored.observedMicros(i), revision);
            if (times != null) {
                times[index] = null; // of a clock that is not known here
            }
            if (arrivals != null) {
                arrivals[index] = RecentValues.never(nowNanos);
            }
            changed = true;
        }
        boolean dates = offlineSince != null
                && (known == null || (known.state() == VehicleState.OFFLINE && known.stateSince() == null));
        changed |= dates;
        if (!changed) {
            return before;
        }
        VehicleSnapshot.Builder next = before.next(epoch, now).signals(merged.build());
        if (dates) {
            next.state(VehicleState.OFFLINE, offlineSince);
        }
        return new VehicleEntry(
                before.vehicle(),
                next.build(),
                times,
                arrivals,
                before.clocks(),
                before.stateSequence(),
                before.feeds());
    }

    private static boolean fills(long known, long restored) {
        return known != Signals.UNKNOWN_TIME && known < restored;
    }
}
