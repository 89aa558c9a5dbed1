package io.vehicletelemetry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.history.HistoryException;
import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What is to hold on every database beside the rules of a history. */
abstract class JdbcHistoryTests {

    static final VehicleId CAR = VehicleId.of(1);
    static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    final DataSource source = fresh();

    abstract DataSource fresh();

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

    JdbcTelemetryHistory history() {
        return JdbcTelemetryHistory.builder(source).build();
    }

    static RecordedFrame frame(Instant time, String signal, long value) {
        return RecordedFrame.of(CAR, arrived(time).signal(signal, value).build());
    }

    static TelemetryFrame.Builder arrived(Instant time) {
        return TelemetryFrame.builder(NOW.plusSeconds(60), 0).vehicle(CAR).deviceTime(time);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
