package io.vehicletelemetry.core.state;

import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;

/**
 * A tracker's decision. It takes effect where it is newer than the decision that was last applied to the vehicle.
 *
 * <p><em>Immutable.</em>
 *
 * @param vehicle the vehicle
 * @param state the new state
 * @param sequence a number from 1 that strictly increases from one decision on a vehicle to the next
 * @param cause why
 */
public record StateTransition(VehicleId vehicle, VehicleState state, long sequence, StateChange.Cause cause) {}
