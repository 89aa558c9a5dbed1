package io.vehicletelemetry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.history.HistoryException;
import io.vehicletelemetry.core.history.HistoryRecorder;
import io.vehicletelemetry.core.history.RecorderStats;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
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
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> recorder.stats().waiting() == 0);
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

    @Override
    String queryTimeout() {
        return "SHOW statement_timeout";
    }

    @Test
    void storesABatchWhosePartitionSomebodyDropped() throws SQLException {
        JdbcTelemetryHistory history = history();
        history.append(List.of(frame(NOW, "rpm", 1))); // it knows the partition now
        history().removeBefore(NOW.plusSeconds(30 * 86_400)); // in another process
        assertThat(partitions()).isZero();

        assertThat(history.append(List.of(frame(NOW, "rpm", 2), frame(NOW, "rpm", 3))))
                .isEqualTo(2);
        assertThat(history.newest(CAR, 10)).hasSize(2);
    }

    /** Lock timeout: whoever reads keeps a partition, and whoever writes does not notice that somebody wants it to go. */
    @Test
    void aPartitionThatIsReadStaysAndNobodyWaitsForIt() throws Exception {
        Instant old = NOW.minusSeconds(20 * 86_400);
        JdbcTelemetryHistory history = history();
        history.append(List.of(frame(old, "rpm", 1), frame(NOW, "rpm", 2)));
        AtomicLong slowest = new AtomicLong();
        AtomicLong batches = new AtomicLong();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        Future<?> writing = writer.submit(() -> {
            while (!done.get()) {
                Instant time = NOW.plusSeconds(batches.incrementAndGet());
                long start = System.nanoTime();
                history.append(IntStream.range(0, 100)
                        .mapToObj(i -> frame(time.plusMillis(i), "rpm", i))
                        .toList());
                slowest.accumulateAndGet(System.nanoTime() - start, Math::max);
            }
        });
        try (Connection reader = source.getConnection()) {
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM telemetry_frame")) {
                rows.next();
                for (int i = 0; i < 5; i++) {
                    assertThatThrownBy(() -> history().removeBefore(NOW.minusSeconds(7 * 86_400)))
                            .isInstanceOfSatisfying(
                                    HistoryException.class,
                                    e -> assertThat(e.isPassing()).isTrue());
                }
                assertThat(partitions()).isEqualTo(2);
            }
            reader.rollback();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> { // between two batches of the writer
                            try {
                                history().removeBefore(NOW.minusSeconds(7 * 86_400));
                                return true;
                            } catch (HistoryException e) {
                                return false;
                            }
                        });
        done.set(true);
        writing.get();
        writer.shutdown();

        assertThat(partitions()).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM telemetry_frame")).isEqualTo(1 + 100 * batches.get());
        assertThat(Duration.ofNanos(slowest.get())).isLessThan(Duration.ofSeconds(1));
    }

    private long partitions() throws SQLException {
        return number("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'telemetry\\_frame\\_2%'");
    }
}
