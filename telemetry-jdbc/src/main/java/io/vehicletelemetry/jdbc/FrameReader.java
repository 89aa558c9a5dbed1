package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.LastKnown.Collector;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.RecordedFrame.Position;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.VehicleId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds frames.
 *
 * <p><em>Thread-safe.</em>
 */
final class FrameReader {

    private static final int FETCH_SIZE = 1_000;
    /** Has all signals of most vehicles. */
    private static final int FIRST_LOOK = 50;

    private final Statements sql;
    private final Queries queries;
    private final Layouts layouts;

    FrameReader(Statements sql, Queries queries, Layouts layouts) {
        this.sql = sql;
        this.queries = queries;
        this.layouts = layouts;
    }

    List<RecordedFrame> find(HistoryQuery query) {
        return queries.ask("finding frames", (connection, deadline) -> {
            Layout layout = layouts.find(connection, query.vehicle());
            return layout == null ? List.of() : find(connection, deadline, query, layout);
        });
    }

    private List<RecordedFrame> find(
            Connection connection, Queries.Deadline deadline, HistoryQuery query, Layout layout) throws SQLException {
        Set<String> names = new HashSet<>(query.signals());
        String having = having(query.signals(), layout);
        if (!names.isEmpty() && having.isEmpty()) {
            return List.of();
        }
        List<RecordedFrame> found = new ArrayList<>();
        Position after = query.after();
        int read;
        do { // what only seems to have one of the signals makes another round
            deadline.check();
            List<RecordedFrame> page =
                    page(connection, query.after(after), layout, having, query.limit() - found.size());
            read = page.size();
            for (RecordedFrame frame : page) {
                after = frame.position();
                RecordedFrame shown = names.isEmpty() ? frame : only(frame, names);
                if (shown != null) {
                    found.add(shown);
                }
            }
        } while (read > 0 && found.size() < query.limit() && !names.isEmpty());
        return found;
    }

    /** A condition that every frame with one of the signals meets; empty where no signal is asked for or known. */
    private String having(List<String> names, Layout layout) {
        List<Integer> positions = names.stream()
                .map(layout::position)
                .filter(position -> position > 0)
                .toList();
        return positions.isEmpty()
                ? ""
                : positions.stream()
                        .map(position -> sql.get("having", "position", position))
                        .collect(Collectors.joining(" OR ", "AND (", " OR others IS NOT NULL)"));
    }

    private List<RecordedFrame> page(Connection connection, HistoryQuery query, Layout layout, String having, int limit)
            throws SQLException {
        long from = Signals.micros(query.from());
        Position after = query.after();
        boolean goesOn = after != null && !after.time().isBefore(query.from());
        long afterMicros = goesOn && after != null ? Signals.micros(after.time()) : from - 1;
        try (PreparedStatement find = connection.prepareStatement(sql.get("find", "having", having))) {
            find.setFetchSize(FETCH_SIZE);
            find.setInt(1, layout.vehicle());
            find.setLong(2, Math.max(from, afterMicros));
            find.setLong(3, Signals.micros(query.to()));
            find.setLong(4, afterMicros);
            find.setLong(5, goesOn && after != null ? after.key() : Long.MAX_VALUE);
            find.setInt(6, limit);
            return frames(connection, find, query.vehicle(), layout);
        }
    }

    long count(HistoryQuery query) {
        return queries.ask("counting frames", (connection, deadline) -> {
            Layout layout = layouts.find(connection, query.vehicle());
            if (layout == null) {
                return 0L;
            }
            try (PreparedStatement count = connection.prepareStatement(sql.get("count"))) {
                count.setInt(1, layout.vehicle());
                count.setLong(2, Signals.micros(query.from()));
                count.setLong(3, Signals.micros(query.to()));
                try (ResultSet rows = count.executeQuery()) {
                    return rows.next() ? rows.getLong(1) : 0L;
                }
            }
        });
    }

