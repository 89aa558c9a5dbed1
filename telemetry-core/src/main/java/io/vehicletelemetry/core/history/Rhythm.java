package io.vehicletelemetry.core.history;

/**
 * How long a batch waits for more. A broker lets only so many messages be unacknowledged, and then it waits for us, so a
 * batch that is not full yet is as large as it gets once the messages cease: after four times their mean distance. Where
 * there is one message alone, what is known is how near to the last acknowledgement it came: at once after it where the
 * broker was waiting for that, before it where it came while the batch before was written.
 *
 * <p><em>Confined to one thread at a time: guarded by its queue's lock.</em>
 */
final class Rhythm {

    /** Shorter than what a message takes over the network and back would only make more commits. */
    static final long SHORTEST_NANOS = 2_000_000L;

    private final long flushNanos;
    private boolean acknowledgedBefore;
    private long acknowledged;
    private long first;
    private long last;
    private int size;

    /** @param flushNanos how long a batch waits at most */
    Rhythm(long flushNanos) {
        this.flushNanos = flushNanos;
    }

    /** A message came. */
    void arrived(long nowNanos) {
        if (size == 0) {
            first = nowNanos;
        }
        last = nowNanos;
        size++;
    }

    /** Those that came were taken: what comes now begins another batch. */
    void taken() {
        size = 0;
    }

    /** What had been taken was acknowledged. */
    void acknowledged(long nowNanos) {
        acknowledgedBefore = true;
        acknowledged = nowNanos;
    }

    /** For how long those that came wait from now on; not positive once they waited long enough. */
    long left(long nowNanos) {
        return Math.min(first + flushNanos - nowNanos, quiet() - nowNanos);
    }

    /** When it is clear that no more come for now. */
    private long quiet() {
        if (size > 1) {
            return last + bounded(4 * ((last - first) / (size - 1)));
        }
        if (!acknowledgedBefore) {
            return first + flushNanos;
        }
        long distance = first - acknowledged;
        return distance >= 0 ? first + bounded(2 * distance) : acknowledged + bounded(-2 * distance);
    }

    private long bounded(long nanos) {
        return Math.min(flushNanos, Math.max(SHORTEST_NANOS, nanos));
    }
}
