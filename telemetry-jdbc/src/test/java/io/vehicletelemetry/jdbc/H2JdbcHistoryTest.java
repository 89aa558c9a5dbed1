package io.vehicletelemetry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.vehicletelemetry.core.history.HistoryException;
import io.vehicletelemetry.core.history.RecordedFrame;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2JdbcHistoryTest extends JdbcHistoryTests {

    @Override
    DataSource fresh() {
        return H2Databases.fresh();
    }

    @Override
    String queryTimeout() {
        return "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'QUERY_TIMEOUT'";
    }

    /** As H2 does where a disk is full; what was not on the disk is gone, be it a vehicle that the history knows of. */
    @Test
    void opensADatabaseAgainThatWasClosedAndKnowsNothingOfWhatItHadNotWritten(@TempDir Path folder)
            throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:h2:file:" + folder.resolve("history") + ";WRITE_DELAY=60000");
            pool.setMaximumPoolSize(3);
            JdbcTelemetryHistory history = JdbcTelemetryHistory.builder(pool).build();
            history.append(List.of(frame(NOW, "rpm", 1)));
            history.sync();
            history.append(List.of(frame(NOW, "speed", 2))); // a signal that is new, and not on the disk
            assertThatThrownBy(() -> shutDown(pool)).hasMessageContaining("Database is already closed");
            RecordedFrame later = frame(NOW.plusSeconds(1), "speed", 3);

            assertThatThrownBy(() -> history.append(List.of(later)))
                    .isInstanceOfSatisfying(
                            HistoryException.class,
                            e -> assertThat(e.isPassing()).isTrue())
                    .hasMessageContaining("H2 closed the database");
            assertThat(history.append(List.of(later))).isEqualTo(1);

            assertThat(history.newest(CAR, 10))
                    .extracting(frame -> frame.signals().toString())
                    .containsExactly(
                            frame(NOW, "rpm", 1).signals().toString(),
                            later.signals().toString());
            assertThat(history.signals(CAR)).containsExactly("rpm", "speed");
        }
    }

    private static void shutDown(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        }
    }

    /** A statement on it may never return: H2 counts users of what it closed, and waits for a count that does not come. */
    @Test
    void touchesAConnectionNoMoreWhoseDatabaseIsClosed() throws SQLException {
        try (OneConnection pool = new OneConnection(source)) {
            JdbcTelemetryHistory history =
                    JdbcTelemetryHistory.builder(pool.source()).build();
            history.append(List.of(frame(NOW, "rpm", 1)));
            pool.fail("commit", new SQLException("no space", "HY000", ErrorCode.GENERAL_ERROR_1));
            pool.fail("rollback", new SQLException("touched"));

            assertThatThrownBy(() -> history.append(List.of(frame(NOW, "rpm", 2))))
                    .isInstanceOf(HistoryException.class)
                    .hasMessageContaining("no space")
                    .cause()
                    .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
            assertThat(pool.connection().isClosed()).isTrue();
        }
    }
}
