package io.vehicletelemetry.faults;

import static io.vehicletelemetry.faults.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * More messages wait at the broker than may be unacknowledged. Mosquitto up to 2.0.12 sends more than it was told then, at
 * the first acknowledgement, and again over each new connection.
 */
@Timeout(300)
class BacklogIT {

    private static final int BACKLOG = 3_000;

    @TempDir
    Path folder;

    @Test
    void isRecordedWithoutHangingUpAgainAndAgain() throws Exception {
        try (Broker broker = new Mosquitto(folder, "max_queued_messages 0");
                Database database = new Postgres(folder)) {
            broker.start();
            try (Wire wire = new Wire(broker.port());
                    Cars cars = new Cars(broker, true)) {
                Settings settings = Settings.durable(wire.port(), database);
                try (LocalServer server = new LocalServer(settings)) {
                    server.recording(cars, true);
                }
                int before = wire.connections();
                cars.publish(BACKLOG, MqttQos.AT_LEAST_ONCE);
                try (LocalServer server = new LocalServer(settings)) {
                    await("all of them")
                            .untilAsserted(() -> assertThat(server.recorded().missing(cars.sent()))
                                    .isEmpty());
                    Report report = Report.of(
                                    BACKLOG + " messages wait when the server starts (connections: "
                                            + (wire.connections() - before) + ")",
                                    broker + ", " + database,
                                    cars,
                                    server.recorded())
                            .tell();
                    assertThat(report.duplicates()).isZero();
                }
                assertThat(wire.connections() - before)
                        .as("connections: live, durable, and once more")
                        .isLessThanOrEqualTo(3);
            }
        }
    }
}
