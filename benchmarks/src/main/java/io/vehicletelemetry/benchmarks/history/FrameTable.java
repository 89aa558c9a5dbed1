package io.vehicletelemetry.benchmarks.history;

import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.jdbc.JdbcTelemetryHistory;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

/** The history's own table, written by hand: the floor under the recorder, and how much is loaded in little time. */
final class FrameTable {

    static final int BATCH = 500;

    private static final String INSERT =
            "INSERT INTO telemetry_frame (vehicle, observed_at, frame_key, arrived_at, numbers, others)"
                    + " VALUES (?, ?, ?, ?, ?, ?)";
    private static final String COPY = "COPY telemetry_frame (vehicle, observed_at, frame_key, arrived_at, numbers)";

    private FrameTable() {}

    /** Batches of prepared statements, a transaction each. */
    static void batch(BenchmarkDatabase database, Iterator<Drive.Row> rows) throws SQLException {
        try (Connection connection = database.source().getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            connection.setAutoCommit(false);
            while (rows.hasNext()) {
                for (int i = 0; i < BATCH && rows.hasNext(); i++) {
                    Drive.Row row = rows.next();
                    insert.setInt(1, row.vehicle);
                    insert.setLong(2, row.observed);
                    insert.setLong(3, row.key);
                    insert.setLong(4, row.arrived);
                    insert.setObject(5, boxed(row.numbers));
                    insert.setNull(6, Types.ARRAY);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            }
        }
    }

    private static Object[] boxed(double[] numbers) {
        Double[] boxed = new Double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            boxed[i] = numbers[i];
        }
        return boxed;
    }

    /** PostgreSQL's own way to take many rows: batches in a file that the server reads, a transaction each. */
    static void copy(BenchmarkDatabase database, Iterator<Drive.Row> rows, int batch) throws SQLException, IOException {
        Path file = database.folder().resolve("rows");
        try (Connection connection = database.source().getConnection();
                PreparedStatement copy = connection.prepareStatement(COPY + " FROM '" + file + "'")) {
            StringBuilder text = new StringBuilder();
            while (rows.hasNext()) {
                try (Writer out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
                    for (int i = 0; i < batch && rows.hasNext(); i++) {
                        text.setLength(0);
                        append(text, rows.next());
                        out.append(text);
                    }
                }
                copy.execute();
            }
        }
    }

    private static void append(StringBuilder text, Drive.Row row) {
        text.append(row.vehicle).append('\t').append(row.observed).append('\t');
        text.append(row.key).append('\t').append(row.arrived).append('\t');
        char before = '{';
        for (double number : row.numbers) {
            text.append(before).append(number);
            before = ',';
        }
        text.append("}\n");
    }

    /**
     * Fills the table with a vehicle's frames, one a second: by the history the first, so that vehicle and signals are
     * known and, with frames of another vehicle, all partitions are there; by hand the rest.
     */
    static void fill(BenchmarkDatabase database, JdbcTelemetryHistory history, Drive drive, long frames)
            throws SQLException, IOException {
        List<RecordedFrame> first = new ArrayList<>();
        first.add(RecordedFrame.of(drive.vehicle(), drive.frame(0)));
        Drive other = Drive.of(999);
        LongStream.iterate(0, second -> second < frames, second -> second + 86_400)
                .mapToObj(second -> RecordedFrame.of(other.vehicle(), other.frame(second)))
                .forEach(first::add);
        history.append(first.subList(0, 1));
        history.append(first);
        Iterator<Drive.Row> rows = LongStream.range(1, frames)
                .mapToObj(second -> drive.row(1, second))
                .iterator();
        if (database.isPostgres()) {
            copy(database, rows, 100_000);
        } else {
            batch(database, rows);
        }
        database.analyze();
    }
}
