package io.vehicletelemetry.benchmarks.history;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.stream.LongStream;

/**
 * What each {@link Schema} takes to store and to read: a day of one vehicle with 14 signals and a frame a second.
 *
 * <p>Arguments: h2 or postgresql, frames (86400), rounds of each question (15).
 */
public final class SchemaComparison {

    private static final int PAGE = 1_000;
    private static final int POINTS = 600;

    private final BenchmarkDatabase database;
    private final boolean postgres;
    private final Schema schema;
    private final int frames;

    private SchemaComparison(BenchmarkDatabase database, Schema schema, int frames) {
        this.database = database;
        this.postgres = database.isPostgres();
        this.schema = schema;
        this.frames = frames;
    }

    /**
     * Runs it.
     *
     * @param args as in the class comment
     * @throws Exception if it cannot be measured
     */
    public static void main(String[] args) throws Exception {
        int frames = args.length > 1 ? Integer.parseInt(args[1]) : 86_400;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 15;
        double json = LongStream.range(0, 1_000)
                .mapToObj(Drive.of(1)::json)
                .mapToInt(String::length)
                .average()
                .orElse(0);
        System.out.printf("the message as JSON: %.0f bytes%n", json);
        for (Schema schema : Schema.values()) {
            try (BenchmarkDatabase database = BenchmarkDatabase.open(args[0])) {
                new SchemaComparison(database, schema, frames).run(rounds, System.out);
            }
        }
    }

    private void run(int rounds, PrintStream out) throws Exception {
        database.execute(schema.create(postgres));
        insert(-frames / 10, 0); // to get warm
        database.execute("DELETE FROM frames");
        double seconds = Rounds.seconds(() -> insert(0, frames));
        database.analyze();
        Rounds summary = Rounds.millis(rounds, this::summarize);
        Rounds page = Rounds.millis(rounds, this::page);
        out.printf(
                "%-6s %,.0f frames/s; %d to 600 points ms %s; page of 1,000 ms %s; %.0f bytes a frame on disk%n",
                schema, frames / seconds, frames, summary, page, bytes());
    }

    private double bytes() throws SQLException, IOException {
        if (postgres) {
            database.execute("VACUUM FULL frames"); // without what was there to get warm
        }
        return (double) database.bytes("frames") / frames;
    }

    private void insert(long from, long to) throws SQLException {
        Drive drive = Drive.of(1);
        Iterator<Drive.Row> rows =
                LongStream.range(from, to).mapToObj(i -> drive.row(1, i)).iterator();
        try (Connection connection = database.source().getConnection();
                PreparedStatement insert = connection.prepareStatement(schema.insert(postgres))) {
            connection.setAutoCommit(false);
            while (rows.hasNext()) {
                for (int i = 0; i < FrameTable.BATCH && rows.hasNext(); i++) {
                    schema.insert(insert, rows.next());
                }
                insert.executeBatch();
                connection.commit();
            }
        }
    }

    private void summarize() throws SQLException {
        long width = frames / POINTS * Drive.SECOND_MICROS;
        String sql = "SELECT (observed_at - CAST(? AS BIGINT)) / CAST(? AS BIGINT) AS bucket, min(n), max(n),"
                + " min(observed_at), max(observed_at) FROM (SELECT observed_at, " + schema.rpm(postgres)
                + " AS n FROM frames WHERE vehicle = 1 AND observed_at >= ? AND observed_at < ?" + schema.where()
                + (postgres ? " OFFSET 0" : "") + ") AS f GROUP BY bucket ORDER BY bucket";
        long start = Drive.START_MICROS;
        expect(POINTS, ask(sql, start, width, start, start + frames * Drive.SECOND_MICROS));
    }

    /** Of all signals: of a row a signal, by the bounds of its time, which goes along its key. */
    private void page() throws SQLException {
        long start = Drive.START_MICROS + (frames - PAGE) / 2 * Drive.SECOND_MICROS;
        long end = start + PAGE * Drive.SECOND_MICROS;
        String sql = "SELECT * FROM frames WHERE vehicle = 1 AND observed_at >= ? AND observed_at < ?"
                + " ORDER BY vehicle, observed_at, frame_key";
        expect(schema == Schema.SIGNAL ? PAGE * Drive.of(1).signals() : PAGE, ask(sql, start, end));
    }

    private static void expect(int wanted, int found) {
        if (found != wanted) {
            throw new IllegalStateException("found " + found + " instead of " + wanted);
        }
    }

    /** Every column of every row is taken. */
    private int ask(String sql, long... parameters) throws SQLException {
        try (Connection connection = database.source().getConnection();
                PreparedStatement ask = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                ask.setLong(i + 1, parameters[i]);
            }
            int found = 0;
            try (ResultSet rows = ask.executeQuery()) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    found++;
                    for (int i = 1; i <= columns; i++) {
                        Object value = rows.getObject(i);
                        if (value instanceof java.sql.Array array) {
                            array.getArray();
                        }
                    }
                }
            }
            return found;
        }
    }
}
