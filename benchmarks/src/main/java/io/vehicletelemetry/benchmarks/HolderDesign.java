package io.vehicletelemetry.benchmarks;

/** The designs that are compared. */
public enum HolderDesign {
    /**
     * A volatile field, read and then written. It loses updates where two write one vehicle, so it is no rival: it is the
     * least that publishing a value to other threads costs.
     */
    FLOOR,
    /** The project's own. */
    LATEST_VALUE,
    /** One a vehicle. */
    ATOMIC_REFERENCE,
    /** One map for all vehicles. */
    CONCURRENT_HASH_MAP,
    /** One a vehicle, read optimistically. */
    STAMPED_LOCK,
    /** One monitor a vehicle. */
    SYNCHRONIZED,
    /** One a vehicle. */
    READ_WRITE_LOCK;

    LatestHolder create(int vehicles) {
        return switch (this) {
            case FLOOR -> new VolatileFloor(vehicles);
            case LATEST_VALUE -> new LatestValueHolder(vehicles);
            case ATOMIC_REFERENCE -> new AtomicReferenceHolder(vehicles);
            case CONCURRENT_HASH_MAP -> new MapHolder(vehicles);
            case STAMPED_LOCK -> new StampedLockHolder(vehicles);
            case SYNCHRONIZED -> new MonitorHolder(vehicles);
            case READ_WRITE_LOCK -> new ReadWriteLockHolder(vehicles);
        };
    }
}
