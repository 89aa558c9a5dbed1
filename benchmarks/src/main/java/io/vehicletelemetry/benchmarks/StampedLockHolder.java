package io.vehicletelemetry.benchmarks;

import java.util.concurrent.locks.StampedLock;

/** One stamped lock a vehicle: a read takes it only when the optimistic attempt failed. */
final class StampedLockHolder implements LatestHolder {
    private final Slot[] slots;

    StampedLockHolder(int vehicles) {
        slots = new Slot[vehicles];
        for (int i = 0; i < vehicles; i++) {
            slots[i] = new Slot();
        }
    }

    @Override
    public Reading get(int vehicle) {
        Slot slot = slots[vehicle];
        long stamp = slot.lock.tryOptimisticRead();
        Reading value = slot.value;
        if (slot.lock.validate(stamp)) {
            return value;
        }
        stamp = slot.lock.readLock();
        try {
            return slot.value;
        } finally {
            slot.lock.unlockRead(stamp);
        }
    }

    @Override
    public Reading update(int vehicle) {
        Slot slot = slots[vehicle];
        long stamp = slot.lock.writeLock();
        try {
            Reading after = slot.value.next();
            slot.value = after;
            return after;
        } finally {
            slot.lock.unlockWrite(stamp);
        }
    }

    private static final class Slot {
        final StampedLock lock = new StampedLock();
        Reading value = Reading.FIRST;
    }
}
