package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.source.Acknowledgement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the durable writer, and what became of it. Bounded by the source, which has only so many deliveries
 * unacknowledged.
 *
 * <p><em>Thread-safe.</em>
 */
final class DurableQueue implements PatientStore.Patience {
    /*
     * Invariant: whatever was added is counted in exactly one of waiting, inHand and the settled counts. All is guarded by
     * the lock, which is held for constant work by who adds and for the copy of one batch by the writer; nothing foreign
     * is called under it. The writer alone waits on it. Only the first that waits, the one that fills a batch, and one by
     * which the batch is due earlier wake it: when the writer's time is over it looks at what came in the meantime. (A lock
     * with a condition, and no monitor, because the writer waits for parts of a millisecond.)
     */

    /** A frame as it came: what costs time is done by the writer. */
    record Arrived(VehicleId vehicle, TelemetryFrame frame, Acknowledgement acknowledgement) {}

    private final int batchSize;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Arrived> waiting = new ArrayDeque<>();
    private final Rhythm rhythm;
    private long stored;
    private long duplicates;
    private long refused;
    private long unusable;
    private long unprotected;
    private int inHand;
    private long wakesAt; // when the writer looks by itself, where it waits for more
    private boolean closed;
    private boolean over;

    DurableQueue(int batchSize, long flushNanos) {
        this.batchSize = batchSize;
        this.rhythm = new Rhythm(flushNanos);
    }

    /**
     * Adds; never waits. After the end nothing is taken any more: what is not acknowledged comes again.
     *
     * @return whether it is the first that would not come again
     */
    boolean add(Arrived arrived) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            waiting.addLast(arrived);
            long now = System.nanoTime();
            rhythm.arrived(now);
            boolean due = now + rhythm.left(now) - wakesAt < 0;
            if (waiting.size() == 1 || waiting.size() == batchSize || due) {
                changed.signalAll();
            }
            return !arrived.acknowledgement().comesAgain() && unprotected++ == 0;
        } finally {
            lock.unlock();
        }
    }

    void countUnusable() {
        lock.lock();
        try {
            unusable++;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a batch, as soon as it is full or waited long enough; empty once the queue was closed and nothing waits. */
    List<Arrived> take() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            long now = System.nanoTime();
            long left = rhythm.left(now);
            while (waiting.size() < batchSize && !closed && left > 0) {
                wakesAt = now + left;
                changed.awaitNanos(left);
                now = System.nanoTime();
                left = rhythm.left(now);
            }
            int size = Math.min(batchSize, waiting.size());
            List<Arrived> batch = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                batch.add(waiting.removeFirst());
            }
            if (waiting.isEmpty()) {
                rhythm.taken();
            }
            inHand += size;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pause(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Some that were taken are in the history now, of which some were there before. */
    void stored(int size, int added) {
        lock.lock();
        try {
            stored += added;
            duplicates += size - added;
            inHand -= size;
        } finally {
            lock.unlock();
        }
    }

    /** One that was taken is refused. */
    void refused() {
        lock.lock();
        try {
            refused++;
            inHand--;
        } finally {
            lock.unlock();
        }
    }

    /** A batch was acknowledged as far as it could be. */
    void acknowledged() {
        lock.lock();
        try {
            rhythm.acknowledged(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is taken any more; what waits is still to be written. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What waits is left unacknowledged. */
    void abandon() {
        lock.lock();
        try {
            over = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isOver() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    boolean isDone() {
        lock.lock();
        try {
            return over || (closed && waiting.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    DurableStats stats() {
        lock.lock();
        try {
            return new DurableStats(stored, duplicates, refused, unusable, unprotected, waiting.size() + inHand);
        } finally {
            lock.unlock();
        }
    }
}
