package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.model.TimeSource;
import java.time.Duration;

/**
 * Keeps what can happen at any rate from filling a log: one line in ten seconds, with the number of those that had none.
 *
 * <p><em>Thread-safe.</em>
 */
final class LogPace {

    private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

    private final TimeSource time;
    private boolean logged;
    private long lastNanos;
    private long count;

    LogPace(TimeSource time) {
        this.time = time;
    }

    /** Counts an event; returns how many there were since the last line if a line is due, else 0. */
    synchronized long due(long events) {
        count += events;
        long now = time.nanoTime();
        if (logged && now - lastNanos < INTERVAL_NANOS) {
            return 0;
        }
        logged = true;
        lastNanos = now;
        long sinceLast = count;
        count = 0;
        return sinceLast;
    }
}
