package io.vehicletelemetry.benchmarks.history;

import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.jdbc.JdbcTelemetryHistory;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;

/**
 * How long questions take: one signal of 24 hours and of all days to 600 points, and a page of 1,000 frames, of a vehicle
 * with 14 signals that sent a frame a second; and how the database goes about it.
 *
 * <p>Arguments: h2 or postgresql, days (30), rounds (15).
 */
public final class QueryTime {

    private static final int DAY = 86_400;
    private static final int POINTS = 600;

    private final BenchmarkDatabase database;
    private final JdbcTelemetryHistory history;
    private final PrintStream out;
    private final int days;

    private QueryTime(BenchmarkDatabase database, PrintStream out, int days) {
        this.database = database;
        this.history = JdbcTelemetryHistory.builder(database.source()).build();
        this.out = out;
        this.days = days;
    }

    /**
     * Runs it.
     *
     * @param args as in the class comment
     * @throws Exception if it cannot be measured
     */
    public static void main(String[] args) throws Exception {
        int days = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 15;
        try (BenchmarkDatabase database = BenchmarkDatabase.open(args[0])) {
            new QueryTime(database, System.out, days).run(rounds);
        }
    }

    private void run(int rounds) throws Exception {
        double seconds = Rounds.seconds(() -> FrameTable.fill(database, history, Drive.of(1), (long) days * DAY));
        out.printf("%d frames by hand in %.1f s%n", days * DAY, seconds);
        out.println("24 hours to 600 points, ms: " + Rounds.millis(rounds, () -> summarize(days / 2, 1)));
        out.println(days + " days to 600 points, ms: " + Rounds.millis(rounds / 2, () -> summarize(0, days)));
        out.println("page of 1,000 frames, ms: " + Rounds.millis(rounds, this::page));
        plan("find");
        plan("summarize");
    }

    private void summarize(int fromDay, int length) {
        int found = history.summarize(
                        HistoryQuery.of(
                                        Drive.of(1).vehicle(),
                                        Drive.time((long) fromDay * DAY),
                                        Drive.time((long) (fromDay + length) * DAY))
                                .signals(List.of("rpm")),
                        Duration.ofSeconds((long) length * DAY / POINTS))
                .size();
        if (found != POINTS) {
            throw new IllegalStateException("found " + found + " points");
        }
    }

    private void page() {
        int found = history.find(HistoryQuery.of(
                        Drive.of(1).vehicle(), Drive.time((long) days * DAY / 2), Drive.time((long) days * DAY)))
                .size();
        if (found != HistoryQuery.DEFAULT_LIMIT) {
            throw new IllegalStateException("found " + found + " frames");
        }
    }

    /** What the database says of a statement of the history, asked as the history asks. */
    private void plan(String name) throws Exception {
        String folder = database.isPostgres() ? "postgresql" : "h2";
        String sql = SqlResource.read(folder, name)
                .replace("{having}", "")
                .replace("{columns}", SqlResource.read(folder, "column"))
                .replace("{aggregates}", SqlResource.read(folder, "aggregates"))
                .replace("{position}", "1");
        long from = Drive.START_MICROS;
        long to = from + (long) days * DAY * Drive.SECOND_MICROS;
        out.println("plan of " + name);
        try (Connection connection = database.source().getConnection();
                PreparedStatement explain = connection.prepareStatement("EXPLAIN ANALYZE " + sql)) {
            List<Number> parameters = name.equals("find")
                    ? List.of(1, (from + to) / 2, to, (from + to) / 2 - 1, Long.MAX_VALUE, 1_000)
                    : List.of(from, (to - from) / POINTS, 1, from, to);
            for (int i = 0; i < parameters.size(); i++) {
                explain.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    out.println("    " + lines.getString(1).replace("\n", "\n    "));
                }
            }
        }
    }
}
