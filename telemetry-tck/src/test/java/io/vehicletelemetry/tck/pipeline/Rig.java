package io.vehicletelemetry.tck.pipeline;

import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.TelemetryPipelineBuilder;
import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import io.vehicletelemetry.tck.RecordingSubscriber;
import io.vehicletelemetry.tck.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A started pipeline in virtual time with one source, one listener and one subscriber. */
final class Rig {

    static final VehicleId CAR = VehicleId.of(1);
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final Duration NANOSECOND = Duration.ofNanos(1);

    final VirtualTime time;
    final ScriptedSource source = new ScriptedSource("source");
    final EventLog log;
    final RecordingSubscriber subscriber = RecordingSubscriber.completing();
    final TelemetryPipeline pipeline;

    Rig() {
        this(UnaryOperator.identity());
    }

    Rig(UnaryOperator<TelemetryPipelineBuilder> more) {
        this(new VirtualTime(), more);
    }

    Rig(VirtualTime time, UnaryOperator<TelemetryPipelineBuilder> more) {
        this.time = time;
        this.log = new EventLog(time);
        this.pipeline = more.apply(TelemetryPipeline.builder()
                        .time(time)
                        .timer(time)
                        .source(source)
                        .listener(log))
                .build();
        pipeline.broadcaster().subscribe(subscriber, vehicle -> true);
        pipeline.start();
    }

    /** A frame of the car that arrives now. */
    TelemetryFrame.Builder frame() {
        return TelemetryFrame.builder(time).vehicle(CAR);
    }

    /** Delivers a live frame of the car with one signal, that arrives now. */
    void rpm(long value) {
        source.frame(frame().signal("rpm", value).build());
    }

    /** Delivers a live frame of the car with one signal and the device's time. */
    void rpm(long value, Instant deviceTime) {
        source.frame(
                frame().device("d").deviceTime(deviceTime).signal("rpm", value).build());
    }

    void availability(boolean online, boolean replayed) {
        source.availability(new Availability(CAR, null, online, replayed, time.instant(), time.nanoTime()));
    }

    void advance(Duration duration) {
        time.advance(duration);
    }

    void advanceSeconds(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    Instant now() {
        return time.instant();
    }

    boolean isCarKnown() {
        return pipeline.snapshots().get(CAR) != null;
    }

    VehicleSnapshot car() {
        return Objects.requireNonNull(pipeline.snapshots().get(CAR), "the car is not known");
    }

    VehicleState state() {
        return car().state();
    }

    /** The number of a signal of the car, or null where it has none of this name. */
    @Nullable
    Double number(String signal) {
        SignalValue value = car().signals().get(signal);
        return value == null || value.number().isEmpty() ? null : value.number().getAsDouble();
    }

    @Nullable
    Instant observedAt(String signal) {
        return car().signals().observedAt(car().signals().indexOf(signal));
    }

    /** The states that the subscriber was told of the car, one after the other, without repetitions. */
    List<VehicleState> statesSeen() {
        List<VehicleState> seen = new ArrayList<>();
        for (VehicleSnapshot snapshot : subscriber.snapshots(CAR)) {
            if (seen.isEmpty() || seen.get(seen.size() - 1) != snapshot.state()) {
                seen.add(snapshot.state());
            }
        }
        return seen;
    }
}
