package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryException;
import java.sql.SQLException;
import java.util.Set;

/** What a failure of the database means for who asked. */
final class Failures {

    static final String NO_PARTITION = "23514"; // and every other check, of which there is none

    private static final String NOT_UNIQUE = "23505"; // another writer was faster: the next attempt finds its row
    private static final Set<String> REFUSALS = Set.of("22", "23", "54"); // the data, a constraint, a limit

    private Failures() {}

    /** Refused is what the data are the reason for; all else may go well later, perhaps when somebody mended it. */
    static HistoryException of(String what, SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        String message = what + " failed: " + failure.getMessage();
        boolean refused = REFUSALS.contains(state.substring(0, Math.min(2, state.length())))
                && !state.equals(NOT_UNIQUE)
                && !state.equals(NO_PARTITION);
        return refused ? HistoryException.refused(message, failure) : HistoryException.away(message, failure);
    }
}
