package io.vehicletelemetry.benchmarks;

/** One monitor a vehicle. */
final class MonitorHolder implements LatestHolder {
    private final Slot[] slots;

    MonitorHolder(int vehicles) {
        slots = new Slot[vehicles];
        for (int i = 0; i < vehicles; i++) {
            slots[i] = new Slot();
        }
    }

    @Override
    public Reading get(int vehicle) {
        Slot slot = slots[vehicle];
        synchronized (slot) {
            return slot.value;
        }
    }

    @Override
    public Reading update(int vehicle) {
        Slot slot = slots[vehicle];
        synchronized (slot) {
            Reading after = slot.value.next();
            slot.value = after;
            return after;
        }
    }

    private static final class Slot {
        Reading value = Reading.FIRST;
    }
}
