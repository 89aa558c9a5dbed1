package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.model.Signals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where frames stand on PostgreSQL: a partition a week, from Thursday to Thursday as the time of computers began on one.
 * On H2 there are none.
 *
 * <p><em>Thread-safe.</em>
 */
final class Partitions {

    /** What is before stands in one partition: a lying clock makes no more than the weeks since then. */
    static final LocalDate FIRST = LocalDate.parse("2025-01-02");

    private static final String PREFIX = "telemetry_frame_";
    private static final long WEEK_MICROS = 7 * 86_400_000_000L;
    private static final long FIRST_WEEK =
            Signals.micros(FIRST.atStartOfDay(ZoneOffset.UTC).toInstant()) / WEEK_MICROS;

    private final Database database;
    private final Dialect dialect;
    private final Statements sql;
    private final Set<Long> made = ConcurrentHashMap.newKeySet();

    Partitions(Database database, Dialect dialect, Statements sql) {
        this.database = database;
        this.dialect = dialect;
        this.sql = sql;
    }

    /** Makes what frames need and is not there yet, in a transaction of its own. */
    void make(List<RecordedFrame> frames) {
        if (dialect != Dialect.POSTGRESQL) {
            return;
        }
        Set<Long> missing = new TreeSet<>();
        for (RecordedFrame frame : frames) {
            long week = Math.floorDiv(Signals.micros(frame.time()), WEEK_MICROS);
            if (week >= FIRST_WEEK && !made.contains(week)) {
                missing.add(week);
            }
        }
        if (!missing.isEmpty()) {
            database.transaction("making partitions", connection -> make(connection, missing));
            made.addAll(missing);
        }
    }

    private int make(Connection connection, Set<Long> weeks) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.get("partitionLock")); // of two at once the second would fail
            for (long week : weeks) {
                statement.execute(sql.get("createPartition", "partition", name(week))
                        .replace("{from}", Long.toString(week * WEEK_MICROS))
                        .replace("{to}", Long.toString((week + 1) * WEEK_MICROS)));
            }
        }
        return weeks.size();
    }

    /** Looks again before the next frames: somebody may have dropped what was made. */
    void forget() {
        made.clear();
    }

    /**
     * Drops the partitions that end before a time. Gives up at once where somebody reads one of them: the next time is
     * soon enough, and nothing that is to be written waits behind.
     *
     * @return how many
     */
    int dropBefore(Instant time) {
        if (dialect != Dialect.POSTGRESQL) {
            return 0;
        }
        int dropped = 0;
        for (String partition : database.transaction("listing partitions", this::all)) {
            LocalDate start = LocalDate.parse(partition.substring(PREFIX.length()), DateTimeFormatter.BASIC_ISO_DATE);
            if (!start.plusWeeks(1).atStartOfDay(ZoneOffset.UTC).toInstant().isAfter(time)) {
                database.transaction("dropping " + partition, connection -> drop(connection, partition));
                dropped++;
            }
        }
        if (dropped > 0) {
            forget();
        }
        return dropped;
    }

    private List<String> all(Connection connection) throws SQLException {
        List<String> partitions = new ArrayList<>();
        try (PreparedStatement list = connection.prepareStatement(sql.get("partitions"));
                ResultSet rows = list.executeQuery()) {
            while (rows.next()) {
                partitions.add(rows.getString(1));
            }
        }
        return partitions;
    }

    private boolean drop(Connection connection, String partition) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.get("lockTimeout"));
            return statement.execute(sql.get("dropPartition", "partition", partition));
        }
    }

    private static String name(long week) {
        LocalDate start = LocalDate.ofEpochDay(week * 7);
        return PREFIX + start.format(DateTimeFormatter.BASIC_ISO_DATE);
    }
}
