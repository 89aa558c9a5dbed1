package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryException;
import io.vehicletelemetry.core.model.VehicleId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The layouts of the vehicles. They only grow, so that one that was read is right for ever, if perhaps not complete.
 *
 * <p><em>Thread-safe.</em>
 */
final class Layouts {
    /*
     * Invariant: what is kept here is committed. The map is guarded by its lock, held for a look-up alone and never while
     * the database is asked; of two threads that ask for the same, the one that ends later puts the same or more.
     */

    private static final int KEPT = 20_000;

    private final Database database;
    private final Statements sql;
    private final Map<VehicleId, Layout> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<VehicleId, Layout> eldest) {
            return size() > KEPT;
        }
    };

    Layouts(Database database, Statements sql) {
        this.database = database;
        this.sql = sql;
    }

    /** A layout that has these signals: a transaction of its own, where one of them is new. */
    Layout having(VehicleId vehicle, Set<String> names) {
        Layout known = kept(vehicle);
        if (known != null && known.hasAll(names)) {
            return known;
        }
        try {
            return keep(vehicle, entered(vehicle, names));
        } catch (HistoryException e) {
            if (!Failures.isNotUnique(e)) {
                throw e;
            }
        }
        return keep(vehicle, entered(vehicle, names)); // another thread was faster: now its row is found
    }

    private Layout entered(VehicleId vehicle, Set<String> names) {
        return database.transaction("entering vehicle " + vehicle, on -> entered(on, vehicle, names));
    }

    /** The layout with every signal that is there now, or null where nothing is known of the vehicle. */
    @Nullable
    Layout find(Connection connection, VehicleId vehicle) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(sql.get("findVehicle"))) {
            find.setString(1, vehicle.value());
            try (ResultSet rows = find.executeQuery()) {
                return rows.next() ? read(connection, rows.getInt(1)) : null;
            }
        }
    }

    private Layout entered(Connection connection, VehicleId vehicle, Set<String> names) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql.get("insertVehicle"))) {
            insert.setString(1, vehicle.value());
            insert.executeUpdate();
        }
        Layout layout = read(connection, locked(connection, vehicle));
        List<String> more = new ArrayList<>();
        try (PreparedStatement insert = connection.prepareStatement(sql.get("insertSignal"))) {
            for (String name : names) {
                if (layout.position(name) == 0) {
                    more.add(name);
                    insert.setInt(1, layout.vehicle());
                    insert.setInt(2, layout.size() + more.size());
                    insert.setString(3, name);
                    insert.executeUpdate();
                }
            }
        }
        return layout.with(more);
    }

    /** Whoever enters signals of a vehicle holds its row. */
    private int locked(Connection connection, VehicleId vehicle) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(sql.get("lockVehicle"))) {
            lock.setString(1, vehicle.value());
            try (ResultSet rows = lock.executeQuery()) {
                if (!rows.next()) {
                    throw HistoryException.away("vehicle " + vehicle + " was removed meanwhile", null);
                }
                return rows.getInt(1);
            }
        }
    }

    private Layout read(Connection connection, int vehicle) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement signals = connection.prepareStatement(sql.get("signals"))) {
            signals.setInt(1, vehicle);
            try (ResultSet rows = signals.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return new Layout(vehicle, names);
    }

    /** What is known of a vehicle without asking the database, or null. */
    @Nullable
    Layout kept(VehicleId vehicle) {
        synchronized (kept) {
            return kept.get(vehicle);
        }
    }

    private Layout keep(VehicleId vehicle, Layout layout) {
        synchronized (kept) {
            kept.put(vehicle, layout);
        }
        return layout;
    }
}
