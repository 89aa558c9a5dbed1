package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Reading that ends: the database gives a statement up that takes longer than a bound, so that a question that somebody
 * asked keeps neither a connection nor the database for long.
 *
 * <p><em>Thread-safe.</em>
 */
final class Queries {

    interface Work<T> {
        T on(Connection connection, Deadline deadline) throws SQLException;
    }

    /** Between two statements of one question, each of which is bounded. */
    interface Deadline {
        /**
         * Ends a question that has taken too long.
         *
         * @throws HistoryException if so
         */
        void check();
    }

    private final Database database;
    private final Dialect dialect;
    private final Statements sql;
    private final Duration bound;

    Queries(Database database, Dialect dialect, Statements sql, Duration bound) {
        this.database = database;
        this.dialect = dialect;
        this.sql = sql;
        this.bound = bound;
    }

    <T> T ask(String what, Work<T> work) {
        long start = System.nanoTime();
        Deadline deadline = () -> {
            if (System.nanoTime() - start > bound.toNanos()) {
                throw HistoryException.away(what + " failed, it took too long: more than " + bound, null);
            }
        };
        return database.transaction(what, connection -> {
            if (dialect == Dialect.POSTGRESQL) {
                bound(connection, bound.toMillis()); // until the transaction ends
                return work.on(connection, deadline);
            }
            long before = boundBefore(connection); // for as long as the connection is open: it is somebody else's
            bound(connection, bound.toMillis());
            T answer;
            try {
                answer = work.on(connection, deadline);
            } catch (SQLException | RuntimeException | Error failure) {
                if (!Failures.isLoss(failure)) {
                    bound(connection, before);
                }
                throw failure;
            }
            bound(connection, before);
            return answer;
        });
    }

    private void bound(Connection connection, long millis) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.get("queryBound", "millis", millis));
        }
    }

    private long boundBefore(Connection connection) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(sql.get("queryBoundBefore"));
                ResultSet rows = ask.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
