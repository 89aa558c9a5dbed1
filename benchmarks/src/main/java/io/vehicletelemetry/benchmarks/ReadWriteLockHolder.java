package io.vehicletelemetry.benchmarks;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One read-write lock a vehicle. */
final class ReadWriteLockHolder implements LatestHolder {
    private final Slot[] slots;

    ReadWriteLockHolder(int vehicles) {
        slots = new Slot[vehicles];
        for (int i = 0; i < vehicles; i++) {
            slots[i] = new Slot();
        }
    }

    @Override
    public Reading get(int vehicle) {
        Slot slot = slots[vehicle];
        slot.lock.readLock().lock();
        try {
            return slot.value;
        } finally {
            slot.lock.readLock().unlock();
        }
    }

    @Override
    public Reading update(int vehicle) {
        Slot slot = slots[vehicle];
        slot.lock.writeLock().lock();
        try {
            Reading after = slot.value.next();
            slot.value = after;
            return after;
        } finally {
            slot.lock.writeLock().unlock();
        }
    }

    private static final class Slot {
        final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        Reading value = Reading.FIRST;
    }
}
