package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.VehicleState;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Vehicles that report while a test runs: one 50 times a second, on demand another in frames that fill kernel buffers. */
final class Traffic {

    static final long STEADY = 1;
    static final long LARGE = 2;

    private static final int MEGABYTE = 1_000_000;
    private static final int PERIOD_MILLIS = 20;
    private static final int TICKS_A_LARGE_FRAME = 5;

    private final Fleet fleet;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor();
    private final String text = "x".repeat(MEGABYTE);
    private volatile boolean large;
    private volatile long slowestNanos;
    private volatile long longestPauseNanos;
    private long tick;
    private long beatAt = System.nanoTime();

    Traffic(Fleet fleet) {
        this.fleet = fleet;
        ScheduledFuture<?> unused = thread.scheduleAtFixedRate(this::report, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        ScheduledFuture<?> unusedToo = pulse.scheduleAtFixedRate(this::beat, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void report() {
        long begin = System.nanoTime();
        fleet.running(STEADY, "n", ++tick);
        if (large && tick % TICKS_A_LARGE_FRAME == 0) {
            fleet.publish(LARGE, VehicleState.RUNNING, "text", SignalValue.of(text + tick));
        }
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - begin);
    }

    private void beat() {
        long now = System.nanoTime();
        longestPauseNanos = Math.max(longestPauseNanos, now - beatAt);
        beatAt = now;
    }

    void large(boolean wanted) {
        large = wanted;
    }

    /** How long the slowest publishing took so far. */
    long slowestNanos() {
        return slowestNanos;
    }

    /** How long a thread that has nothing to do with the server had to wait for its turn: what the machine is to blame for. */
    long longestPauseNanos() {
        return longestPauseNanos;
    }

    void stop() throws InterruptedException {
        thread.shutdown();
        pulse.shutdown();
        if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new AssertionError("a publisher is stuck");
        }
    }
}
