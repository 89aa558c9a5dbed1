package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Records frames and states beside the live path, as well as it can: what comes waits in a bounded queue, and a thread of
 * its own writes batches. While the history is away the queue fills, and then the oldest go and are counted.
 *
 * <p>Replayed frames are not recorded: they are no news.
 *
 * <p>Lifecycle: built → started → closed, once each.
 *
 * <p><em>Thread-safe.</em> Recording never blocks.
 */
public final class HistoryRecorder implements AutoCloseable {

    /** The longest that closing waits for what still waits to be written. */
    public static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private enum Phase {
        BUILT,
        STARTED,
        CLOSED
    }

    private final RecorderQueue queue;
    private final Thread thread;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.BUILT);

    private HistoryRecorder(Builder builder) {
        this.queue = new RecorderQueue(builder.queueCapacity, builder.batchSize);
        this.thread = new Thread(
                new BatchWriter(
                        builder.history,
                        queue,
                        new Thinning(builder.minInterval),
                        builder.flushInterval.toNanos(),
                        builder.sequenceSignal),
                "telemetry-history");
        this.thread.setDaemon(true);
    }

    /**
     * Starts a recorder for a history, which is not closed with it.
     *
     * @param history where to
     * @return a builder
     */
    public static Builder builder(TelemetryHistory history) {
        return new Builder(history);
    }

    /**
     * Starts to write.
     *
     * @throws IllegalStateException if it was started or closed before
     */
    public void start() {
        if (!phase.compareAndSet(Phase.BUILT, Phase.STARTED)) {
            throw new IllegalStateException("recorder is " + phase.get() + ": it starts once");
        }
        thread.start();
    }

    /**
     * Records a frame, unless it was replayed or is empty.
     *
     * @param vehicle the vehicle
     * @param frame what arrived
     */
    public void frame(VehicleId vehicle, TelemetryFrame frame) {
        if (!frame.replayed() && !frame.signals().isEmpty()) {
            queue.add(new Entry.Frame(vehicle, frame));
        }
    }

    /**
     * Records that a vehicle's state changed.
     *
     * @param change the change
     */
    public void stateChanged(StateChange change) {
        RecordedState state = RecordedState.of(change);
        if (state != null) {
            queue.add(new Entry.State(state));
        }
    }

    /**
     * What was done so far.
     *
     * @return the counts
     */
    public RecorderStats stats() {
        return queue.stats();
    }

    /** Writes what waits, for at most {@link #CLOSE_PATIENCE}, and gives up the rest. Idempotent. */
    @Override
    public void close() {
        Phase before = phase.getAndSet(Phase.CLOSED);
        queue.close();
        if (before != Phase.STARTED) {
            queue.drop();
            return;
        }
        try {
            thread.join(CLOSE_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        queue.drop();
    }

    /**
     * Makes a recorder.
     *
     * <p><em>Confined to one thread at a time: no locking.</em>
     */
    public static final class Builder {
        private final TelemetryHistory history;
        private int batchSize = 500;
        private Duration flushInterval = Duration.ofSeconds(1);
        private int queueCapacity = 100_000;
        private Duration minInterval = Duration.ZERO;
        private @Nullable String sequenceSignal;

        private Builder(TelemetryHistory history) {
            this.history = Objects.requireNonNull(history, "history");
        }

        /**
         * Sets how many frames are written together at most.
         *
         * @param frames the number, 500 by default, at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder batchSize(int frames) {
            this.batchSize = Allowed.positive("batchSize", frames);
            return this;
        }

        /**
         * Sets how long a frame waits at most for others.
         *
         * @param interval the time, 1 second by default; from zero to an hour
         * @return this
         * @throws IllegalArgumentException if it is none of these
         */
        public Builder flushInterval(Duration interval) {
            this.flushInterval = Allowed.upToAnHour("flushInterval", interval);
            return this;
        }

        /**
         * Sets how often a vehicle is recorded at most: of the frames of each interval, one that has the newest value of
         * each of their signals. It is written when its interval is over.
         *
         * @param interval the time, by the frames' own clock; zero by default: every frame is recorded; up to an hour
         * @return this
         * @throws IllegalArgumentException if it is none of these
         */
        public Builder minInterval(Duration interval) {
            this.minInterval = Allowed.upToAnHour("minInterval", interval);
            return this;
        }

        /**
         * Names the signal in which devices that know no time count their messages: then a message that is delivered
         * twice is stored once. Not for a count that begins again while older messages may still come: an equal message
         * of the same number is taken for the same.
         *
         * @param name the signal, or null where nothing is counted, which is the default
         * @return this
         */
        public Builder sequenceSignal(@Nullable String name) {
            this.sequenceSignal = name;
            return this;
        }

        /**
         * Sets how many frames wait at most.
         *
         * @param frames the number, 100,000 by default, at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder queueCapacity(int frames) {
            this.queueCapacity = Allowed.positive("queueCapacity", frames);
            return this;
        }

        /**
         * Makes the recorder. Nothing is started.
         *
         * @return the recorder
         */
        public HistoryRecorder build() {
            return new HistoryRecorder(this);
        }
    }
}
