package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether the tables are there and of the shape that is known, so that nothing of somebody else is touched. */
final class Tables {

    /** What a column is to hold; databases have more than one name for a type, and some are the same to JDBC. */
    private enum Kind {
        INT(Types.INTEGER, ""),
        LONG(Types.BIGINT, ""),
        TEXT(Types.VARCHAR, ""),
        NUMBERS(Types.ARRAY, "float8|double.*"),
        TEXTS(Types.ARRAY, "text|varchar|character varying.*");

        private final int type;
        private final String element;

        Kind(int type, String element) {
            this.type = type;
            this.element = element;
        }

        boolean isOf(Column column) {
            return column.type == type
                    && (element.isEmpty() || elementOf(column.typeName).matches(element));
        }

        private static String elementOf(String array) {
            return array.toLowerCase(Locale.ROOT).replaceFirst("^_", "").replaceFirst(" array.*$", "");
        }
    }

    private record Column(int type, String typeName) {}

    private static final Map<String, Map<String, Kind>> COLUMNS = new TreeMap<>(Map.of(
            "telemetry_vehicle",
            Map.of("no", Kind.INT, "id", Kind.TEXT),
            "telemetry_signal",
            Map.of("vehicle", Kind.INT, "position", Kind.INT, "name", Kind.TEXT),
            "telemetry_frame",
            Map.of(
                    "observed_at", Kind.LONG,
                    "frame_key", Kind.LONG,
                    "arrived_at", Kind.LONG,
                    "vehicle", Kind.INT,
                    "numbers", Kind.NUMBERS,
                    "others", Kind.TEXTS),
            "telemetry_sequence",
            Map.of("vehicle", Kind.INT, "frame_key", Kind.LONG, "arrived_at", Kind.LONG),
            "telemetry_state",
            Map.of("vehicle", Kind.INT, "since", Kind.LONG, "state", Kind.TEXT, "cause", Kind.TEXT),
            "telemetry_reject",
            Map.of(
                    "no", Kind.LONG,
                    "vehicle", Kind.TEXT,
                    "observed_at", Kind.LONG,
                    "arrived_at", Kind.LONG,
                    "reason", Kind.TEXT,
                    "content", Kind.TEXT)));

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
        for (Map.Entry<String, Map<String, Kind>> table : COLUMNS.entrySet()) {
            Map<String, Column> columns = columns(connection, table.getKey());
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

    private static void check(String table, Map<String, Kind> expected, Map<String, Column> columns) {
        Set<String> wrong = new TreeSet<>();
        expected.forEach((name, kind) -> {
            Column column = columns.get(name);
            if (column == null) {
                wrong.add(name + " is missing");
            } else if (!kind.isOf(column)) {
                wrong.add(name + " is " + column.typeName);
            }
        });
        if (!wrong.isEmpty()) {
            throw HistoryException.refused(
                    "table " + table + " is there with other columns: " + wrong + " (it has " + columns.keySet()
                            + "); it is somebody else's or of another version; nothing was touched",
                    null);
        }
    }

    private static Map<String, Column> columns(Connection connection, String table) throws SQLException {
        DatabaseMetaData meta = connection.getMetaData();
        String stored = meta.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
        String pattern = stored.replace("_", meta.getSearchStringEscape() + "_");
        Map<String, Column> columns = new LinkedHashMap<>();
        try (ResultSet rows = meta.getColumns(connection.getCatalog(), connection.getSchema(), pattern, null)) {
            while (rows.next()) {
                columns.put(
                        rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
                        new Column(rows.getInt("DATA_TYPE"), String.valueOf(rows.getString("TYPE_NAME"))));
            }
        }
        return columns;
    }
}
