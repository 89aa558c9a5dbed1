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
    private static final Set<String> REFUSALS = Set.of("22", "23", "54"); // the data, a constraint, a limit

    private Failures() {}

    /** Refused is what the data are the reason for; all else may go well later, perhaps when somebody mended it. */
    static HistoryException of(String what, SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        String message =
                what + " failed" + (state.equals(ENDED) ? ", it took too long: " : ": ") + failure.getMessage();
        boolean refused = REFUSALS.contains(state.substring(0, Math.min(2, state.length())))
                && !state.equals(NOT_UNIQUE)
                && !state.equals(NO_PARTITION);
        return refused ? HistoryException.refused(message, failure) : HistoryException.away(message, failure);
    }

    /** Whether a frame had no partition: somebody dropped it since it was made. */
    static boolean isWithoutPartition(HistoryException failure) {
        return failure.getCause() instanceof SQLException e && NO_PARTITION.equals(e.getSQLState());
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
