package io.vehicletelemetry.benchmarks;

import java.util.concurrent.atomic.AtomicReference;

/** One atomic reference a vehicle, updated by its own retry loop. */
@SuppressWarnings("NullAway") // it never holds null
final class AtomicReferenceHolder implements LatestHolder {
    private final AtomicReference<Reading>[] slots;

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a parameterized type
    AtomicReferenceHolder(int vehicles) {
        slots = new AtomicReference[vehicles];
        for (int i = 0; i < vehicles; i++) {
            slots[i] = new AtomicReference<>(Reading.FIRST);
        }
    }

    @Override
    public Reading get(int vehicle) {
        return slots[vehicle].get();
    }

    @Override
    public Reading update(int vehicle) {
        return slots[vehicle].updateAndGet(Reading.NEXT);
    }
}
