package io.vehicletelemetry.websocket;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Wakes sessions on the grid of a millisecond: all that wait for the same moment by one entry of the timer.
 *
 * <p><em>Thread-safe.</em>
 */
final class Alarms implements Pacer {

    /*
     * due: guarded by this; a moment is there exactly from its first task until it is taken out to be run. Tasks are run
     * outside of the monitor.
     */
    private static final long GRID_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** A moment on the grid is still that one where the caller looked at the clock so long before. */
    private static final long SKEW_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final ScheduledExecutorService timer;
    private final Map<Long, List<Runnable>> due = new HashMap<>();

    Alarms(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    @Override
    public void after(long nanos, Runnable task) {
        long now = System.nanoTime();
        long earliest = now + Math.max(1, nanos - SKEW_NANOS);
        long moment = earliest + Math.floorMod(-earliest, GRID_NANOS);
        boolean first;
        synchronized (this) {
            List<Runnable> tasks = due.get(moment);
            first = tasks == null;
            if (tasks == null) {
                tasks = new ArrayList<>();
                due.put(moment, tasks);
            }
            tasks.add(task);
        }
        if (first) {
            ScheduledFuture<?> unused = timer.schedule(() -> ring(moment), moment - now, TimeUnit.NANOSECONDS);
        }
    }

    private void ring(long moment) {
        List<Runnable> tasks;
        synchronized (this) {
            tasks = due.remove(moment);
        }
        if (tasks != null) {
            tasks.forEach(Runnable::run);
        }
    }
}
