package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryBucket.Numbers;
import io.vehicletelemetry.jdbc.Summaries.Range;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers with which buckets begin and end. There are far fewer than frames: they are looked up by the key.
 *
 * <p><em>Immutable.</em> Once it was read.
 */
final class BucketEnds {

    private static final int TIMES_AT_ONCE = 5_000;

    private final Map<Long, @Nullable Double[]> firstAt = new HashMap<>();
    private final Map<Long, @Nullable Double[]> lastAt = new HashMap<>();

    private BucketEnds() {}

    /**
     * Looks the numbers up.
     *
     * @param sql asks for a time and the numbers of the signals
     * @param signals how many these are
     */
    static BucketEnds read(Connection connection, String sql, int vehicle, int signals, List<Range> ranges)
            throws SQLException {
        BucketEnds ends = new BucketEnds();
        Long[] times = ranges.stream()
                .flatMapToLong(range -> LongStream.of(range.begins(), range.ends()))
                .sorted()
                .distinct()
                .boxed()
                .toArray(Long[]::new);
        try (PreparedStatement find = connection.prepareStatement(sql)) {
            for (int i = 0; i < times.length; i += TIMES_AT_ONCE) {
                find.setInt(1, vehicle);
                find.setArray(2, connection.createArrayOf("bigint", part(times, i)));
                try (ResultSet rows = find.executeQuery()) {
                    while (rows.next()) {
                        ends.add(rows, signals);
                    }
                }
            }
        }
        return ends;
    }

    private static Object[] part(Long[] times, int from) {
        return Arrays.copyOfRange(times, from, Math.min(times.length, from + TIMES_AT_ONCE));
    }

    /** Frames of one time come by their keys. */
    private void add(ResultSet row, int signals) throws SQLException {
        long time = row.getLong(1);
        @Nullable Double[] first = firstAt.computeIfAbsent(time, t -> new @Nullable Double[signals]);
        @Nullable Double[] last = lastAt.computeIfAbsent(time, t -> new @Nullable Double[signals]);
        for (int i = 0; i < signals; i++) {
            double number = row.getDouble(2 + i);
            if (!row.wasNull()) {
                if (first[i] == null) {
                    first[i] = number;
                }
                last[i] = number;
            }
        }
    }

    /** The numbers of a range, or null where retention removed its frames meanwhile. */
    @Nullable
    Numbers numbers(Range range) {
        Double first = at(firstAt, range.begins(), range.signal());
        Double last = at(lastAt, range.ends(), range.signal());
        return first == null || last == null ? null : new Numbers(range.least(), range.greatest(), first, last);
    }

    private static @Nullable Double at(Map<Long, @Nullable Double[]> numbers, long time, int signal) {
        @Nullable Double[] found = numbers.get(time);
        return found == null ? null : found[signal];
    }
}
