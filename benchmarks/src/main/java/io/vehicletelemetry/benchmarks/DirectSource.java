package io.vehicletelemetry.benchmarks;

import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.source.TelemetrySink;
import io.vehicletelemetry.core.source.TelemetrySource;
import org.jspecify.annotations.Nullable;

/** A source whose deliveries are calls. Thread-safe. */
public final class DirectSource implements TelemetrySource {

    private volatile @Nullable TelemetrySink sink;

    @Override
    public void start(TelemetrySink sink) {
        this.sink = sink;
    }

    /**
     * Delivers in the caller's thread; nothing before the start and after the end.
     *
     * @param frame what arrived
     */
    public void deliver(TelemetryFrame frame) {
        TelemetrySink to = sink;
        if (to != null) {
            to.frame(frame);
        }
    }

    @Override
    public void close() {
        sink = null;
    }
}
