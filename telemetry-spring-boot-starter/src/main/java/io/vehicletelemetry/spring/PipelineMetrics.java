package io.vehicletelemetry.spring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.VehicleState;
import java.util.concurrent.atomic.LongAdder;

/** What came in and what is known of the vehicles. */
final class PipelineMetrics implements MeterBinder {

    private final TelemetryPipeline pipeline;
    private final PipelineCounts counts;

    PipelineMetrics(TelemetryPipeline pipeline, PipelineCounts counts) {
        this.pipeline = pipeline;
        this.counts = counts;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (VehicleState state : VehicleState.values()) {
            Gauge.builder("telemetry.vehicles", pipeline, source -> vehicles(source, state))
                    .tag("state", EnumNames.lowerCase(state))
                    .description("Vehicles that are known, by their state now")
                    .register(registry);
        }
        for (RejectReason reason : RejectReason.values()) {
            FunctionCounter.builder(
                            "telemetry.rejected",
                            pipeline,
                            source -> source.rejected().getOrDefault(reason, 0L))
                    .tag("reason", EnumNames.lowerCase(reason))
                    .description("Messages, or parts of them, that were not used")
                    .register(registry);
        }
        for (String name : pipeline.connections().keySet()) {
            Gauge.builder("telemetry.source.connected", pipeline, source -> connected(source, name))
                    .tag("source", name)
                    .description("1 while the source is connected to its transport, else 0")
                    .register(registry);
        }
        if (counts.areTaken()) {
            FunctionCounter.builder("telemetry.frames", counts.frames(), LongAdder::sum)
                    .description("Frames that were merged into what is known of a vehicle")
                    .register(registry);
            for (VehicleState state : VehicleState.values()) {
                FunctionCounter.builder("telemetry.state.changes", counts.changesTo(state), LongAdder::sum)
                        .tag("state", EnumNames.lowerCase(state))
                        .description("Changes of vehicles' states, by the new state")
                        .register(registry);
            }
        }
    }

    private static double vehicles(TelemetryPipeline pipeline, VehicleState state) {
        LongAdder vehicles = new LongAdder();
        pipeline.snapshots().forEach(snapshot -> {
            if (snapshot.state() == state) {
                vehicles.increment();
            }
        });
        return vehicles.sum();
    }

    private static double connected(TelemetryPipeline pipeline, String source) {
        return pipeline.connections().getOrDefault(source, false) ? 1 : 0;
    }
}
