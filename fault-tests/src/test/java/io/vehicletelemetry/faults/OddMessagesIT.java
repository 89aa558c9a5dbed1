package io.vehicletelemetry.faults;

import static io.vehicletelemetry.faults.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.vehicletelemetry.core.history.DurableStats;
import io.vehicletelemetry.core.model.TimeSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages that come too often, too early, too late or broken, and tables that are somebody else's. */
@Timeout(300)
class OddMessagesIT {

    private final Broker broker;
    private final Postgres database;

    OddMessagesIT(@TempDir Path folder) throws Exception {
        broker = new Artemis(folder);
        broker.start();
        database = new Postgres(folder);
    }

    @AfterEach
    void stop() throws Exception {
        database.close();
        broker.close();
    }

    @Test
    void theSameMessageThreeTimes() throws Exception {
        try (LocalServer server = server();
                Cars cars = new Cars(broker, true)) {
            server.recording(cars, true);
            String timed = "{\"n\":1,\"timestamp\":\"2026-01-01T00:00:00.123456Z\"}";
            String counted = "{\"n\":2,\"count\":77}";
            String neither = "{\"n\":3}";
            for (int i = 0; i < 3; i++) {
                cars.publish("cars/1", timed);
                cars.publish("cars/1", counted);
                cars.publish("cars/1", neither);
            }
            cars.publish(10, MqttQos.AT_LEAST_ONCE);
            Recorded recorded = awaitAll(cars);

            assertThat(recorded.numbers()).filteredOn(n -> n == 1).hasSize(2); // and one of the ten
            assertThat(recorded.numbers()).filteredOn(n -> n == 2).hasSize(2);
            assertThat(recorded.numbers()).filteredOn(n -> n == 3).hasSize(4);
            assertThat(server.durable().stats().duplicates()).isEqualTo(4);
            Report.of("the same message three times: with a time, with a count, with neither", parts(), cars, recorded)
                    .tell();
        }
    }

    @Test
    void theClocksOfTheDeviceAndOfTheServerAreSetBack() throws Exception {
        Duration[] back = {Duration.ZERO};
        TimeSource system = TimeSource.system();
        TimeSource moved = new TimeSource() {
            @Override
            public Instant instant() {
                return system.instant().minus(back[0]);
            }

            @Override
            public long nanoTime() {
                return system.nanoTime();
            }
        };
        try (LocalServer server = new LocalServer(settings(), source -> source.time(moved));
                Cars untimed = new Cars(broker, false)) {
            server.recording(untimed, true);
            untimed.publish(50, MqttQos.AT_LEAST_ONCE);
            awaitAll(untimed);
            back[0] = Duration.ofHours(1);
            untimed.publish(50, MqttQos.AT_LEAST_ONCE);
            Instant device = Instant.now().minus(Duration.ofDays(2));
            for (int i = 0; i < 10; i++) { // the device's clock goes backwards, at the same content
                untimed.publish("cars/1", "{\"n\":0,\"timestamp\":\"" + device.minus(Duration.ofHours(i)) + "\"}");
            }
            await("all of them")
                    .untilAsserted(() -> assertThat(recorded().numbers())
                            .hasSize(110)
                            .filteredOn(n -> n == 0)
                            .hasSize(11));
            assertThat(server.durable().stats().duplicates()).isZero();
            Report.of("clock set back by an hour (server), ten times (device)", parts(), untimed, recorded())
                    .tell();
        }
    }

    @Test
    void whatTheDatabaseRefusesAndWhatNobodyCanReadStopNothing() throws Exception {
        try (LocalServer server = server();
                Cars cars = new Cars(broker, true)) {
            server.recording(cars, true);
            long unusable = server.durable().stats().unusable();
            for (int i = 0; i < 5; i++) {
                cars.publish(20, MqttQos.AT_LEAST_ONCE);
                cars.publish("cars/1", "{\"note\":\"a\\u0000b\"}"); // PostgreSQL has no such text
                cars.publish("cars/1", "{\"n\":");
            }
            Recorded recorded = awaitAll(cars);
            await("rejects").until(() -> server.durable().stats().refused() == 5);
            DurableStats stats = server.durable().stats();

            assertThat(stats.unusable() - unusable).isEqualTo(5);
            assertThat(count("SELECT count(*) FROM telemetry_reject")).isEqualTo(5);
            assertThat(recorded.duplicates()).isZero();
            Report.of(
                            "5 values that the column cannot hold (in rejects: 5), 5 unreadable (counted: 5)",
                            parts(),
                            cars,
                            recorded)
                    .tell();
        }
    }

    @Test
    void whatIsPublishedAtQos0IsRecordedAndCounted() throws Exception {
        try (LocalServer server = server();
                Cars cars = new Cars(broker, true)) {
            server.recording(cars, true);
            cars.publish(20, MqttQos.AT_MOST_ONCE);
            cars.publish(20, MqttQos.AT_LEAST_ONCE);
            awaitAll(cars);

            assertThat(server.durable().stats().unprotected()).isEqualTo(20);
        }
    }

    /** A device that retains what it publishes does so live, too. */
    @Test
    void whatIsPublishedRetainedWhileTheServerIsAwayIsNews() throws Exception {
        try (Cars cars = new Cars(broker, true)) {
            try (LocalServer server = server()) {
                server.recording(cars, true);
            }
            cars.retain("cars/1", "{\"n\":4711,\"timestamp\":\"" + Instant.now() + "\"}");
            try (LocalServer server = server()) {
                await("what was retained")
                        .untilAsserted(() -> assertThat(recorded().numbers()).containsExactly(4711));
            }
        }
    }

    @Test
    void aTableOfAnotherShapeIsLeftAlone() throws Exception {
        List<String> before = new ArrayList<>();
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE telemetry_frame (id INTEGER, note VARCHAR(10))");
            statement.execute("INSERT INTO telemetry_frame VALUES (1, 'mine')");
        }
        assertThatThrownBy(this::server)
                .rootCause()
                .hasMessageContainingAll("telemetry_frame", "frame_key is missing", "nothing was touched");
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM telemetry_frame")) {
            while (rows.next()) {
                before.add(rows.getInt(1) + " " + rows.getString(2));
            }
        }
        assertThat(before).containsExactly("1 mine");
        assertThat(count("SELECT count(*) FROM information_schema.tables WHERE table_name LIKE 'telemetry%'"))
                .isEqualTo(1);
    }

    private Settings settings() {
        return Settings.durable(broker, database).and("telemetry.history.sequence-signal", "count");
    }

    private LocalServer server() {
        return new LocalServer(settings());
    }

    private String parts() {
        return broker + ", " + database;
    }

    private Recorded recorded() {
        return Recorded.in(database.history());
    }

    private Recorded awaitAll(Cars cars) {
        await("all of them")
                .untilAsserted(() -> assertThat(recorded().missing(cars.sent())).isEmpty());
        return recorded();
    }

    private int count(String query) throws SQLException {
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
