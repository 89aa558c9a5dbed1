package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** What a failure of the database means for who asked. */
final class Failures {

    private static final String NO_PARTITION = "23514"; // and every other check, of which there is none
    private static final String NOT_UNIQUE = "23505"; // another writer was faster: the next attempt finds its row
    private static final String ENDED = "57014";
    // H2 could not write or read its files, or has closed the database because of that
    private static final Set<Integer> LOSSES = Set.of(50_000, 90_028, 90_030, 90_031, 90_098, 90_108, 90_121);
    private static final Set<String> REFUSALS = Set.of("22", "23", "54"); // the data, a constraint, a limit

    private Failures() {}

    /** Refused is what the data are the reason for; all else may go well later, perhaps when somebody mended it. */
    static HistoryException of(String what, SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        boolean loss = isLoss(failure);
        String why = state.equals(ENDED)
                ? ", it took too long"
                : loss ? ", H2 closed the database, as it does where it cannot write (is the disk full?)" : "";
        String message = what + " failed" + why + ": " + failure.getMessage();
        boolean refused = !loss
                && REFUSALS.contains(state.substring(0, Math.min(2, state.length())))
                && !state.equals(NOT_UNIQUE)
                && !state.equals(NO_PARTITION);
        return refused ? HistoryException.refused(message, failure) : HistoryException.away(message, failure);
    }

    /** Whether H2 closed the database, or is about to, so that no connection to it is good for anything any more. */
    static boolean isLoss(Throwable failure) {
        if (!(failure instanceof SQLException first)) {
            return failure.getCause() instanceof SQLException cause && isLoss(cause);
        }
        for (Throwable each : first) {
            if (each instanceof SQLException e && LOSSES.contains(e.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a frame had no partition: somebody dropped it since it was made. */
    static boolean isWithoutPartition(HistoryException failure) {
        return failure.getCause() instanceof SQLException e && NO_PARTITION.equals(e.getSQLState());
    }

    /** Whether a row was there that was not to be. */
    static boolean isNotUnique(HistoryException failure) {
        return failure.getCause() instanceof SQLException e && NOT_UNIQUE.equals(e.getSQLState());
    }

    /**
     * The counts of a batch whose rows were all stored but for those that were there already.
     *
     * @throws BatchUpdateException if there was another failure, or the driver stopped at the first
     */
    static int[] withoutDuplicates(BatchUpdateException failure, int rows) throws BatchUpdateException {
        int[] counts = failure.getUpdateCounts();
        int duplicates = 0;
        for (SQLException e = failure.getNextException(); e != null; e = e.getNextException()) {
            if (!NOT_UNIQUE.equals(e.getSQLState())) {
                throw failure;
            }
            duplicates++;
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == Statement.EXECUTE_FAILED) {
                counts[i] = 0;
                duplicates--;
            }
        }
        if (counts.length != rows || duplicates != 0) {
            throw failure;
        }
        return counts;
    }
}
