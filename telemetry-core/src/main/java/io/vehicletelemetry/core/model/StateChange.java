package io.vehicletelemetry.core.model;

import java.util.Objects;

/**
 * A vehicle's state changed. Data and state are from one snapshot.
 *
 * <p><em>Immutable.</em>
 *
 * @param snapshot what is known with the new state; its {@link VehicleSnapshot#stateSince()} is the time of the change
 * @param cause why the state changed
 */
public record StateChange(VehicleSnapshot snapshot, Cause cause) {

    /** Why a state changed. */
    public enum Cause {
        /** A live frame came: the vehicle runs. */
        DATA,
        /** Nothing came until the deadline. */
        SILENCE,
        /** The device or its broker said "offline": a last will, a status topic, a death certificate. */
        REPORTED,
        /** Nothing came until the deadline while every source of the vehicle was disconnected. */
        SOURCE_LOST,
        /** The server was restarted: nothing is known about the time in between. */
        RESTART
    }

    /**
     * Checks that nothing is missing.
     *
     * @param snapshot what is known with the new state
     * @param cause why the state changed
     */
    public StateChange {
        Objects.requireNonNull(snapshot, "snapshot");
        Objects.requireNonNull(cause, "cause");
    }

    /**
     * The vehicle.
     *
     * @return its id
     */
    public VehicleId vehicle() {
        return snapshot.vehicle();
    }

    /**
     * The new state.
     *
     * @return the state that holds since the change
     */
    public VehicleState state() {
        return snapshot.state();
    }
}
