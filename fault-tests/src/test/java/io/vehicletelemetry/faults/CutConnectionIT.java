package io.vehicletelemetry.faults;

import static io.vehicletelemetry.faults.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.vehicletelemetry.core.history.DurableStats;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections are cut, and brokers stopped, while messages are unacknowledged because the database takes nothing. */
@Timeout(300)
class CutConnectionIT {

    /** More than the attempts after which Artemis would give a message up. */
    private static final int CUTS = 12;

    @TempDir
    Path folder;

    @Test
    void whatWasNotAcknowledgedComesAgainAndIsStoredOnce() throws Exception {
        try (Broker broker = new Mosquitto(folder)) {
            assertThat(cut(broker, true).duplicates()).isZero();
        }
    }

    @Test
    void withTheEmbeddedBrokerToo() throws Exception {
        try (Broker broker = new Artemis(folder)) {
            assertThat(cut(broker, true).duplicates()).isZero();
        }
    }

    /** What was in hand at each cut can be there once more: all cuts together no more than may be in flight, two batches. */
    @Test
    void withoutATimeItIsStoredAtLeastOnce() throws Exception {
        try (Broker broker = new Mosquitto(folder)) {
            assertThat(cut(broker, false).duplicates()).isLessThanOrEqualTo(1000);
        }
    }

    @Test
    void aBrokerThatIsStoppedAndStarted() throws Exception {
        try (Broker broker = new Mosquitto(folder)) {
            restart(broker);
        }
    }

    @Test
    void theEmbeddedBrokerStoppedAndStarted() throws Exception {
        try (Broker broker = new Artemis(folder)) {
            restart(broker);
        }
    }

    private Report cut(Broker broker, boolean timed) throws Exception {
        broker.start();
        try (Postgres database = new Postgres(folder);
                Wire wire = new Wire(broker.port());
                LocalServer server = new LocalServer(Settings.durable(wire.port(), database));
                Cars cars = new Cars(broker, timed)) {
            server.recording(cars, true);
            try (Connection blocking = database.source().getConnection();
                    Statement statement = blocking.createStatement()) {
                blocking.setAutoCommit(false);
                statement.execute("LOCK TABLE telemetry_frame IN ACCESS EXCLUSIVE MODE");
                cars.publish(100, MqttQos.AT_LEAST_ONCE);
                for (int i = 0; i < CUTS; i++) {
                    int before = wire.connections();
                    await("messages").until(() -> server.durable().stats().waiting() > 0);
                    wire.cut();
                    await("another connection of each").until(() -> wire.connections() >= before + 2);
                }
                blocking.rollback();
            }
            cars.publish(100, MqttQos.AT_LEAST_ONCE);
            return awaitAll(
                    "connection cut " + CUTS + " times, unacknowledged" + (timed ? "" : ", messages without a time"),
                    broker,
                    database,
                    server,
                    cars);
        }
    }

    private void restart(Broker broker) throws Exception {
        broker.start();
        try (Postgres database = new Postgres(folder);
                LocalServer server = new LocalServer(Settings.durable(broker, database));
                Cars cars = new Cars(broker, true)) {
            server.recording(cars, true);
            try (Connection blocking = database.source().getConnection();
                    Statement statement = blocking.createStatement()) {
                blocking.setAutoCommit(false);
                statement.execute("LOCK TABLE telemetry_frame IN ACCESS EXCLUSIVE MODE");
                cars.publish(100, MqttQos.AT_LEAST_ONCE);
                await("messages").until(() -> server.durable().stats().waiting() > 0);
                broker.stop();
                broker.start();
                cars.publish(100, MqttQos.AT_LEAST_ONCE);
                blocking.rollback();
            }
            Report report =
                    awaitAll("broker stopped and started, messages unacknowledged", broker, database, server, cars);
            assertThat(report.duplicates()).isZero();
        }
    }

    private static Report awaitAll(String fault, Broker broker, Database database, LocalServer server, Cars cars) {
        await("all of them").untilAsserted(() -> {
            assertThat(Recorded.in(database.history()).missing(cars.sent())).isEmpty();
            assertThat(server.durable().stats().waiting()).isZero();
        });
        DurableStats stats = server.durable().stats();
        return Report.of(
                        fault + " (came again and were known: " + stats.duplicates() + ")",
                        broker + ", " + database,
                        cars,
                        Recorded.in(database.history()))
                .tell();
    }
}
