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
 * <p>An H2 that cannot write to its files, as on a full disk, closes the database under all of its connections. It is
 * opened again by the next new connection, as it was when it was last written: what is known of it may be there no more,
 * and so nothing is done on a database that was lost.
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
    private volatile boolean lost;

    Database(DataSource source) {
        this.source = source;
    }

    /** Whether what is known of it may be there no more. */
    boolean isLost() {
        return lost;
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
            if (lost) {
                went(connection::close, null);
                throw HistoryException.away(what + " failed: the database was closed meanwhile", null);
            }
            boolean autoCommit = true;
            try {
                autoCommit = connection.getAutoCommit();
                connection.setAutoCommit(false);
                T result = work.on(connection);
                connection.commit();
                giveBack(connection, autoCommit, null);
                return result;
            } catch (SQLException | RuntimeException | Error failure) {
                if (Failures.isLoss(failure)) {
                    lose(connection, failure);
                } else if (went(connection::rollback, failure)) {
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

    /** Neither this connection nor another of the pool is used again: H2 may never return from a statement there. */
    private void lose(Connection connection, Throwable failure) {
        lost = true;
        went(() -> Pool.evict(source), failure);
        went(() -> connection.unwrap(Connection.class).close(), failure); // a pool would only take it back
        went(connection::close, failure);
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
