package io.vehicletelemetry.faults;

import static io.vehicletelemetry.faults.Patience.await;

import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.history.DurableRecorder;
import io.vehicletelemetry.core.history.HistoryRecorder;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.spring.TelemetryMqttCustomizer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The server in this process, to be looked into. */
final class LocalServer implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    LocalServer(Settings settings) {
        this(settings, source -> {});
    }

    /** @param mqtt changes its sources */
    LocalServer(Settings settings, TelemetryMqttCustomizer mqtt) {
        context = new SpringApplicationBuilder(RecordingServer.class)
                .initializers(made ->
                        ((GenericApplicationContext) made).registerBean(TelemetryMqttCustomizer.class, () -> mqtt))
                .run(settings.on(0).arguments().toArray(String[]::new));
    }

    DurableRecorder durable() {
        return context.getBean(DurableRecorder.class);
    }

    HistoryRecorder bestEffort() {
        return context.getBean(HistoryRecorder.class);
    }

    /** What its history has. */
    Recorded recorded() {
        return Recorded.in(context.getBean(TelemetryHistory.class));
    }

    /** Lets cars say something that has no number until it is recorded. */
    LocalServer recording(Cars cars, boolean durable) {
        await("recording").until(() -> {
            cars.publish("cars/warm-up", "{\"rpm\":0}");
            // The best effort recorder has states too: more than one of its entries is a frame.
            return durable
                    ? durable().stats().stored() > 0
                    : bestEffort().stats().stored() > 1;
        });
        return this;
    }

    /** The newest number that the live path knows, or -1. */
    int live() {
        TelemetryPipeline pipeline = context.getBean(TelemetryPipeline.class);
        int newest = -1;
        for (int vehicle = 1; vehicle <= Cars.VEHICLES; vehicle++) {
            VehicleSnapshot snapshot = pipeline.snapshots().get(VehicleId.of(vehicle));
            SignalValue number = snapshot == null ? null : snapshot.signals().get("n");
            newest =
                    Math.max(newest, number == null ? -1 : (int) number.number().orElseThrow());
        }
        return newest;
    }

    @Override
    public void close() {
        context.close();
    }
}
