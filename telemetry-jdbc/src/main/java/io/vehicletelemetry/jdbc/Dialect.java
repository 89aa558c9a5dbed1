package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryException;
import java.sql.Connection;
import java.sql.SQLException;

/** In what the databases differ beside their SQL. */
enum Dialect {
    H2("h2", "DOUBLE PRECISION", "VARCHAR"),
    POSTGRESQL("postgresql", "float8", "text");

    private final String folder;
    private final String numberType;
    private final String textType;

    Dialect(String folder, String numberType, String textType) {
        this.folder = folder;
        this.numberType = numberType;
        this.textType = textType;
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

    /** The element type of an array of numbers. */
    String numberType() {
        return numberType;
    }

    /** The element type of an array of texts. */
    String textType() {
        return textType;
    }
}
