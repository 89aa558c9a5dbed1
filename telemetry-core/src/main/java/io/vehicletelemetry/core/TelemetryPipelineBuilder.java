package io.vehicletelemetry.core;

import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.decode.SignalRules;
import io.vehicletelemetry.core.decode.SignalTable;
import io.vehicletelemetry.core.history.DurableRecorder;
import io.vehicletelemetry.core.history.HistoryRecorder;
import io.vehicletelemetry.core.history.HistoryRestorer;
import io.vehicletelemetry.core.latest.LatestSnapshots;
import io.vehicletelemetry.core.model.EvidenceRule;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.source.TelemetrySource;
import io.vehicletelemetry.core.state.VehicleStateTracker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link TelemetryPipeline}; every part has a default and can be replaced.
 *
 * <p><em>Confined to one thread at a time: no locking.</em>
 */
public final class TelemetryPipelineBuilder {

    final List<TelemetrySource> sources = new ArrayList<>();
    final List<PipelineListener> listeners = new ArrayList<>();
    TimeSource time = TimeSource.system();
    PipelineTimer timer = PipelineTimer.thread();
    DeviceDirectory devices = DeviceDirectory.acceptingUnknown(Map.of());
    VehicleStateTracker tracker = VehicleStateTracker.silence();

    @Nullable
    Broadcaster broadcaster;

    @Nullable
    HistoryRecorder recorder;

    @Nullable
    HistoryRestorer restorer;

    private @Nullable DurableRecorder durableRecorder;
    private @Nullable TelemetrySource durableSource;
    private final Map<VehicleId, Duration> offlineAfterOfVehicle = new HashMap<>();
    private final Map<VehicleId, EvidenceRule> liveWhenOfVehicle = new HashMap<>();
    private Duration offlineAfter = Duration.ofSeconds(10);
    private TelemetryLimits limits = TelemetryLimits.defaults();
    private @Nullable LatestSnapshots latest;

    TelemetryPipelineBuilder() {}

