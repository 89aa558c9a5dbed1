package io.vehicletelemetry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.history.HistoryRecorder;
import io.vehicletelemetry.core.history.RecorderStats;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PostgresJdbcHistoryIT extends JdbcHistoryTests {

    @Override
    DataSource fresh() {
        return PostgresDatabases.fresh();
    }

    @Test
    void aValueThatTheColumnCannotHoldIsPutAsideAndTheRestIsStored() throws SQLException {
        JdbcTelemetryHistory history = history();
        HistoryRecorder recorder = HistoryRecorder.builder(history).build();
        recorder.start();
        for (int i = 0; i < 50; i++) {
            recorder.frame(
                    CAR,
                    arrived(NOW.plusSeconds(i))
                            .signal("text", i == 17 ? "a\0b" : "fine")
                            .build());
        }
        recorder.close();

        assertThat(recorder.stats()).isEqualTo(new RecorderStats(49, 0, 0, 0, 1, 0));
        assertThat(history.newest(CAR, 100)).hasSize(49);
        assertThat(number("SELECT count(*) FROM telemetry_reject WHERE content LIKE '%a\\\\u0000b%' AND reason <> ''"))
                .isEqualTo(1);
    }

    @Test
    void makesOnePartitionAWeekAndDropsItAsAWhole() throws SQLException {
        JdbcTelemetryHistory history = history();
        history.append(List.of(
                frame(NOW.minusSeconds(14 * 86_400), "rpm", 1),
                frame(NOW, "rpm", 2),
                frame(NOW.plusSeconds(1), "rpm", 3)));
        assertThat(partitions()).isEqualTo(2);

        history.removeBefore(NOW.minusSeconds(6 * 86_400));

        assertThat(partitions()).isEqualTo(1);
    }

    private long partitions() throws SQLException {
        return number("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'telemetry\\_frame\\_2%'");
    }
}
