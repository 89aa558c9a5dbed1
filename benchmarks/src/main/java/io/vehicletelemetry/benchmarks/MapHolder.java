package io.vehicletelemetry.benchmarks;

import java.util.concurrent.ConcurrentHashMap;

/** One concurrent map for all vehicles: an update holds the lock of its bin. */
@SuppressWarnings("NullAway") // it never holds null
final class MapHolder implements LatestHolder {
    private final ConcurrentHashMap<Integer, Reading> map;
    private final Integer[] keys;

    MapHolder(int vehicles) {
        map = new ConcurrentHashMap<>(vehicles);
        keys = new Integer[vehicles];
        for (int i = 0; i < vehicles; i++) {
            keys[i] = 100_000 + i; // made beforehand, as an id is; beyond the cache of small ones
            map.put(keys[i], Reading.FIRST);
        }
    }

    @Override
    public Reading get(int vehicle) {
        return map.getOrDefault(keys[vehicle], Reading.FIRST);
    }

    @Override
    public Reading update(int vehicle) {
        return map.compute(keys[vehicle], Reading.NEXT_OF_VEHICLE);
    }
}
