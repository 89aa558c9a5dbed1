package io.vehicletelemetry.websocket;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Answers that wait for the send slot: a bounded queue. Thread-safe: short critical sections, nothing sent inside. */
final class Replies {

    /** A client that asks faster than it reads gets no answer to what is beyond. */
    private static final int MAX = 32;

    /** Null until the first: most clients never ask anything. Guarded by this. */
    private @Nullable ArrayDeque<String> waiting;

    /** False where too many wait: the answer is left out. */
    synchronized boolean offer(String text) {
        ArrayDeque<String> queue = waiting;
        if (queue == null) {
            queue = new ArrayDeque<>(2);
            waiting = queue;
        }
        return queue.size() < MAX && queue.add(text);
    }

    synchronized @Nullable String poll() {
        return waiting == null ? null : waiting.poll();
    }

    synchronized void clear() {
        waiting = null;
    }
}
