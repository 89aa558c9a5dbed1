package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.source.Acknowledgement;
import io.vehicletelemetry.core.source.TelemetrySink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.NullMarked;

/** Remembers what a source delivers. */
@NullMarked
class RecordingSink implements TelemetrySink {

    final List<TelemetryFrame> frames = new CopyOnWriteArrayList<>();
    final List<Availability> availabilities = new CopyOnWriteArrayList<>();
    final List<String> rejects = new CopyOnWriteArrayList<>();
    final List<Boolean> connections = new CopyOnWriteArrayList<>();
    final Map<RejectReason, LongAdder> counts = new ConcurrentHashMap<>();
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public void frame(TelemetryFrame frame, Acknowledgement acknowledgement) {
        calls.incrementAndGet();
        frames.add(frame);
    }

    @Override
    public void availability(Availability availability, Acknowledgement acknowledgement) {
        calls.incrementAndGet();
        availabilities.add(availability);
    }

    @Override
    public void reject(RejectReason reason, String detail, Acknowledgement acknowledgement) {
        calls.incrementAndGet();
        counts.computeIfAbsent(reason, r -> new LongAdder()).increment();
        if (reason != RejectReason.OVERFLOW) {
            rejects.add(reason + " " + detail);
        }
    }

    @Override
    public void connected(boolean connected) {
        calls.incrementAndGet();
        connections.add(connected);
    }

    boolean connected() {
        return !connections.isEmpty() && connections.get(connections.size() - 1);
    }

    long count(RejectReason reason) {
        LongAdder count = counts.get(reason);
        return count == null ? 0 : count.sum();
    }

    /** The texts of one signal, in the order of their delivery. */
    List<String> values(String signal) {
        return frames.stream()
                .map(frame -> String.valueOf(frame.signals().get(signal)))
                .toList();
    }
}
