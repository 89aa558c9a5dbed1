package io.vehicletelemetry.benchmarks;

/** What cannot be undercut: the same objects in memory, one volatile read, one volatile write. Loses updates. */
final class VolatileFloor implements LatestHolder {

    private final Slot[] slots;

    VolatileFloor(int vehicles) {
        slots = new Slot[vehicles];
        for (int i = 0; i < vehicles; i++) {
            slots[i] = new Slot();
        }
    }

    @Override
    public Reading get(int vehicle) {
        return slots[vehicle].value;
    }

    @Override
    public Reading update(int vehicle) {
        Slot slot = slots[vehicle];
        Reading after = slot.value.next();
        slot.value = after;
        return after;
    }

    private static final class Slot {
        volatile Reading value = Reading.FIRST;
    }
}
