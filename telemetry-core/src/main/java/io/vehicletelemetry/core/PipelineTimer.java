package io.vehicletelemetry.core;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls a task again and again: the one timer of a {@link TelemetryPipeline}, to be replaced by virtual time in tests.
 *
 * <p><em>Thread-safe.</em>
 */
@FunctionalInterface
public interface PipelineTimer {

    /**
     * Begins to call a task.
     *
     * @param period the time between two calls, positive
     * @param task what is called, never twice at once; does not throw
     * @return ends the calls when run; idempotent
     */
    Runnable every(Duration period, Runnable task);

    /**
     * A timer with a daemon thread of its own, {@code telemetry-timer}.
     *
     * @return the timer
     */
    static PipelineTimer thread() {
        return (period, task) -> {
            ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, run -> {
                Thread thread = new Thread(run, "telemetry-timer");
                thread.setDaemon(true);
                return thread;
            });
            long nanos = period.toNanos();
            ScheduledFuture<?> calls = executor.scheduleWithFixedDelay(task, nanos, nanos, TimeUnit.NANOSECONDS);
            return () -> {
                calls.cancel(false);
                executor.shutdown();
            };
        };
    }
}
