package io.vehicletelemetry.benchmarks;

/**
 * Holds the latest reading of some vehicles: what the designs have in common. A fork makes holders of one class only,
 * so that its calls are as direct for one design as for another.
 *
 * <p><em>Thread-safe</em>, but for the floor.
 */
interface LatestHolder {

    /** The latest reading of a vehicle, numbered from 0. */
    Reading get(int vehicle);

    /** Replaces a vehicle's reading by its {@link Reading#next}, and returns that. */
    Reading update(int vehicle);
}
