package io.vehicletelemetry.core.model;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is known about the vehicles now.
 *
 * <p><em>Thread-safe.</em> Reading never blocks and never waits for a writer.
 */
public interface SnapshotView {

    /**
     * The newest snapshot of a vehicle.
     *
     * @param vehicle the vehicle
     * @return its snapshot, or null where the vehicle is not known
     */
    @Nullable
    VehicleSnapshot get(VehicleId vehicle);

    /**
     * Passes the newest snapshot of every known vehicle on, in no particular order. A vehicle that was known before the
     * call is not left out; one that becomes known during it may be.
     *
     * @param action what takes each snapshot
     */
    void forEach(Consumer<? super VehicleSnapshot> action);

    /**
     * How many vehicles are known.
     *
     * @return the number, a moment's estimate under concurrent writes
     */
    int size();
}
