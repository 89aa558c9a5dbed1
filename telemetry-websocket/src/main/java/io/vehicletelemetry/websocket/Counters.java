package io.vehicletelemetry.websocket;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The counts that only rise. Thread-safe; each on its own, so that two of them may differ by a moment. */
final class Counters {

    final LongAdder opened = new LongAdder();
    final LongAdder sendTimeouts = new LongAdder();
    final LongAdder sendFailures = new LongAdder();
    final LongAdder unanswered = new LongAdder();
    final LongAdder badMessages = new LongAdder();
    final LongAdder framesSent = new LongAdder();
    /** Of sessions that ended; those that are open count for themselves. */
    final LongAdder conflated = new LongAdder();

    /** Filled by the constructor, then only read. */
    private final Map<RefusalReason, LongAdder> refused = new EnumMap<>(RefusalReason.class);

    Counters() {
        for (RefusalReason reason : RefusalReason.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    LongAdder refused(RefusalReason reason) {
        return refused.getOrDefault(reason, new LongAdder());
    }
}
