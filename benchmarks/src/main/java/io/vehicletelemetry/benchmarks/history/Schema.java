package io.vehicletelemetry.benchmarks.history;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Ways to keep a frame of 14 signals, each as good as it can be made: in one table, which is called {@code frames}. */
enum Schema {

    /** A row a frame, an array of its numbers: the history's own. */
    ARRAY {
        @Override
        String columns(boolean postgres) {
            return "numbers DOUBLE PRECISION" + (postgres ? "[]" : " ARRAY");
        }

        @Override
        void bind(PreparedStatement insert, Drive.Row row) throws SQLException {
            Double[] numbers = IntStream.range(0, row.numbers.length)
                    .mapToObj(i -> row.numbers[i])
                    .toArray(Double[]::new);
            insert.setObject(5, numbers);
            insert.addBatch();
        }

        @Override
        String rpm(boolean postgres) {
            return "numbers[1]";
        }
    },

    /** A row a frame, a JSON object of its signals. */
    JSON {
        @Override
        String columns(boolean postgres) {
            return "signals " + (postgres ? "jsonb" : "JSON");
        }

        @Override
        String value(boolean postgres) {
            return postgres ? "?::jsonb" : "? FORMAT JSON";
        }

        @Override
        void bind(PreparedStatement insert, Drive.Row row) throws SQLException {
            insert.setString(5, Drive.json(row.numbers));
            insert.addBatch();
        }

        @Override
        String rpm(boolean postgres) {
            return postgres
                    ? "(signals->'rpm')::double precision"
                    : "CAST(CAST((signals).\"rpm\" AS VARCHAR) AS DOUBLE PRECISION)";
        }
    },

    /** A row a frame, a column a signal. */
    WIDE {
        @Override
        String columns(boolean postgres) {
            return NAMES.stream().map(name -> name + " DOUBLE PRECISION").collect(Collectors.joining(", "));
        }

        @Override
        String value(boolean postgres) {
            return NAMES.stream().map(name -> "?").collect(Collectors.joining(", "));
        }

        @Override
        void bind(PreparedStatement insert, Drive.Row row) throws SQLException {
            for (int i = 0; i < row.numbers.length; i++) {
                insert.setDouble(5 + i, row.numbers[i]);
            }
            insert.addBatch();
        }

        @Override
        String rpm(boolean postgres) {
            return "rpm";
        }
    },

    /** A row a signal of a frame. */
    SIGNAL {
        @Override
        String columns(boolean postgres) {
            return "signal SMALLINT NOT NULL, number DOUBLE PRECISION";
        }

        @Override
        String key() {
            return "vehicle, signal, observed_at, frame_key";
        }

        @Override
        String value(boolean postgres) {
            return "?, ?";
        }

        @Override
        void bind(PreparedStatement insert, Drive.Row row) throws SQLException {
            for (int i = 0; i < row.numbers.length; i++) {
                insert.setInt(5, i);
                insert.setDouble(6, row.numbers[i]);
                insert.addBatch();
            }
        }

        @Override
        String rpm(boolean postgres) {
            return "number";
        }

        @Override
        String where() {
            return " AND signal = 0";
        }
    };

    private static final List<String> NAMES = Drive.of(1).names();

    abstract String columns(boolean postgres);

    abstract void bind(PreparedStatement insert, Drive.Row row) throws SQLException;

    abstract String rpm(boolean postgres);

    String key() {
        return "vehicle, observed_at, frame_key";
    }

    String value(boolean postgres) {
        return "?";
    }

    String where() {
        return "";
    }

    String create(boolean postgres) {
        return "CREATE TABLE frames (observed_at BIGINT NOT NULL, frame_key BIGINT NOT NULL, arrived_at BIGINT,"
                + " vehicle INTEGER NOT NULL, " + columns(postgres) + ", PRIMARY KEY (" + key() + "))";
    }

    String insert(boolean postgres) {
        return "INSERT INTO frames (observed_at, frame_key, arrived_at, vehicle, "
                + columns(postgres).replaceAll("(\\w+) [^,]+", "$1") + ") VALUES (?, ?, ?, ?, " + value(postgres)
                + ")";
    }

    void insert(PreparedStatement insert, Drive.Row row) throws SQLException {
        insert.setLong(1, row.observed);
        insert.setLong(2, row.key);
        insert.setLong(3, row.arrived);
        insert.setInt(4, row.vehicle);
        bind(insert, row);
    }
}
