package io.vehicletelemetry.websocket;

/**
 * When a session is to be pinged, and when it is taken for dead: nothing was heard of it for two periods after a ping.
 * Sent frames are no sign of life: the kernel takes them in for a client that is gone.
 */
final class Heartbeat {

    /*
     * All fields are volatile. heardAt: written by the container's threads. due: set by the timer, cleared by the turn.
     * pingedAt: written by the turn. awaiting: set by the turn, before the ping leaves; cleared by what is heard.
     * awaitingSince: written by the turn, before awaiting.
     * Accepted race: what is heard while a ping is being noted may be overlooked; the answer to the next ping, a period
     * later and a period before the verdict, mends it.
     */
    private final long interval;
    private volatile long heardAt;
    private volatile long pingedAt;
    private volatile long awaitingSince;
    private volatile boolean awaiting;
    private volatile boolean due;

    Heartbeat(long interval, long now) {
        this.interval = interval;
        this.heardAt = now;
        this.pingedAt = now;
    }

    void heard(long now) {
        heardAt = now;
        awaiting = false;
    }

    /** Whether a ping is to be sent, from when it is due until it is taken. */
    boolean isDue(long now) {
        if (!due && now - heardAt >= interval && now - pingedAt >= interval) {
            due = true;
        }
        return due;
    }

    boolean takeDue() {
        if (!due) {
            return false;
        }
        due = false;
        return true;
    }

    void pinged(long now) {
        pingedAt = now;
        if (!awaiting) {
            awaitingSince = now;
            awaiting = true;
        }
    }

    boolean isUnanswered(long now) {
        return awaiting && now - awaitingSince >= 2 * interval;
    }
}
