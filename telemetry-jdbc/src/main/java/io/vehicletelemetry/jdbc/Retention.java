package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.model.Signals;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes what is too old, in small steps: whole partitions where there are any, the rest by the primary key.
 *
 * <p><em>Thread-safe.</em>
 */
final class Retention {

    private static final Logger LOG = System.getLogger(JdbcTelemetryHistory.class.getName());
    private static final int STEP = 5_000;
    private static final List<String> DELETIONS = List.of("deleteFrames", "deleteSequences", "deleteStates");

    private final Database database;
    private final Statements sql;
    private final Partitions partitions;

    Retention(Database database, Statements sql, Partitions partitions) {
        this.database = database;
        this.sql = sql;
        this.partitions = partitions;
    }

    void removeBefore(Instant time) {
        long micros = Signals.micros(time);
        long rows = delete("deleteRejects", delete -> delete.setLong(1, micros), 2);
        for (int vehicle : database.transaction("listing vehicles", Retention::vehicles)) {
            for (String deletion : DELETIONS) {
                rows += delete(
                        deletion,
                        delete -> {
                            delete.setInt(1, vehicle);
                            delete.setLong(2, micros);
                        },
                        3);
            }
        }
        int dropped = partitions.dropBefore(time); // last: it gives up where one is being read
        LOG.log(Level.DEBUG, "removed before {0}: {1} partitions and {2} rows", time, dropped, rows);
    }

    private interface Parameters {
        void set(PreparedStatement delete) throws SQLException;
    }

    private long delete(String deletion, Parameters parameters, int limitIndex) {
        long rows = 0;
        int step;
        do { // each in a transaction of its own, so that nothing is held for long
            step = database.transaction("removing what is old", connection -> {
                try (PreparedStatement delete = connection.prepareStatement(sql.get(deletion))) {
                    parameters.set(delete);
                    delete.setInt(limitIndex, STEP);
                    return delete.executeUpdate();
                }
            });
            rows += step;
        } while (step == STEP && !Thread.currentThread().isInterrupted());
        return rows;
    }

    private static List<Integer> vehicles(Connection connection) throws SQLException {
        List<Integer> vehicles = new ArrayList<>();
        try (PreparedStatement list = connection.prepareStatement("SELECT no FROM telemetry_vehicle");
                ResultSet rows = list.executeQuery()) {
            while (rows.next()) {
                vehicles.add(rows.getInt(1));
            }
        }
        return vehicles;
    }
}
