package io.vehicletelemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vehicletelemetry.core.PipelineListener;
import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.decode.TelemetryDecoders;
import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A car that was parked last week, whose dongle retains its data, and a server that subscribes again and again. */
@NullMarked
@Timeout(120)
abstract class RetainedScenarios {

    private static final int TIMES = 20;
    private static final VehicleId CAR = VehicleId.of("parked");

    @TempDir
    Path folder;

    private final List<TelemetryFrame> frames = new CopyOnWriteArrayList<>();
    private final List<StateChange> changes = new CopyOnWriteArrayList<>();

    /** A broker that keeps what is retained when it is interrupted. */
    abstract Broker broker(Path folder);

    /** Where the source connects. */
    abstract String uri();

    /** Ends the connection, so that the source has to subscribe anew. */
    abstract void interrupt() throws Exception;

    @Test
    void show2_neverRunningAndItsValuesRightHoweverOftenItIsSubscribed() throws Exception {
        try (Broker broker = broker(folder)) {
            broker.start();
            try (Device device = new Device(broker)) {
                device.retain("wican/parked/status", "{\"status\":\"online\"}");
                device.retain("wican/parked/can/rx", "{\"0C-EngineRPM\":802.5,\"2F-FuelTankLevel\":40}");
            }
            try (TelemetryPipeline pipeline = pipeline()) {
                pipeline.start();
                for (int times = 1; times <= TIMES; times++) {
                    int expected = times;
                    await().until(() -> frames.size() == expected);
                    VehicleSnapshot car = car(pipeline);
                    assertThat(car.state()).isEqualTo(VehicleState.OFFLINE);
                    assertThat(car.signals()).hasToString("{rpm=802.5, fuel_level=40}");
                    assertThat(car.signals().observedAt(0))
                            .as("nobody knows how old it is")
                            .isNull();
                    interrupt();
                }
                await().until(() -> frames.size() == TIMES + 1);
                assertThat(frames).allMatch(TelemetryFrame::replayed);
                assertThat(changes).isEmpty();

                try (Device device = new Device(broker)) {
                    device.retain("wican/parked/can/rx", "{\"0C-EngineRPM\":900}");
                }
                await().until(() -> car(pipeline).state() == VehicleState.RUNNING);
                assertThat(car(pipeline).signals()).hasToString("{rpm=900, fuel_level=40}");
                assertThat(pipeline.rejected()).isEmpty();
            }
        }
    }

    private static VehicleSnapshot car(TelemetryPipeline pipeline) {
        return Objects.requireNonNull(pipeline.snapshots().get(CAR));
    }

    private TelemetryPipeline pipeline() {
        return TelemetryPipeline.builder()
                .source(MqttTelemetrySource.builder(uri())
                        .reconnect(Duration.ofMillis(50), Duration.ofMillis(200))
                        .subscribe("wican/{vehicle_id}/#", TelemetryDecoders.named("wican", TelemetryLimits.defaults()))
                        .build())
                .listener(new PipelineListener() {
                    @Override
                    public void frame(VehicleId vehicle, TelemetryFrame frame) {
                        frames.add(frame);
                    }

                    @Override
                    public void stateChanged(StateChange change) {
                        changes.add(change);
                    }
                })
                .build();
    }
}
