package io.vehicletelemetry.benchmarks;

import io.vehicletelemetry.core.latest.LatestValue;

/** The project's own, one a vehicle. */
final class LatestValueHolder implements LatestHolder {
    private final LatestValue<Reading>[] slots;

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a parameterized type
    LatestValueHolder(int vehicles) {
        slots = new LatestValue[vehicles];
        for (int i = 0; i < vehicles; i++) {
            slots[i] = new LatestValue<>(Reading.FIRST);
        }
    }

    @Override
    public Reading get(int vehicle) {
        return slots[vehicle].get();
    }

    @Override
    public Reading update(int vehicle) {
        return slots[vehicle].update(Reading.NEXT);
    }
}
