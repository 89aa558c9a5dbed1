package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.model.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when a test says so. Starts shortly before the monotonic clock wraps. */
final class VirtualTime implements TimeSource {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public Instant instant() {
        return Fleet.TIME;
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
