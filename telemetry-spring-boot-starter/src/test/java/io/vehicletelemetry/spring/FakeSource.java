package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.source.TelemetrySink;
import io.vehicletelemetry.core.source.TelemetrySource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A source that delivers what a test tells it to. */
final class FakeSource implements TelemetrySource {

    private volatile @Nullable TelemetrySink sink;
    private volatile boolean closed;

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public void start(TelemetrySink started) {
        sink = started;
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isRunning() {
        return sink != null && !closed;
    }

    void connected(boolean connected) {
        sink().connected(connected);
    }

    void rpm(String vehicle, long rpm) {
        sink().frame(TelemetryFrame.builder(TimeSource.system())
                .vehicle(vehicle)
                .signal("rpm", rpm)
                .build());
    }

    void rpmOfDevice(String device, long rpm) {
        sink().frame(TelemetryFrame.builder(TimeSource.system())
                .device(device)
                .signal("rpm", rpm)
                .build());
    }

    private TelemetrySink sink() {
        return Objects.requireNonNull(sink, "not started");
    }
}
