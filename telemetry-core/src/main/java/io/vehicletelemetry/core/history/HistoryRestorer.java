package io.vehicletelemetry.core.history;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings back what a history knows of each vehicle last, when an application starts: on a thread of its own, and whoever
 * starts waits for it, but not for long. A history that is away, or slow, does not stop an application: what is missing
 * comes later, beside what is live by then.
 *
 * <p>A vehicle that ran when the process before ended, in whatever way, is recorded as offline since its last frame, with
 * the cause {@link io.vehicletelemetry.core.model.StateChange.Cause#RESTART}.
 *
 * <p>Lifecycle: built → restored → closed, once each.
 *
 * <p><em>Thread-safe.</em>
 */
public final class HistoryRestorer implements AutoCloseable {

    /**
     * Takes what is restored.
     *
     * <p><em>Called by the restorer's thread, one vehicle at a time.</em>
     */
    @FunctionalInterface
    public interface Target {

        /**
         * A vehicle is restored.
         *
         * @param last its last values; its state, where there is one, is offline
         * @param closed whether it was left running, and its state was closed just now
         */
        void restored(LastKnown last, boolean closed);
    }

    private static final Logger LOG = System.getLogger(HistoryRestorer.class.getName());

    private final Duration patience;
    private final RestoreTask task;
    private final Thread thread;
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicBoolean begun = new AtomicBoolean();

    private HistoryRestorer(Builder builder) {
        this.patience = builder.patience;
        this.task = new RestoreTask(builder.history, builder.depth, builder.mostVehicles, builder.reportInterval);
        this.thread = new Thread(this::run, "telemetry-restore");
        this.thread.setDaemon(true);
    }

    /**
     * Starts a restorer from a history, which is not closed with it.
     *
     * @param history where from
     * @return a builder
     */
    public static Builder builder(TelemetryHistory history) {
        return new Builder(history);
    }

    /**
     * Begins, and waits until everything is restored or its patience is over; then it goes on beside what follows. Does
     * nothing the second time, and after the end.
     *
     * @param target takes what is known of each vehicle
     * @throws HistoryException if the history refuses to be read, as one with tables of another shape does
     */
    public void restore(Target target) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        task.target = Objects.requireNonNull(target, "target");
        thread.start();
        try {
            if (!done.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                task.others = true;
                LOG.log(
                        Level.WARNING,
                        "after {0} the start goes on; the last values come when the history has them: {1}",
                        patience,
                        status());
            }
        } catch (InterruptedException e) {
            task.others = true;
            Thread.currentThread().interrupt();
        }
        HistoryException refusal = task.refusal;
        if (refusal != null) {
            throw refusal;
        }
    }

    private void run() {
        try {
            task.run();
        } finally {
            done.countDown();
        }
    }

    /**
     * How far it is.
     *
     * @return the counts, of one moment
     */
    public RestoreStatus status() {
        return task.status;
    }

    /** Ends it, also where it is not complete. Idempotent. */
    @Override
    public void close() {
        begun.set(true);
        task.close();
    }

    /**
     * Makes a restorer.
     *
     * <p><em>Confined to one thread at a time: no locking.</em>
     */
    public static final class Builder {
        private final TelemetryHistory history;
        private Duration patience = Duration.ofSeconds(10);
        private int depth = 10_000;
        private int mostVehicles = 100_000;
        private Duration reportInterval = Duration.ofSeconds(5);

        private Builder(TelemetryHistory history) {
            this.history = Objects.requireNonNull(history, "history");
        }

        /**
         * Sets how long a start waits at most.
         *
         * @param patience the time, 10 seconds by default; from zero to an hour
         * @return this
         * @throws IllegalArgumentException if it is none of these
         */
        public Builder patience(Duration patience) {
            this.patience = Allowed.upToAnHour("patience", patience);
            return this;
        }

        /**
         * Sets in how many frames of a vehicle, from its newest on, the value of a signal is looked for.
         *
         * @param frames the number, 10,000 by default, at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder depth(int frames) {
            this.depth = Allowed.positive("depth", frames);
            return this;
        }

        /**
         * Sets how many vehicles are restored at most.
         *
         * @param vehicles the number, 100,000 by default, at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder mostVehicles(int vehicles) {
            this.mostVehicles = Allowed.positive("mostVehicles", vehicles);
            return this;
        }

        Builder reportInterval(Duration interval) {
            this.reportInterval = interval;
            return this;
        }

        /**
         * Makes the restorer. Nothing is started.
         *
         * @return the restorer
         */
        public HistoryRestorer build() {
            return new HistoryRestorer(this);
        }
    }
}
