package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Work on a connection as one transaction.
 *
 * <p><em>Thread-safe.</em>
 */
final class Database {

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private interface Step {
        void take() throws SQLException;
    }

    private static final Logger LOG = System.getLogger(JdbcTelemetryHistory.class.getName());

    private final DataSource source;

    Database(DataSource source) {
        this.source = source;
    }

    /**
     * Does it and commits; rolls back whatever is thrown. What fails after a failure does not hide it, and what fails
     * after the commit is no failure: the work is done.
     *
     * @throws HistoryException where the database fails
     */
    <T> T transaction(String what, Work<T> work) {
        try {
            Connection connection = source.getConnection();
            boolean autoCommit = true;
            try {
                autoCommit = connection.getAutoCommit();
                connection.setAutoCommit(false);
                T result = work.on(connection);
                connection.commit();
                giveBack(connection, autoCommit, null);
                return result;
            } catch (SQLException | RuntimeException | Error failure) {
                if (went(connection::rollback, failure)) {
                    giveBack(connection, autoCommit, failure);
                } else { // setting it to commit by itself would commit the half that is done
                    went(connection::close, failure);
                }
                throw failure;
            }
        } catch (SQLException e) {
            throw Failures.of(what, e);
        }
    }

    private static void giveBack(Connection connection, boolean autoCommit, @Nullable Throwable failure) {
        went(() -> connection.setAutoCommit(autoCommit), failure);
        went(connection::close, failure);
    }

    private static boolean went(Step step, @Nullable Throwable failure) {
        try {
            step.take();
            return true;
        } catch (SQLException | RuntimeException e) {
            if (failure == null) {
                LOG.log(Level.DEBUG, "a connection cannot be given back as it was", e);
            } else if (failure != e) {
                failure.addSuppressed(e);
            }
            return false;
        }
    }
}
