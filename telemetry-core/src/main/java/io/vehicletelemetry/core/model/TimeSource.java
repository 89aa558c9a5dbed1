package io.vehicletelemetry.core.model;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The two clocks: monotonic nanoseconds decide timeouts, the wall clock stamps. They are never mixed.
 *
 * <p><em>Thread-safe.</em>
 */
public interface TimeSource extends InstantSource {

    /**
     * Monotonic time, as {@link System#nanoTime()}: its origin is arbitrary, it may be negative and it may wrap, so that
     * only differences mean anything.
     *
     * @return nanoseconds
     */
    long nanoTime();

    /**
     * The time of this machine.
     *
     * @return {@link System#nanoTime()} and {@link Instant#now()}
     */
    static TimeSource system() {
        return SystemTime.SYSTEM;
    }
}

/** This machine's clocks. */
enum SystemTime implements TimeSource {
    SYSTEM;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }
}
