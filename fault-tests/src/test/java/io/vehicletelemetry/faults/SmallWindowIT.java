package io.vehicletelemetry.faults;

import static io.vehicletelemetry.faults.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In MQTT 3.1.1 a stock Mosquitto has 20 messages unacknowledged: far less than a batch, which would wait for more. */
@Timeout(300)
class SmallWindowIT {

    /** Were each window to wait for it, a hundred of them would take more than an hour. */
    private static final String FLUSH_INTERVAL = "60s";

    @TempDir
    Path folder;

    @Test
    void aBatchDoesNotWaitForMessagesThatTheBrokerKeepsBack() throws Exception {
        try (Broker broker = new Mosquitto(folder);
                Database database = new Postgres(folder)) {
            broker.start();
            Settings settings = Settings.durable(broker, database)
                    .and("telemetry.mqtt.version", "3")
                    .and("telemetry.history.flush-interval", FLUSH_INTERVAL);
            try (LocalServer server = new LocalServer(settings);
                    Cars cars = new Cars(broker, true)) {
                server.recording(cars, true);
                for (int i = 0; i < 4; i++) { // stock Mosquitto keeps 1,000 messages
                    cars.publish(500, MqttQos.AT_LEAST_ONCE);
                    await("all of them")
                            .untilAsserted(() -> assertThat(server.recorded().missing(cars.sent()))
                                    .isEmpty());
                }
                Report report = Report.of(
                                "20 messages in flight (MQTT 3.1.1), flush interval " + FLUSH_INTERVAL,
                                broker + ", " + database,
                                cars,
                                server.recorded())
                        .tell();
                assertThat(report.duplicates()).isZero();
            }
        }
    }
}
