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

/**
 * Sums numbers up in the database, one signal after the other.
 *
 * <p><em>Thread-safe.</em>
 */
final class Summaries {

    private final Database database;
    private final Statements sql;
    private final Layouts layouts;

    Summaries(Database database, Statements sql, Layouts layouts) {
        this.database = database;
        this.sql = sql;
        this.layouts = layouts;
    }

    List<HistoryBucket> summarize(HistoryQuery query, Duration width) {
        long micros = width.dividedBy(Duration.of(1, ChronoUnit.MICROS));
        if (micros < 1 || !width.equals(Duration.of(micros, ChronoUnit.MICROS))) {
            throw new IllegalArgumentException("width " + width + ": allowed are whole microseconds from 1");
        }
        Map<Long, Map<String, Numbers>> buckets = new TreeMap<>();
        database.transaction("summarizing", connection -> {
            Layout layout = layouts.find(connection, query.vehicle());
            if (layout != null) {
                for (String name : query.signals().isEmpty() ? layout.names() : query.signals()) {
                    if (layout.position(name) > 0) {
                        add(connection, query, micros, layout, name, buckets);
                    }
                }
            }
            return buckets.size();
        });
        List<HistoryBucket> all = new ArrayList<>(buckets.size());
        buckets.forEach((bucket, signals) ->
                all.add(new HistoryBucket(query.from().plus(bucket * micros, ChronoUnit.MICROS), signals)));
        return all;
    }

    private void add(
            Connection connection,
            HistoryQuery query,
            long width,
            Layout layout,
            String name,
            Map<Long, Map<String, Numbers>> buckets)
            throws SQLException {
        long from = Signals.micros(query.from());
        try (PreparedStatement summarize =
                connection.prepareStatement(sql.get("summarize", "position", layout.position(name)))) {
            summarize.setInt(1, layout.vehicle());
            summarize.setInt(2, layout.vehicle());
            summarize.setLong(3, from);
            summarize.setLong(4, width);
            summarize.setInt(5, layout.vehicle());
            summarize.setLong(6, from);
            summarize.setLong(7, Signals.micros(query.to()));
            try (ResultSet rows = summarize.executeQuery()) {
                while (rows.next()) {
                    buckets.computeIfAbsent(rows.getLong(1), bucket -> new LinkedHashMap<>())
                            .put(
                                    name,
                                    new Numbers(
                                            rows.getDouble(2),
                                            rows.getDouble(3),
                                            rows.getDouble(4),
                                            rows.getDouble(5)));
                }
            }
        }
    }
}
