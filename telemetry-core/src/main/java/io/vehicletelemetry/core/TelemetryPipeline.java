package io.vehicletelemetry.core;

import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.decode.SignalRules;
import io.vehicletelemetry.core.history.HistoryException;
import io.vehicletelemetry.core.history.HistoryRecorder;
import io.vehicletelemetry.core.history.HistoryRestorer;
import io.vehicletelemetry.core.latest.LatestSnapshots;
import io.vehicletelemetry.core.latest.MergeOutcome;
import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.source.TelemetrySource;
import io.vehicletelemetry.core.state.StateTransition;
import io.vehicletelemetry.core.state.VehicleStateTracker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Live telemetry from its sources to its subscribers: the way of every frame, in one place.
 *
 * <pre>{@code
 * TelemetryPipeline pipeline = TelemetryPipeline.builder().source(mqtt).build();
 * pipeline.broadcaster().subscribe(subscriber, vehicle -> true);
 * pipeline.start();
 * }</pre>
 *
 * <p>Lifecycle: built → started → closed, once each. Building has no side effects.
 *
 * <p><em>Thread-safe.</em>
 */
public final class TelemetryPipeline implements AutoCloseable {

    private enum Phase {
        BUILT,
        STARTED,
        CLOSED
    }

    private final TimeSource time;
    private final PipelineTimer timer;
    private final SignalRules rules;
    private final LatestSnapshots latest;
    private final VehicleStateTracker tracker;
    private final Broadcaster broadcaster;
    private final Identification devices;
    private final SignsOfLife signsOfLife;
    private final List<Feed> feeds = new ArrayList<>();
    private final Expiry expiry;
    private final PipelineReports reports;
    private final @Nullable HistoryRecorder recorder;
    private final @Nullable HistoryRestorer restorer;
    private final @Nullable DurableRecording durable;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.BUILT);
    private volatile Runnable timerEnd = () -> {};

    TelemetryPipeline(TelemetryPipelineBuilder builder) {
        this.time = builder.time;
        this.timer = builder.timer;
        this.rules = builder.rules();
        this.latest = builder.latest();
        this.tracker = builder.tracker;
        this.devices = new Identification(builder.devices);
        this.reports = builder.reports();
        this.recorder = builder.recorder;
        this.restorer = builder.restorer;
        this.durable = builder.durable(devices, rules);
        this.signsOfLife = builder.signsOfLife(reports);
        this.broadcaster = builder.broadcaster != null
                ? builder.broadcaster
                : Broadcaster.conflating(latest, failure -> reports.failed("subscriber", failure));
        for (TelemetrySource source : builder.sources) {
            feeds.add(new Feed(this, source, Math.min(feeds.size(), Long.SIZE - 1)));
        }
        this.expiry = new Expiry(time, tracker, latest, feeds, reports, this::expired);
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static TelemetryPipelineBuilder builder() {
        return new TelemetryPipelineBuilder();
    }

    /**
     * What is known of the vehicles now.
     *
     * @return a view, also before the start and after the end
     */
    public SnapshotView snapshots() {
        return latest;
    }

    /**
     * Where to subscribe.
     *
     * @return the broadcaster, closed with the pipeline
     */
    public Broadcaster broadcaster() {
        return broadcaster;
    }

    /**
     * How much was not used since the start.
     *
     * @return a count for each reason that occurred
     */
    public Map<RejectReason, Long> rejected() {
        return reports.rejectedCounts();
    }

    /**
     * Whether the sources are connected.
     *
     * @return the name of each source → whether it is connected to its transport
     */
    public Map<String, Boolean> connections() {
        Map<String, Boolean> connections = new LinkedHashMap<>();
        feeds.forEach(feed -> connections.merge(feed.source().name(), feed.isConnected(), Boolean::logicalAnd));
        if (durable != null) {
            connections.merge(durable.source().name(), durable.isConnected(), Boolean::logicalAnd);
        }
        return connections;
    }

    /**
     * Brings back the last values from a history: what {@link #start} does first, unless it was done before clients are served.
     *
     * @throws HistoryException if the history refuses to be read; one that is away does not
     */
    public void restore() {
        if (restorer != null) {
            restorer.restore(new Restart(time, latest, broadcaster, reports));
        }
    }

    /**
     * Restores, then starts the timer and the sources.
     *
     * @throws IllegalStateException if the pipeline was started or closed before
     * @throws HistoryException as {@link #restore} does
     */
    public void start() {
        if (!phase.compareAndSet(Phase.BUILT, Phase.STARTED)) {
            throw new IllegalStateException("pipeline is " + phase.get() + ": it starts once");
        }
        timerEnd = timer.every(Expiry.TICK, expiry);
        try {
            restore();
            if (recorder != null) {
                recorder.start();
            }
            if (durable != null) {
                durable.start();
            }
            for (Feed feed : feeds) {
                if (phase.get() == Phase.CLOSED) { // by another thread, in the meantime
                    timerEnd.run();
                    return;
                }
                feed.source().start(feed);
            }
        } catch (RuntimeException | Error e) {
            close();
            timerEnd.run();
            throw e;
        }
    }

    /** Closes the sources, the timer, the broadcaster and the recorders, in this order. Idempotent. */
    @Override
    public void close() {
        if (phase.getAndSet(Phase.CLOSED) == Phase.CLOSED) {
            return;
        }
        closing("restorer", restorer);
        feeds.forEach(feed -> closing("source " + feed.source().name(), feed.source()));
        timerEnd.run();
        closing("broadcaster", broadcaster);
        closing("recorder", recorder);
        closing("durable recorder", durable);
    }

    /** The way of a frame. */
    void process(TelemetryFrame arrived, Feed feed) {
        VehicleId vehicle = devices.vehicleOf(arrived.vehicle(), arrived.device(), feed::reject);
        if (vehicle == null) {
            return;
        }
        feed.compare(vehicle, arrived.toldVehicle());
        TelemetryFrame frame = rules.admit(arrived, feed::reject);
        MergeOutcome merged = merge(vehicle, frame, feed);
        if (merged.used() == 0) {
            return;
        }
        VehicleSnapshot changed = observe(vehicle, frame, merged, feed);
        if (changed != null) {
            broadcaster.publish(changed);
        } else if (merged.advanced() && merged.snapshot() != null) {
            broadcaster.publish(merged.snapshot());
        }
        reports.frame(vehicle, merged.taken(frame));
    }

    /** The way of what a device or its broker says of its availability: only a live "offline" tells anything new. */
    void process(Availability availability, Feed feed) {
        VehicleId vehicle = devices.vehicleOf(availability.vehicle(), availability.device(), feed::reject);
        if (vehicle == null || availability.online()) {
            return;
        }
        StateTransition transition =
                tracker.reportOffline(vehicle, availability.arrivalNanos(), availability.replayed());
        if (transition != null) {
            publish(apply(transition, availability.arrival(), transition.cause()));
        }
    }

    PipelineReports reports() {
        return reports;
    }

    private MergeOutcome merge(VehicleId vehicle, TelemetryFrame frame, Feed feed) {
        if (frame.signals().isEmpty()) {
            feed.reject(RejectReason.NO_SIGNALS, "vehicle " + vehicle + ": no usable signal");
            return MergeOutcome.NOTHING;
        }
        MergeOutcome merged =
                latest.merge(vehicle, frame, feed.index(), time.instant(), signsOfLife.evidenceNanos(vehicle, frame));
        if (merged.vehicleRefused()) {
            feed.reject(RejectReason.VEHICLE_LIMIT, "vehicle " + vehicle + " would be one more than may be known");
        }
        for (int i = 0; i < merged.refused(); i++) {
            feed.reject(RejectReason.SIGNAL_LIMIT, "vehicle " + vehicle + " has as many signals as it may have");
        }
        return merged;
    }

    /** Tells the tracker of a sign of life; a snapshot where that changed the state. */
    private @Nullable VehicleSnapshot observe(VehicleId vehicle, TelemetryFrame frame, MergeOutcome merged, Feed feed) {
        if (!signsOfLife.include(vehicle, frame, merged, feed)) {
            return null;
        }
        StateTransition transition =
                tracker.observe(vehicle, frame.arrivalNanos(), signsOfLife.offlineAfterNanos(vehicle, frame));
        StateChange change = transition == null ? null : apply(transition, frame.arrival(), transition.cause());
        if (change == null) {
            return null;
        }
        reports.stateChanged(change);
        return change.snapshot();
    }

    private @Nullable StateChange apply(StateTransition transition, Instant since, Cause cause) {
        VehicleSnapshot snapshot = latest.applyState(
                transition.vehicle(), transition.state(), transition.sequence(), since, time.instant());
        return snapshot == null ? null : new StateChange(snapshot, cause);
    }

    private void expired(StateTransition transition, Instant at, Cause cause) {
        publish(apply(transition, at, cause));
    }

    private void publish(@Nullable StateChange change) {
        if (change != null) {
            reports.stateChanged(change);
            broadcaster.publish(change.snapshot());
        }
    }

    private void closing(String what, @Nullable AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) {
            reports.failed("closing " + what, e);
        }
    }
}
