package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A state that a vehicle came into.
 *
 * <p><em>Immutable.</em>
 *
 * @param vehicle the vehicle
 * @param state the state
 * @param since when it began, by the wall clock, in whole microseconds
 * @param cause why
 */
public record RecordedState(VehicleId vehicle, VehicleState state, Instant since, Cause cause) {

    /**
     * Checks that nothing is missing, and cuts the time to microseconds.
     *
     * @param vehicle the vehicle
     * @param state the state
     * @param since when it began
     * @param cause why
     */
    public RecordedState {
        Objects.requireNonNull(vehicle, "vehicle");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(cause, "cause");
        since = since.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * What is to be stored of a change.
     *
     * @param change the change
     * @return the state, or null where nobody knows when it began
     */
    public static @Nullable RecordedState of(StateChange change) {
        Instant since = change.snapshot().stateSince();
        return since == null ? null : new RecordedState(change.vehicle(), change.state(), since, change.cause());
    }
}