    /**
     * Adds a source. It is started and closed with the pipeline.
     *
     * @param source where telemetry comes from
     * @return this
     */
    public TelemetryPipelineBuilder source(TelemetrySource source) {
        sources.add(Objects.requireNonNull(source, "source"));
        return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener observes what goes through
     * @return this
     */
    public TelemetryPipelineBuilder listener(PipelineListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Records frames and state changes. It is started and closed with the pipeline.
     *
     * @param recorder where to; at most one
     * @return this
     */
    public TelemetryPipelineBuilder recorder(HistoryRecorder recorder) {
        this.recorder = Objects.requireNonNull(recorder, "recorder");
        return this;
    }

    /**
     * Begins with what a history knows last. It is closed with the pipeline.
     *
     * @param restorer where from; at most one
     * @return this
     */
    public TelemetryPipelineBuilder restorer(HistoryRestorer restorer) {
        this.restorer = Objects.requireNonNull(restorer, "restorer");
        return this;
    }

    /**
     * Records frames from a source of their own, which delivers again what was not acknowledged. The other recorder, if
     * there is one, then records state changes alone. Both are started and closed with the pipeline.
     *
     * @param recorder where to; at most one
     * @param source a durable source of the same messages; it takes no part in the live path
     * @return this
     */
    public TelemetryPipelineBuilder durableRecorder(DurableRecorder recorder, TelemetrySource source) {
        this.durableRecorder = Objects.requireNonNull(recorder, "recorder");
        this.durableSource = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Sets the silence after which a vehicle is offline, where neither the vehicle nor its frame has one of its own.
     *
     * @param offlineAfter a positive duration up to {@link TelemetryFrame#LONGEST_OFFLINE_AFTER}, 10 s by default
     * @return this
     * @throws IllegalArgumentException if the duration is none of these
     */
    public TelemetryPipelineBuilder offlineAfter(Duration offlineAfter) {
        this.offlineAfter = TelemetryFrame.requireOfflineAfter(offlineAfter);
        return this;
    }

    /**
     * Sets the silence after which one vehicle is offline, whatever its frames say.
     *
     * @param vehicle the vehicle
     * @param offlineAfter a positive duration up to {@link TelemetryFrame#LONGEST_OFFLINE_AFTER}
     * @return this
     * @throws IllegalArgumentException if the duration is none of these
     */
    public TelemetryPipelineBuilder offlineAfter(VehicleId vehicle, Duration offlineAfter) {
        offlineAfterOfVehicle.put(
                Objects.requireNonNull(vehicle, "vehicle"), TelemetryFrame.requireOfflineAfter(offlineAfter));
        return this;
    }

    /**
     * Sets which live frames of one vehicle are evidence that it runs, whatever rule its frames came with.
     *
     * @param vehicle the vehicle
     * @param liveWhen the rule
     * @return this
     */
    public TelemetryPipelineBuilder liveWhen(VehicleId vehicle, EvidenceRule liveWhen) {
        liveWhenOfVehicle.put(Objects.requireNonNull(vehicle, "vehicle"), Objects.requireNonNull(liveWhen, "liveWhen"));
        return this;
    }

    /**
     * Sets which vehicle a device is in.
     *
     * @param devices by default, every device is a vehicle of its own name
     * @return this
     */
    public TelemetryPipelineBuilder devices(DeviceDirectory devices) {
        this.devices = Objects.requireNonNull(devices, "devices");
        return this;
    }

    /**
     * Sets the bounds on what devices may send.
     *
     * @param limits {@link TelemetryLimits#defaults()} by default
     * @return this
     */
    public TelemetryPipelineBuilder limits(TelemetryLimits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /**
     * Replaces what decides whether a vehicle runs.
     *
     * @param tracker {@link VehicleStateTracker#silence()} by default
     * @return this
     */
    public TelemetryPipelineBuilder tracker(VehicleStateTracker tracker) {
        this.tracker = Objects.requireNonNull(tracker, "tracker");
        return this;
    }

    /**
     * Replaces where the latest values are held: for a broadcaster of one's own, which needs to read them.
     *
     * @param latest a store of its own by default, with the limits of this builder
     * @return this
     */
    public TelemetryPipelineBuilder latest(LatestSnapshots latest) {
        this.latest = Objects.requireNonNull(latest, "latest");
        return this;
    }

    /**
     * Replaces what passes snapshots on. It is closed with the pipeline.
     *
     * @param broadcaster {@link Broadcaster#conflating} by default
     * @return this
     */
    public TelemetryPipelineBuilder broadcaster(Broadcaster broadcaster) {
        this.broadcaster = Objects.requireNonNull(broadcaster, "broadcaster");
        return this;
    }

    /**
     * Replaces the clocks, for tests.
     *
     * @param time {@link TimeSource#system()} by default
     * @return this
     */
    public TelemetryPipelineBuilder time(TimeSource time) {
        this.time = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * Replaces the timer, for tests.
     *
     * @param timer {@link PipelineTimer#thread()} by default
     * @return this
     */
    public TelemetryPipelineBuilder timer(PipelineTimer timer) {
        this.timer = Objects.requireNonNull(timer, "timer");
        return this;
    }

    /**
     * Makes the pipeline. Nothing is started.
     *
     * @return the pipeline
     */
    public TelemetryPipeline build() {
        return new TelemetryPipeline(this);
    }

    PipelineReports reports() {
        List<PipelineListener> all = new ArrayList<>(listeners);
        if (recorder != null) {
            all.add(new Recording(recorder, durableRecorder == null));
        }
        return new PipelineReports(all);
    }

    @Nullable
    DurableRecording durable(Identification identification, SignalRules rules) {
        if (durableRecorder == null || durableSource == null) {
            return null;
        }
        return new DurableRecording(durableRecorder, durableSource, identification, rules, new SeenSignals(limits));
    }

    SignalRules rules() {
        return new SignalRules(limits, SignalTable.standard());
    }

    SignsOfLife signsOfLife(PipelineReports reports) {
        return new SignsOfLife(offlineAfter, offlineAfterOfVehicle, liveWhenOfVehicle, reports);
    }

    LatestSnapshots latest() {
        return latest == null ? new LatestSnapshots(limits) : latest;
    }
}
