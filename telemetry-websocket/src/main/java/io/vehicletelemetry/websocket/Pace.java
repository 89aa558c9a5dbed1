package io.vehicletelemetry.websocket;

/**
 * When a session may send what it has: at once after a quiet interval, else at a beat that all sessions share, so that
 * they wake together, find the same updates, and share the frames made of them.
 */
final class Pace {

    /*
     * quietUntil: volatile; written by the turn, read by publishers in delivered(). A publisher that reads an old one
     * signals too early, and the turn looks again.
     * draining, drainStarted, wakes, wakeAt: the session's turn alone.
     */
    private final Pacer pacer;
    private final long interval;
    private final Runnable signal;

    private volatile long quietUntil;
    private boolean draining;
    private long drainStarted;
    private boolean wakes;
    private long wakeAt;

    /**
     * @param interval in nanoseconds; 0: everything at once
     * @param signal gives the session something to do; does not block
     */
    Pace(Pacer pacer, long interval, Runnable signal, long now) {
        this.pacer = pacer;
        this.interval = interval;
        this.signal = signal;
        this.quietUntil = now;
    }

    /** Something came: signals now or at the beat. From any thread. */
    void delivered(long now) {
        long wait = quietUntil - now;
        if (wait <= 0) {
            signal.run();
        } else {
            pacer.after(wait, signal);
        }
    }

    /** The interval counts as quiet from now on. */
    void skip(long now) {
        quietUntil = now;
    }

    /** Whether it is too early for what came, which is then looked at again at the beat; else the drain begins, or goes on. */
    boolean isEarly(boolean waiting, long now) {
        if (draining) {
            return false;
        }
        long wait = quietUntil - now;
        if (waiting && wait > 0) {
            wakeIn(wait, now);
        } else if (waiting) {
            draining = true;
            drainStarted = now;
        }
        return wait > 0;
    }

    /** All that came is sent; what is held back for longer is looked at again after so many nanoseconds, or never. */
    void drained(long nanosToHeld, long now) {
        if (draining) {
            draining = false;
            quietUntil = interval == 0 ? drainStarted : beat(drainStarted + interval / 2);
        }
        if (nanosToHeld != Long.MAX_VALUE) {
            wakeIn(Math.max(nanosToHeld, quietUntil - now), now);
        }
    }

    /** Signals after so long, unless it is signalled before that anyway. */
    void wakeIn(long nanos, long now) {
        if (!wakes || wakeAt - now <= 0 || wakeAt - now > nanos) {
            wakes = true;
            wakeAt = now + nanos;
            pacer.after(nanos, signal);
        }
    }

    /** The first multiple of the interval from then on, also where the monotonic clock wraps. */
    private long beat(long from) {
        return from + Math.floorMod(-from, interval);
    }
}
