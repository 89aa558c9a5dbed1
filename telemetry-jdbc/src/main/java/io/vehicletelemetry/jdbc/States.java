package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds states.
 *
 * <p><em>Thread-safe.</em>
 */
final class States {

    private final Statements sql;
    private final Queries queries;
    private final Layouts layouts;

    States(Statements sql, Queries queries, Layouts layouts) {
        this.sql = sql;
        this.queries = queries;
        this.layouts = layouts;
    }

    List<RecordedState> find(VehicleId vehicle, Instant from, Instant to, int limit) {
        if (!from.isBefore(to)) {
            return List.of();
        }
        HistoryQuery time = HistoryQuery.of(vehicle, from, to); // whole microseconds, as the times of states are
        return queries.ask("finding states", (connection, deadline) -> {
            Layout layout = layouts.find(connection, vehicle);
            if (layout == null) {
                return List.of();
            }
            List<RecordedState> states = new ArrayList<>();
            try (PreparedStatement within = connection.prepareStatement(sql.get("states"))) {
                within.setInt(1, layout.vehicle());
                within.setLong(2, Signals.micros(time.from()));
                within.setLong(3, Signals.micros(time.to()));
                within.setInt(4, limit);
                read(within, vehicle, states);
            }
            if (states.isEmpty() || states.get(0).since().isAfter(from)) {
                states.addAll(0, before(connection, vehicle, layout, time.from()));
            }
            return states.size() > limit ? states.subList(0, limit) : states;
        });
    }

    /** The newest state that began before a time, if there is one. */
    List<RecordedState> before(Connection connection, VehicleId vehicle, Layout layout, Instant time)
            throws SQLException {
        try (PreparedStatement before = connection.prepareStatement(sql.get("stateBefore"))) {
            before.setInt(1, layout.vehicle());
            before.setLong(2, Signals.micros(time));
            List<RecordedState> held = new ArrayList<>();
            read(before, vehicle, held);
            return held;
        }
    }

    private static void read(PreparedStatement statement, VehicleId vehicle, List<RecordedState> states)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                states.add(new RecordedState(
                        vehicle,
                        VehicleState.valueOf(rows.getString(2)),
                        Instant.EPOCH.plus(rows.getLong(1), ChronoUnit.MICROS),
                        Cause.valueOf(rows.getString(3))));
            }
        }
    }
}
