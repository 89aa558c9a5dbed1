package io.vehicletelemetry.core.history;

/**
 * What became of all that a recorder was given since its start, frames and states alike. The numbers are of one moment:
 * together they are what was given.
 *
 * <p><em>Immutable.</em>
 *
 * @param stored what is in the history
 * @param duplicates what was there already
 * @param thinned frames that went into a newer one of their vehicle within the minimal interval
 * @param dropped what was given up because the queue was full, or because the history was away at the end
 * @param refused what the history refuses
 * @param waiting what waits or is being written now
 */
public record RecorderStats(long stored, long duplicates, long thinned, long dropped, long refused, int waiting) {}
