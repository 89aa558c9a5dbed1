package io.vehicletelemetry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.history.HistoryBucket;
import io.vehicletelemetry.core.history.HistoryException;
import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is to hold on every database beside the rules of a history. */
abstract class JdbcHistoryTests extends JdbcFixture {

    @Test
    void leavesTablesOfAnotherShapeAlone() throws SQLException {
        execute("CREATE TABLE telemetry_state (mine INTEGER)");
        execute("INSERT INTO telemetry_state VALUES (42)");

        assertThatThrownBy(() -> history().prepare())
                .isInstanceOfSatisfying(
                        HistoryException.class, e -> assertThat(e.isPassing()).isFalse())
                .hasMessageContainingAll("telemetry_state", "vehicle", "mine", "nothing was touched");

        assertThat(number("SELECT mine FROM telemetry_state")).isEqualTo(42);
        assertThatThrownBy(() -> number("SELECT count(*) FROM telemetry_frame")).isInstanceOf(SQLException.class);
    }

    @Test
    void leavesColumnsOfAnotherTypeAlone() throws SQLException {
        execute(
                "CREATE TABLE telemetry_state (vehicle INTEGER, since TIMESTAMP, state VARCHAR(16), cause VARCHAR(16))");

        assertThatThrownBy(() -> history().prepare())
                .isInstanceOf(HistoryException.class)
                .hasMessageContainingAll("telemetry_state", "since is ", "nothing was touched");
    }

    @Test
    void leavesArraysOfAnotherTypeAlone() throws SQLException {
        execute(
                "CREATE TABLE telemetry_frame (observed_at BIGINT, frame_key BIGINT, arrived_at BIGINT, vehicle INTEGER,"
                        + " numbers INTEGER ARRAY, others VARCHAR ARRAY)");

        assertThatThrownBy(() -> history().prepare())
                .isInstanceOf(HistoryException.class)
                .hasMessageContainingAll("telemetry_frame", "numbers is ", "nothing was touched");
    }

