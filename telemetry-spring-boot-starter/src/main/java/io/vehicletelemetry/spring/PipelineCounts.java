package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.PipelineListener;
import io.vehicletelemetry.core.TelemetryPipelineBuilder;
import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a pipeline tells its listeners of. One that the application built itself does not have this listener: then
 * there is nothing to show, not zeros.
 */
final class PipelineCounts implements TelemetryPipelineCustomizer {

    private final LongAdder frames = new LongAdder();
    private final Map<VehicleState, LongAdder> changes = new EnumMap<>(VehicleState.class);
    private volatile boolean taken;

    PipelineCounts() {
        for (VehicleState state : VehicleState.values()) {
            changes.put(state, new LongAdder()); // complete from the start: read without a lock
        }
    }

    /** By a customizer, not as a bean of its own, so that it is known whether anybody counts. */
    @Override
    public void customize(TelemetryPipelineBuilder pipeline) {
        pipeline.listener(new PipelineListener() {

            @Override
            public void frame(VehicleId vehicle, TelemetryFrame frame) {
                frames.increment();
            }

            @Override
            public void stateChanged(StateChange change) {
                changesTo(change.state()).increment();
            }
        });
        taken = true;
    }

    boolean areTaken() {
        return taken;
    }

    LongAdder frames() {
        return frames;
    }

    LongAdder changesTo(VehicleState state) {
        return Objects.requireNonNull(changes.get(state));
    }
}
