package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryException;
import java.sql.Connection;
import java.sql.SQLException;

/** In what the databases differ beside their SQL. */
enum Dialect {
    H2("h2", true),
    POSTGRESQL("postgresql", false);

    private final String folder;
    private final boolean delayed;

    Dialect(String folder, boolean delayed) {
        this.folder = folder;
        this.delayed = delayed;
    }

    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            default -> throw HistoryException.refused("database " + product + ": known are H2 and PostgreSQL", null);
        };
    }

    /** Where its SQL is, among the resources. */
    String folder() {
        return "io/vehicletelemetry/jdbc/" + folder;
    }

    /** Whether what is committed reaches the disk a while later, unless one asks for it. */
    boolean isDelayed() {
        return delayed;
    }
}
