package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.VehicleId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the last points of vehicles for the sessions that ask for them: on a few threads of its own, because a database
 * may take its time. The threads come with the first question and go when there is none.
 *
 * <p><em>Thread-safe.</em>
 */
final class Past {

    private static final Logger LOG = System.getLogger(Past.class.getName());
    private static final int THREADS = 2;
    /** Each session has a few questions at once; beyond, the history is too slow for so many, and they go without. */
    private static final int MOST_WAITING = 10_000;

    /** Where only some signals are wanted, the frames that have them are among more: so many times more. */
    private static final int WIDER = 10;

    private final TelemetryHistory history;
    private final long patienceNanos;
    private final ThreadPoolExecutor threads;
    private final AtomicBoolean away = new AtomicBoolean();

    /**
     * Starts no thread.
     *
     * @param patienceNanos how long a frame waits for its points
     */
    Past(TelemetryHistory history, long patienceNanos) {
        this.history = history;
        this.patienceNanos = patienceNanos;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "telemetry-past-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** Who asked. */
    interface Taker {

        /**
         * Takes the answer, once, on whatever thread.
         *
         * @param points an object with the array {@code history}, or null where there is no answer
         */
        void take(VehicleId vehicle, @Nullable String points);
    }

    /** How long a frame waits for its points. */
    long patienceNanos() {
        return patienceNanos;
    }

    /**
     * Has the last points read; returns at once.
     *
     * @param count how many at most
     * @param wanted asked before it is read: whether anybody still waits for it
     */
    void read(VehicleId vehicle, int count, SignalSelection selection, BooleanSupplier wanted, Taker taker) {
        try {
            threads.execute(
                    () -> taker.take(vehicle, wanted.getAsBoolean() ? points(vehicle, count, selection) : null));
        } catch (RejectedExecutionException e) {
            taker.take(vehicle, null);
        }
    }

    private @Nullable String points(VehicleId vehicle, int count, SignalSelection selection) {
        try {
            List<RecordedFrame> newest = history.newest(vehicle, selection.isAll() ? count : count * WIDER);
            String points = HistoryJson.lastPoints(newest, count, selection);
            if (away.compareAndSet(true, false)) {
                LOG.log(Level.INFO, "the last points can be read again");
            }
            return points;
        } catch (RuntimeException e) {
            if (away.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "the last points cannot be read; clients that ask for them go without", e);
            }
            return null;
        }
    }

    /** Ends it: nobody waits any more. What is being read is not interrupted, which some databases take for their end. */
    void stop() {
        threads.shutdown();
        threads.getQueue().clear();
    }
}
