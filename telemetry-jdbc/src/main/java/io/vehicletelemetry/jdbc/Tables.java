package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whether the tables are there and of the shape that is known, so that nothing of somebody else is touched. */
final class Tables {

    private static final Map<String, List<String>> COLUMNS = new TreeMap<>(Map.of(
            "telemetry_vehicle", List.of("no", "id"),
            "telemetry_signal", List.of("vehicle", "position", "name"),
            "telemetry_frame", List.of("observed_at", "frame_key", "arrived_at", "vehicle", "numbers", "others"),
            "telemetry_sequence", List.of("vehicle", "frame_key", "arrived_at"),
            "telemetry_state", List.of("vehicle", "since", "state", "cause"),
            "telemetry_reject", List.of("no", "vehicle", "observed_at", "arrived_at", "reason", "content")));

    private Tables() {}

    /**
     * Looks at the tables.
     *
     * @return true where all are there, false where none is
     * @throws HistoryException if only some are there, or one has another shape
     */
    static boolean areThere(Connection connection) throws SQLException {
        Set<String> there = new LinkedHashSet<>();
        Set<String> missing = new LinkedHashSet<>();
        for (Map.Entry<String, List<String>> table : COLUMNS.entrySet()) {
            Set<String> columns = columns(connection, table.getKey());
            if (columns.isEmpty()) {
                missing.add(table.getKey());
            } else {
                there.add(table.getKey());
                check(table.getKey(), table.getValue(), columns);
            }
        }
        if (!there.isEmpty() && !missing.isEmpty()) {
            throw HistoryException.refused(
                    "tables " + there + " are there and " + missing
                            + " are missing: allowed are all or none; nothing was" + " touched",
                    null);
        }
        return missing.isEmpty();
    }

    private static void check(String table, List<String> expected, Set<String> columns) {
        for (String column : expected) {
            if (!columns.contains(column)) {
                throw HistoryException.refused(
                        "table " + table + " is there without the column " + column + " (it has " + columns
                                + "): it is somebody else's or of another version; nothing was touched",
                        null);
            }
        }
    }

    private static Set<String> columns(Connection connection, String table) throws SQLException {
        DatabaseMetaData meta = connection.getMetaData();
        String stored = meta.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
        String pattern = stored.replace("_", meta.getSearchStringEscape() + "_");
        Set<String> columns = new LinkedHashSet<>();
        try (ResultSet rows = meta.getColumns(connection.getCatalog(), connection.getSchema(), pattern, null)) {
            while (rows.next()) {
                columns.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return columns;
    }
}
