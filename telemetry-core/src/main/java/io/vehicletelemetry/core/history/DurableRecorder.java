package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.source.Acknowledgement;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Records frames of a durable source so that none is lost: each delivery is acknowledged after its frame was committed, and
 * what was not acknowledged comes again after a crash. While the history is away nothing is acknowledged, so that what
 * comes waits at the source's own log, such as a broker.
 *
 * <p>Frames that come again are known, and stored once, where the device gave them a time or a count; others are stored at
 * least once: see {@link RecordedFrame}. A frame that the history refuses is put aside and acknowledged: nothing stops the
 * stream.
 *
 * <p>A batch is written once it is full, or its oldest frame waited for the flush interval, or no more frames come: a
 * source lets only so many be unacknowledged, and waits for us then.
 *
 * <p>Lifecycle: built → started → closed, once each.
 *
 * <p><em>Thread-safe.</em> Recording never blocks; how much waits is bounded by the source.
 */
public final class DurableRecorder implements AutoCloseable {

    /** The longest that closing waits for what still waits to be written. */
    public static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = System.getLogger(DurableRecorder.class.getName());

    private enum Phase {
        BUILT,
        STARTED,
        CLOSED
    }

    private final DurableQueue queue;
    private final Thread thread;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.BUILT);

    private DurableRecorder(Builder builder) {
        this.queue = new DurableQueue(builder.batchSize, builder.flushInterval.toNanos());
        this.thread = new Thread(
                new DurableWriter(builder.history, queue, builder.sequenceSignal), "telemetry-history-durable");
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
     * Records a frame. After the end it is left unacknowledged.
     *
     * @param vehicle the vehicle
     * @param frame what arrived, neither replayed nor empty
     * @param acknowledgement called once the frame was committed or put aside; one that would not
     *     {@linkplain Acknowledgement#comesAgain() come again} is counted
     */
    public void frame(VehicleId vehicle, TelemetryFrame frame, Acknowledgement acknowledgement) {
        if (queue.add(new DurableQueue.Arrived(vehicle, frame, acknowledgement))) {
            LOG.log(
                    Level.WARNING,
                    "frames come that would not come again after a crash, since they were published at QoS 0"
                            + " (vehicle {0} was the first); they are recorded, and counted as unprotected",
                    vehicle);
        }
    }

    /** Counts a message, or a part of one, that held nothing to record. */
    public void unusable() {
        queue.countUnusable();
    }

    /**
     * What was done so far.
     *
     * @return the counts
     */
    public DurableStats stats() {
        return queue.stats();
    }

    /**
     * Writes what waits, for at most {@link #CLOSE_PATIENCE}; the rest stays unacknowledged. The source is to be closed
     * afterwards, so that the acknowledgements still leave. Idempotent.
     */
    @Override
    public void close() {
        Phase before = phase.getAndSet(Phase.CLOSED);
        queue.close();
        if (before != Phase.STARTED) {
            return;
        }
        try {
            thread.join(CLOSE_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // It is not interrupted: that would close the file of an embedded database. It ends after the attempt under
        // way.
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
         * Names the signal in which devices that know no time count their messages: see
         * {@link HistoryRecorder.Builder#sequenceSignal}.
         *
         * @param name the signal, or null where nothing is counted, which is the default
         * @return this
         */
        public Builder sequenceSignal(@Nullable String name) {
            this.sequenceSignal = name;
            return this;
        }

        /**
         * Makes the recorder. Nothing is started.
         *
         * @return the recorder
         */
        public DurableRecorder build() {
            return new DurableRecorder(this);
        }
    }
}
