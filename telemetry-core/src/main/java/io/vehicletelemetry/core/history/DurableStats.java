package io.vehicletelemetry.core.history;

/**
 * What became of all that a durable recorder was given since its start. The numbers are of one moment: stored, duplicates,
 * refused and waiting together are the frames that it was given.
 *
 * <p><em>Immutable.</em>
 *
 * @param stored frames that are in the history
 * @param duplicates frames that were there already
 * @param refused frames that the history refuses; they were put aside
 * @param unusable messages, or parts of them, that held nothing to record
 * @param unprotected frames that would not have come again after a crash: they came at QoS 0
 * @param waiting frames that wait or are being written now, unacknowledged
 */
public record DurableStats(long stored, long duplicates, long refused, long unusable, long unprotected, int waiting) {}
