package io.vehicletelemetry.core.model;

import org.jspecify.annotations.Nullable;

/**
 * What an {@link EvidenceRule} judges: a vehicle right after a live frame of it was merged.
 *
 * <p><em>Immutable.</em>
 */
public interface Evidence {

    /**
     * Whether the frame changed anything: the value of a signal became another one, or a signal came that the vehicle did
     * not have.
     *
     * @return false where the frame only repeats what is known, or is older than that
     */
    boolean changed();

    /**
     * The last value of a signal, if it was observed within the timeout: brought by a live frame that arrived less than
     * the vehicle's silence ago, this frame or an earlier one, of this source or another. Arrival alone counts, no
     * device's time. A value that was replayed was not observed.
     *
     * @param signal the signal's name, as the vehicle has it
     * @return the value, or null where there is none of this name or it was not observed within the timeout
     */
    @Nullable
    SignalValue value(String signal);
}
