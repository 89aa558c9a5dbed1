package io.vehicletelemetry.websocket;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Answers that wait for the send slot: a bounded queue. Thread-safe: short critical sections, nothing sent inside. */
final class Replies {

    /** A client that asks faster than it reads gets no answer to what is beyond. */
    private static final int MAX = 32;

    /** Null where none waits: most clients never ask anything. Written under the monitor; nobody enters it to find null. */
    private volatile @Nullable ArrayDeque<String> waiting;

    /** False where too many wait: the answer is left out. */
    synchronized boolean offer(String text) {
        ArrayDeque<String> queue = waiting;
        if (queue == null) {
            queue = new ArrayDeque<>(2);
            waiting = queue;
        }
        return queue.size() < MAX && queue.add(text);
    }

    @Nullable
    String poll() {
        return waiting == null ? null : first();
    }

    private synchronized @Nullable String first() {
        ArrayDeque<String> queue = waiting;
        String first = queue == null ? null : queue.poll();
        if (first == null) {
            waiting = null;
        }
        return first;
    }

    synchronized void clear() {
        waiting = null;
    }
}