    List<RecordedFrame> newest(VehicleId vehicle, int limit) {
        return queries.ask("finding the newest frames", (connection, deadline) -> {
            Layout layout = layouts.find(connection, vehicle);
            if (layout == null) {
                return List.of();
            }
            try (PreparedStatement newest = connection.prepareStatement(sql.get("newest"))) {
                newest.setFetchSize(FETCH_SIZE);
                newest.setInt(1, layout.vehicle());
                newest.setInt(2, limit);
                List<RecordedFrame> frames = frames(connection, newest, vehicle, layout);
                Collections.reverse(frames);
                return frames;
            }
        });
    }

    /**
     * Looks for the newest value of each signal, from the newest frame on and until it has all of them.
     *
     * @param last takes the frames
     */
    void last(Connection connection, VehicleId vehicle, Layout layout, Instant before, int depth, Collector last)
            throws SQLException {
        Position end = new Position(before, Long.MIN_VALUE);
        int left = depth;
        int limit = FIRST_LOOK;
        int read;
        do {
            List<RecordedFrame> page = newestBefore(connection, vehicle, layout, end, Math.min(limit, left));
            read = page.size();
            for (RecordedFrame frame : page) {
                end = frame.position();
                last.add(frame);
            }
            left -= read;
            limit = FETCH_SIZE;
        } while (read > 0 && left > 0 && last.size() < layout.size());
    }

    private List<RecordedFrame> newestBefore(
            Connection connection, VehicleId vehicle, Layout layout, Position end, int limit) throws SQLException {
        try (PreparedStatement newest = connection.prepareStatement(sql.get("newestBefore"))) {
            newest.setFetchSize(FETCH_SIZE);
            newest.setInt(1, layout.vehicle());
            newest.setLong(2, Signals.micros(end.time()));
            newest.setLong(3, Signals.micros(end.time()));
            newest.setLong(4, end.key());
            newest.setInt(5, limit);
            return frames(connection, newest, vehicle, layout);
        }
    }

    List<String> signals(VehicleId vehicle) {
        return queries.ask("listing signals", (connection, deadline) -> {
            Layout layout = layouts.find(connection, vehicle);
            return layout == null ? List.of() : layout.names();
        });
    }

    private List<RecordedFrame> frames(
            Connection connection, PreparedStatement statement, VehicleId vehicle, Layout layout) throws SQLException {
        List<RecordedFrame> frames = new ArrayList<>();
        Layout now = layout;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                long observed = rows.getLong(1);
                long key = rows.getLong(2);
                long arrived = rows.getLong(3);
                Instant arrival = instant(rows.wasNull() ? observed : arrived);
                @Nullable Object[] numbers = Objects.requireNonNull(array(rows.getArray(4)), "numbers");
                @Nullable Object @Nullable [] others = array(rows.getArray(5));
                if (FrameRow.reach(numbers, others) > now.size()) { // a signal that is new since the layout was read
                    now = Objects.requireNonNullElse(layouts.find(connection, vehicle), now);
                }
                Signals signals = FrameRow.signals(numbers, others, now, observed);
                frames.add(RecordedFrame.stored(vehicle, instant(observed), key, arrival, signals));
            }
        }
        return frames;
    }

    private static @Nullable Object @Nullable [] array(@Nullable Array array) throws SQLException {
        return array == null ? null : (Object[]) array.getArray();
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static @Nullable RecordedFrame only(RecordedFrame frame, Set<String> names) {
        Signals all = frame.signals();
        Signals.Builder kept = Signals.builder();
        for (int i = 0; i < all.size(); i++) {
            if (names.contains(all.name(i))) {
                kept.put(all.name(i), all.value(i), all.observedMicros(i), 0);
            }
        }
        return kept.size() == 0
                ? null
                : RecordedFrame.stored(frame.vehicle(), frame.time(), frame.key(), frame.arrival(), kept.build());
    }
}
