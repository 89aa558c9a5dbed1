package io.vehicletelemetry.tck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What happened, in order; whoever waits for something to happen is woken by every entry.
 *
 * <p><em>Thread-safe.</em>
 */
final class Recorded<T> {

    private final List<T> entries = new ArrayList<>();

    synchronized void add(T entry) {
        entries.add(entry);
        notifyAll();
    }

    synchronized List<T> all() {
        return List.copyOf(entries);
    }

    /** Wakes those who wait, where their condition depends on more than the entries. */
    synchronized void changed() {
        notifyAll();
    }

    /** Waits until a condition holds that only changes together with the entries; false if it took too long. */
    synchronized boolean await(BooleanSupplier condition, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                wait(millis);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
