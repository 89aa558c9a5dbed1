package io.vehicletelemetry.core.history;

/**
 * How far a restorer is.
 *
 * <p><em>Immutable.</em>
 *
 * @param phase what it is at
 * @param restored how many vehicles it has brought back
 * @param remaining how many it has still to look at, as far as it knows
 */
public record RestoreStatus(Phase phase, int restored, int remaining) {

    /** What a restorer is at. */
    public enum Phase {
        /** It has not begun. */
        NOT_BEGUN,
        /** It reads. */
        RESTORING,
        /** The history is away; it tries again and again. */
        AWAY,
        /** It has brought everything back that it is to. */
        COMPLETE,
        /** It has given up: the history refuses to be read, or the application ends. */
        GIVEN_UP
    }

    @Override
    public String toString() {
        return phase.name().toLowerCase(java.util.Locale.ROOT) + ", " + restored + " vehicles restored, " + remaining
                + " to go";
    }
}
