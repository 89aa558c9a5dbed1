package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryBucket;
import io.vehicletelemetry.core.history.HistoryBucket.Numbers;
import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.model.Signals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sums numbers up in the database: one reading of the time for many signals, and then one look at the frames in which
 * their first and last numbers stand.
 *
 * <p><em>Thread-safe.</em>
 */
final class Summaries {

    /** A statement has four columns a signal, and databases bound the columns of one. */
    private static final int SIGNALS_AT_ONCE = 50;

    private static final int FETCH_SIZE = 1_000;

    private final Statements sql;
    private final Queries queries;
    private final Layouts layouts;

    Summaries(Statements sql, Queries queries, Layouts layouts) {
        this.sql = sql;
        this.queries = queries;
        this.layouts = layouts;
    }

    List<HistoryBucket> summarize(HistoryQuery query, Duration width) {
        long micros = width.dividedBy(Duration.of(1, ChronoUnit.MICROS));
        if (micros < 1 || !width.equals(Duration.of(micros, ChronoUnit.MICROS))) {
            throw new IllegalArgumentException("width " + width + ": allowed are whole microseconds from 1");
        }
        Map<Long, Map<String, Numbers>> buckets = queries.ask("summarizing", (connection, deadline) -> {
            Layout layout = layouts.find(connection, query.vehicle());
            return layout == null ? Map.of() : buckets(connection, deadline, query, micros, layout);
        });
        List<HistoryBucket> all = new ArrayList<>(buckets.size());
        buckets.forEach((bucket, signals) ->
                all.add(new HistoryBucket(query.from().plus(bucket * micros, ChronoUnit.MICROS), signals)));
        return all;
    }

    private Map<Long, Map<String, Numbers>> buckets(
            Connection connection, Queries.Deadline deadline, HistoryQuery query, long width, Layout layout)
            throws SQLException {
        List<String> names = (query.signals().isEmpty() ? layout.names() : query.signals())
                .stream().filter(name -> layout.position(name) > 0).distinct().toList();
        Map<Long, Map<String, Numbers>> buckets = new TreeMap<>();
        for (int i = 0; i < names.size(); i += SIGNALS_AT_ONCE) {
            List<String> some = names.subList(i, Math.min(names.size(), i + SIGNALS_AT_ONCE));
            List<Range> ranges = ranges(connection, query, width, layout, some);
            deadline.check();
            BucketEnds ends = BucketEnds.read(
                    connection,
                    sql.get("numbersAt", "columns", each("column", some, layout)),
                    layout.vehicle(),
                    some.size(),
                    ranges);
            for (Range range : ranges) {
                Numbers numbers = ends.numbers(range);
                if (numbers != null) {
                    buckets.computeIfAbsent(range.bucket(), bucket -> new LinkedHashMap<>())
                            .put(some.get(range.signal()), numbers);
                }
            }
            deadline.check();
        }
        return buckets;
    }

    private List<Range> ranges(Connection connection, HistoryQuery query, long width, Layout layout, List<String> names)
            throws SQLException {
        long from = Signals.micros(query.from());
        String text = sql.get("summarize", "columns", each("column", names, layout))
                .replace("{aggregates}", each("aggregates", names, layout));
        List<Range> ranges = new ArrayList<>();
        try (PreparedStatement summarize = connection.prepareStatement(text)) {
            summarize.setFetchSize(FETCH_SIZE);
            summarize.setLong(1, from);
            summarize.setLong(2, width);
            summarize.setInt(3, layout.vehicle());
            summarize.setLong(4, from);
            summarize.setLong(5, Signals.micros(query.to()));
            try (ResultSet rows = summarize.executeQuery()) {
                while (rows.next()) {
                    for (int i = 0; i < names.size(); i++) {
                        int column = 2 + 4 * i;
                        long begins = rows.getLong(column + 2);
                        if (!rows.wasNull()) {
                            ranges.add(new Range(
                                    rows.getLong(1),
                                    i,
                                    rows.getDouble(column),
                                    rows.getDouble(column + 1),
                                    begins,
                                    rows.getLong(column + 3)));
                        }
                    }
                }
            }
        }
        return ranges;
    }

    /** A part of a statement for each of the signals. */
    private String each(String part, List<String> names, Layout layout) {
        return names.stream()
                .map(name -> sql.get(part, "position", layout.position(name)))
                .collect(Collectors.joining());
    }

    /** The numbers of one signal in one bucket, and the times of its first and last frame with the signal. */
    record Range(long bucket, int signal, double least, double greatest, long begins, long ends) {}
}
