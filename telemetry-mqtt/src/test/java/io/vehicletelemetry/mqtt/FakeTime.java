package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.model.TimeSource;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;

/** Clocks that stand still until a test moves them. */
@NullMarked
final class FakeTime implements TimeSource {

    final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public Instant instant() {
        return Instant.parse("2025-01-01T00:00:00Z").plusNanos(nanos.get());
    }
}
