package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryException;
import java.sql.Connection;
import java.sql.SQLException;

/** In what the databases differ beside their SQL. */
enum Dialect {
    H2("h2", "DOUBLE PRECISION", "VARCHAR", true),
    POSTGRESQL("postgresql", "float8", "text", false);

    private final String folder;
    private final String numberType;
    private final String textType;
    private final boolean delayed;

    Dialect(String folder, String numberType, String textType, boolean delayed) {
        this.folder = folder;
        this.numberType = numberType;
        this.textType = textType;
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

    /** The element type of an array of numbers. */
    String numberType() {
        return numberType;
    }

    /** The element type of an array of texts. */
    String textType() {
        return textType;
    }
}
