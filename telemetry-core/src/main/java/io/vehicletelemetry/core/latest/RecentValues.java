package io.vehicletelemetry.core.latest;

import io.vehicletelemetry.core.model.Evidence;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A vehicle's values as an evidence rule sees them, right after a frame was merged. Immutable.
 *
 * <p>When a value arrived is kept beside it, by the monotonic clock, only for vehicles whose frames are judged by a rule,
 * from the first such frame on.
 */
final class RecentValues implements Evidence {

    /** Long ago, and not so long that the clock's wrap would make it recent while this process lives: 146 years. */
    private static final long NEVER_AGO = 1L << 62;

    private final Signals signals;
    private final long @Nullable [] arrivals;
    private final long arrivalNanos;
    private final long withinNanos;
    private final boolean changed;

    RecentValues(Signals signals, long @Nullable [] arrivals, long arrivalNanos, long withinNanos, boolean changed) {
        this.signals = signals;
        this.arrivals = arrivals;
        this.arrivalNanos = arrivalNanos;
        this.withinNanos = withinNanos;
        this.changed = changed;
    }

    /** A vehicle's arrivals to be written to, with room for more: never for a signal of which none is known. */
    static long[] arrivals(long @Nullable [] known, int capacity, long arrivalNanos) {
        int length = known == null ? 0 : known.length;
        long[] arrivals = known == null ? new long[capacity] : Arrays.copyOf(known, Math.max(length, capacity));
        Arrays.fill(arrivals, length, arrivals.length, never(arrivalNanos));
        return arrivals;
    }

    /** Stands for the arrival of a value that nobody saw arriving. */
    static long never(long arrivalNanos) {
        return arrivalNanos - NEVER_AGO;
    }

    @Override
    public boolean changed() {
        return changed;
    }

    @Override
    public @Nullable SignalValue value(String signal) {
        int index = arrivals == null ? -1 : signals.indexOf(signal);
        boolean recent = arrivals != null
                && index >= 0
                && index < arrivals.length
                && arrivalNanos - arrivals[index] < withinNanos;
        return recent ? signals.value(index) : null;
    }
}