    @Test
    void givesUpAQuestionThatTakesTooLongAndLeavesTheConnectionAsItWas() throws SQLException {
        history()
                .append(IntStream.range(0, 50_000)
                        .mapToObj(i -> {
                            TelemetryFrame.Builder frame = arrived(NOW.minusSeconds(i));
                            IntStream.range(0, 20).forEach(k -> frame.signal("signal" + k, i + k));
                            return RecordedFrame.of(CAR, frame.build());
                        })
                        .toList());
        HistoryQuery all = HistoryQuery.of(CAR, NOW.minusSeconds(50_000), NOW);
        try (OneConnection pool = new OneConnection(source)) {
            JdbcTelemetryHistory hurried = JdbcTelemetryHistory.builder(pool.source())
                    .queryTimeout(Duration.ofMillis(20))
                    .build();

            assertThatThrownBy(() -> hurried.summarize(all, Duration.ofMinutes(1)))
                    .isInstanceOfSatisfying(
                            HistoryException.class,
                            e -> assertThat(e.isPassing()).isTrue())
                    .hasMessageContainingAll("summarizing", "too long")
                    .hasCauseInstanceOf(SQLException.class);

            try (Statement statement = pool.connection().createStatement();
                    ResultSet rows = statement.executeQuery(queryTimeout())) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("0");
            }
            assertThat(pool.connection().getAutoCommit()).isTrue();
        }
        assertThat(history().summarize(all, Duration.ofDays(1))).hasSize(1);
    }

    /** One that compares each frame with each of them takes a minute. */
    @Test
    void findsTheEndsOfManyBucketsByTheKey() {
        int frames = 120_000;
        Instant from = NOW.minusSeconds(frames);
        history()
                .append(IntStream.range(0, frames)
                        .mapToObj(i -> frame(from.plusSeconds(i), "rpm", i))
                        .toList());
        JdbcTelemetryHistory hurried = JdbcTelemetryHistory.builder(source)
                .queryTimeout(Duration.ofSeconds(5))
                .build();

        List<HistoryBucket> buckets = hurried.summarize(HistoryQuery.of(CAR, from, NOW), Duration.ofSeconds(10));

        assertThat(buckets).hasSize(frames / 10);
        assertThat(buckets.get(7).signals().get("rpm")).isEqualTo(new HistoryBucket.Numbers(70, 79, 70, 79));
    }

    /** Asks for how long a statement of a connection may take. */
    abstract String queryTimeout();

    @Test
    void showsTheFirstFailureWhereRollingBackFailsAsWell() throws SQLException {
        try (OneConnection pool = new OneConnection(source)) {
            JdbcTelemetryHistory history =
                    JdbcTelemetryHistory.builder(pool.source()).build();
            history.append(List.of(frame(NOW, "rpm", 1)));
            pool.fail("commit", new SQLException("the cable", "08006"));
            pool.fail("rollback", new SQLException("no connection", "08003"));

            assertThatThrownBy(() -> history.append(List.of(frame(NOW, "rpm", 2))))
                    .isInstanceOf(HistoryException.class)
                    .hasMessageContaining("the cable")
                    .cause()
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .extracting(Throwable::getMessage)
                            .containsExactly("no connection"));

            pool.connection().rollback(); // as a pool does; nobody committed the half
            pool.connection().setAutoCommit(true);
        }
        assertThat(history().newest(CAR, 10)).hasSize(1);
    }

    @Test
    void isStoredOnceItIsCommittedWhateverFailsAfterwards() throws SQLException {
        try (OneConnection pool = new OneConnection(source)) {
            JdbcTelemetryHistory history =
                    JdbcTelemetryHistory.builder(pool.source()).build();
            history.append(List.of(frame(NOW, "rpm", 1)));
            pool.failAfterCommit(new SQLException("gone", "08003"));

            assertThat(history.append(List.of(frame(NOW, "rpm", 2)))).isEqualTo(1);

            pool.connection().setAutoCommit(true);
        }
        assertThat(history().newest(CAR, 10)).hasSize(2);
    }

    @Test
    void readsATimeOnceForAllOfItsSignals() throws SQLException {
        try (OneConnection pool = new OneConnection(source)) {
            JdbcTelemetryHistory history =
                    JdbcTelemetryHistory.builder(pool.source()).build();
            TelemetryHistory memory = TelemetryHistory.inMemory(10_000, 10);
            Random random = new Random(7);
            List<RecordedFrame> frames = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) { // some signals in each, often several frames of one time
                TelemetryFrame.Builder frame = arrived(NOW.minusSeconds(500 - random.nextInt(500)));
                for (int k = 0; k < 3; k++) {
                    frame.signal("signal" + random.nextInt(30), random.nextInt(1_000) / 4.0);
                }
                frames.add(RecordedFrame.of(CAR, frame.build()));
            }
            history.append(frames);
            memory.append(frames);
            HistoryQuery query = HistoryQuery.of(CAR, NOW.minusSeconds(497), NOW.minusSeconds(67));
            HistoryQuery some = query.signals(List.of("signal7", "unheard_of", "signal3"));
            pool.prepared().clear();

            assertThat(history.summarize(query, Duration.ofSeconds(10)))
                    .hasSize(43)
                    .isEqualTo(memory.summarize(query, Duration.ofSeconds(10)));
            assertThat(pool.prepared())
                    .filteredOn(sql -> sql.contains("telemetry_frame"))
                    .hasSize(2);
            assertThat(history.summarize(some, Duration.ofSeconds(7)))
                    .isEqualTo(memory.summarize(some, Duration.ofSeconds(7)));
        }
    }

    @Test
    void summarizesMoreSignalsThanAStatementHasColumns() {
        JdbcTelemetryHistory history = history();
        TelemetryFrame.Builder frame = arrived(NOW);
        IntStream.range(0, 120).forEach(i -> frame.signal("signal" + i, i));
        history.append(List.of(RecordedFrame.of(CAR, frame.build())));

        List<HistoryBucket> buckets =
                history.summarize(HistoryQuery.of(CAR, NOW, NOW.plusSeconds(1)), Duration.ofSeconds(1));

        assertThat(buckets).hasSize(1);
        assertThat(buckets.get(0).signals())
                .hasSize(120)
                .containsEntry("signal119", new HistoryBucket.Numbers(119, 119, 119, 119));
    }

    @Test
    void storesWhatIsNewOfABatchInWhichSomeIsThereAlready() throws SQLException {
        JdbcTelemetryHistory history = history();
        history.append(List.of(frame(NOW, "rpm", 1), frame(NOW, "rpm", 3)));

        assertThat(history.append(List.of(
                        frame(NOW, "rpm", 1),
                        frame(NOW, "rpm", 2),
                        frame(NOW, "rpm", 2),
                        frame(NOW, "rpm", 3),
                        frame(NOW, "rpm", 4))))
                .isEqualTo(2);
        assertThat(number("SELECT count(*) FROM telemetry_frame")).isEqualTo(4);
    }

    @Test
    void removesWhatWasPutAside() throws SQLException {
        JdbcTelemetryHistory history = history();
        history.putAside(frame(NOW, "rpm", 1), "because");

        history.removeBefore(NOW.plusSeconds(60)); // it arrived then
        assertThat(number("SELECT count(*) FROM telemetry_reject")).isEqualTo(1);

        history.removeBefore(NOW.plusSeconds(61));
        assertThat(number("SELECT count(*) FROM telemetry_reject")).isZero();
    }

    @Test
    void saysWhatIsMissingWhereItMayNotMakeTables() {
        assertThatThrownBy(() -> JdbcTelemetryHistory.builder(source)
                        .migrating(false)
                        .build()
                        .prepare())
                .isInstanceOf(HistoryException.class)
                .hasMessageContainingAll("missing", "V1__history.sql");
    }

    @Test
    void takesTablesThatWereMadeByHand() throws SQLException {
        Dialect dialect = new Database(source).transaction("asking", Dialect::of);
        for (String statement : Statements.script(dialect, "V1__history.sql")) {
            execute(statement);
        }
        execute("CREATE TABLE somebody_elses (id INTEGER)");

        JdbcTelemetryHistory history = history();
        history.append(List.of(frame(NOW, "rpm", 900)));

        assertThat(history.newest(CAR, 10)).hasSize(1);
        assertThat(JdbcTelemetryHistory.builder(source).migrating(false).build().newest(CAR, 10))
                .hasSize(1);
    }

    /** As frames and states of a vehicle that is new, which have a recorder each. */
    @Test
    void entersAVehicleOnceThatSeveralWriteAtOnce() {
        JdbcTelemetryHistory history = history();
        history.prepare();
        for (int i = 0; i < 20; i++) {
            VehicleId vehicle = VehicleId.of("car-" + i);
            List<CompletableFuture<Integer>> writers = IntStream.range(0, 4)
                    .mapToObj(n -> CompletableFuture.supplyAsync(() -> history.append(List.of(RecordedFrame.of(
                            vehicle,
                            arrived(NOW.plusSeconds(n)).signal("n" + n, n).build())))))
                    .toList();

            assertThat(writers).allSatisfy(writer -> assertThat(writer.join()).isEqualTo(1));
        }
        assertThat(history.vehicles()).hasSize(20);
    }

    @Test
    void findsWhatAnotherProcessWrote() {
        JdbcTelemetryHistory one = history();
        JdbcTelemetryHistory other = history();
        one.append(List.of(frame(NOW, "rpm", 900)));
        other.append(List.of(frame(NOW.plusSeconds(1), "fuel", 40), frame(NOW.plusSeconds(1), "speed", 65)));
        one.append(List.of(frame(NOW.plusSeconds(2), "gear", 3), frame(NOW.plusSeconds(2), "speed", 66)));

        assertThat(one.newest(CAR, 10)).hasSize(5);
        assertThat(other.newest(CAR, 10)).isEqualTo(one.newest(CAR, 10));
        assertThat(history().find(HistoryQuery.of(CAR, NOW, NOW.plusSeconds(9)).signals(List.of("speed"))))
                .hasSize(2);
    }

    @Test
    void removesWhatIsOldAndNothingElse() {
        JdbcTelemetryHistory history = history();
        Instant ancient = Instant.parse("2015-01-01T00:00:00Z"); // before the first week
        history.append(IntStream.range(0, 6_000)
                .mapToObj(i -> frame(ancient.plusSeconds(i), "rpm", i))
                .toList());
        history.append(List.of(
                frame(NOW.minusSeconds(20 * 86_400), "rpm", 1),
                frame(NOW, "rpm", 2),
                frame(NOW.plusSeconds(1), "rpm", 3)));

        history.removeBefore(NOW.minusSeconds(7 * 86_400));
        history.append(List.of(frame(NOW.minusSeconds(19 * 86_400), "rpm", 4))); // late, after its time was removed

        assertThat(history.newest(CAR, 10_000))
                .extracting(frame -> frame.signals().get("rpm"))
                .map(String::valueOf)
                .containsExactly("4", "2", "3");
    }
}
