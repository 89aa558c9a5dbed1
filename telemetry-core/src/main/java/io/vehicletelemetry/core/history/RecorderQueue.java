package io.vehicletelemetry.core.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What waits for the writer, and what became of it: bounded; when it is full, the oldest goes.
 *
 * <p><em>Thread-safe.</em>
 */
final class RecorderQueue implements PatientStore.Patience {
    /*
     * Invariant: at most `capacity` wait; whatever was added is counted in exactly one of waiting, inHand and the settled
     * counts. All is guarded by this object's lock, which is held for constant work by who adds and for the copy of one
     * batch by the writer; nothing foreign is called under it. The writer alone waits on it. Only the first that waits
     * and the one that fills a batch wake it: else every frame would cost a switch of threads.
     */

    /** What can become of an entry. */
    enum Fate {
        STORED,
        DUPLICATE,
        THINNED,
        DROPPED,
        REFUSED
    }

    private final int capacity;
    private final int batchSize;
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private final Map<Fate, Long> settled = new EnumMap<>(Fate.class);
    private int inHand;
    private boolean closed;

    RecorderQueue(int capacity, int batchSize) {
        this.capacity = capacity;
        this.batchSize = Math.min(batchSize, capacity);
    }

    /** Adds; never waits. After the end nothing is taken any more, and what comes counts as dropped. */
    synchronized void add(Entry entry) {
        if (closed) {
            count(Fate.DROPPED, 1);
            return;
        }
        if (waiting.size() == capacity) {
            waiting.removeFirst();
            count(Fate.DROPPED, 1);
        }
        waiting.addLast(entry);
        if (waiting.size() == 1 || waiting.size() == batchSize) {
            notifyAll();
        }
    }

    /**
     * Takes a batch: as soon as it is full, or the time is over since the first one waits, or the queue was closed.
     *
     * @param flushNanos for how long the first one waits for others
     * @param patienceNanos for how long to wait for the first one
     * @return up to a batch; empty where nothing came
     */
    synchronized List<Entry> take(long flushNanos, long patienceNanos) throws InterruptedException {
        await(patienceNanos, 1);
        if (!waiting.isEmpty()) {
            await(flushNanos, batchSize);
        }
        int size = Math.min(batchSize, waiting.size());
        List<Entry> batch = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            batch.add(waiting.removeFirst());
        }
        inHand += size;
        return batch;
    }

    @Override
    public synchronized void pause(long nanos) throws InterruptedException {
        await(nanos, Integer.MAX_VALUE);
    }

    private void await(long nanos, int size) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; waiting.size() < size && !closed && left > 0; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1); // rounded up: a wait of zero would be one for ever
        }
    }

    /** Says what became of entries that were taken. */
    synchronized void settle(Fate fate, int count) {
        count(fate, count);
        inHand -= count;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    @Override
    public synchronized boolean isOver() {
        return closed;
    }

    synchronized boolean isDone() {
        return closed && waiting.isEmpty();
    }

    /** Gives up what waits. */
    synchronized void drop() {
        count(Fate.DROPPED, waiting.size());
        waiting.clear();
    }

    private void count(Fate fate, long count) {
        settled.merge(fate, count, Long::sum);
    }

    private long settled(Fate fate) {
        return settled.getOrDefault(fate, 0L);
    }

    synchronized RecorderStats stats() {
        return new RecorderStats(
                settled(Fate.STORED),
                settled(Fate.DUPLICATE),
                settled(Fate.THINNED),
                settled(Fate.DROPPED),
                settled(Fate.REFUSED),
                waiting.size() + inHand);
    }
}
