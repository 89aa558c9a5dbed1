package io.vehicletelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk of an embedded H2 is full in the middle of a stream, and has room again later. */
@Timeout(300)
class FullDiskIT {

    @TempDir
    Path folder;

    @Test
    void liveGoesOnAndNothingIsLostOnceThereIsRoom() throws Exception {
        SmallDisk.register();
        Database database = new H2(folder, SmallDisk.SCHEME + ":");
        try (Broker broker = new Artemis(folder)) {
            broker.start();
            try (LocalServer server = new LocalServer(Settings.durable(broker, database));
                    Cars cars = new Cars(broker, true)) {
                server.recording(cars, true);
                cars.publish(1000, MqttQos.AT_LEAST_ONCE);
                SmallDisk.size(Files.size(folder.resolve("history.mv.db")));
                cars.publish(20_000, MqttQos.AT_LEAST_ONCE);
                await("a full disk").atMost(Duration.ofMinutes(1)).until(() -> SmallDisk.refused() > 0);
                await("live").until(() -> server.live() == cars.last());
                cars.publish(1000, MqttQos.AT_LEAST_ONCE);
                assertThat(server.durable().stats().stored()).isLessThan(cars.last());

                SmallDisk.size(Long.MAX_VALUE);
                await("all of them").atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                    assertThat(server.durable().stats().waiting()).isZero();
                    assertThat(server.durable().stats().stored()).isGreaterThanOrEqualTo(cars.last() + 1);
                });
                Recorded recorded = Recorded.in(database.history());
                Report report = Report.of("disk full, then room again", broker + ", " + database, cars, recorded)
                        .tell();
                assertThat(report.stored()).isEqualTo(report.sent());
                assertThat(report.duplicates()).isZero();
            }
        }
    }
}
