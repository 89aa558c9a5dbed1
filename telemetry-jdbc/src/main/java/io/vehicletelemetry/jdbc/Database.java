package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Work on a connection as one transaction.
 *
 * <p><em>Thread-safe.</em>
 */
final class Database {

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final DataSource source;

    Database(DataSource source) {
        this.source = source;
    }

    /**
     * Does it and commits; rolls back whatever is thrown.
     *
     * @throws HistoryException where the database fails
     */
    <T> T transaction(String what, Work<T> work) {
        try (Connection connection = source.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.on(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(before);
            }
        } catch (SQLException e) {
            throw Failures.of(what, e);
        }
    }
}
