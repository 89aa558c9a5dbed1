package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.TelemetryException;
import org.jspecify.annotations.Nullable;

/**
 * A history could not store or find. Of a batch that was to be stored, nothing is.
 *
 * <p><em>Immutable.</em>
 */
public final class HistoryException extends TelemetryException {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    private HistoryException(String message, @Nullable Throwable cause, boolean passing) {
        super(message, cause);
        this.passing = passing;
    }

    /**
     * The history is away, or busy: the same may succeed later.
     *
     * @param message what could not be done
     * @param cause why, or null
     * @return the exception
     */
    public static HistoryException away(String message, @Nullable Throwable cause) {
        return new HistoryException(message, cause, true);
    }

    /**
     * The history refuses what it was given: the same will be refused again.
     *
     * @param message what could not be done
     * @param cause why, or null
     * @return the exception
     */
    public static HistoryException refused(String message, @Nullable Throwable cause) {
        return new HistoryException(message, cause, false);
    }

    /**
     * Whether the same may succeed later.
     *
     * @return true where the history is away, false where it refuses what it was given
     */
    public boolean isPassing() {
        return passing;
    }
}
