package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.history.HistoryBucket;
import io.vehicletelemetry.core.history.HistoryException;
import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A history in memory that answers when a test lets it, or never. */
final class GatedHistory implements TelemetryHistory {

    private final TelemetryHistory good = TelemetryHistory.inMemory(1_000, 1_000);
    final AtomicInteger questions = new AtomicInteger();
    final Set<String> threads = ConcurrentHashMap.newKeySet();
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile boolean away;

    void record(long vehicle, int second, String signal, long value) {
        VehicleId id = VehicleId.of(vehicle);
        good.append(List.of(RecordedFrame.of(
                id,
                TelemetryFrame.builder(Fleet.TIME.minusSeconds(100).plusSeconds(second), 0)
                        .vehicle(id)
                        .signal(signal, value)
                        .build())));
    }

    void close(CountDownLatch until) {
        gate = until;
    }

    @Override
    public List<RecordedFrame> newest(VehicleId vehicle, int limit) {
        questions.incrementAndGet();
        threads.add(Thread.currentThread().getName());
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new AssertionError("a database may take an interrupt for its own end", e);
        }
        if (away) {
            throw HistoryException.away("away, on purpose", null);
        }
        return good.newest(vehicle, limit);
    }

    @Override
    public int append(List<RecordedFrame> frames) {
        return good.append(frames);
    }

    @Override
    public List<RecordedFrame> find(HistoryQuery query) {
        return good.find(query);
    }

    @Override
    public List<VehicleId> vehicles() {
        return good.vehicles();
    }

    @Override
    public List<String> signals(VehicleId vehicle) {
        return good.signals(vehicle);
    }

    @Override
    public List<HistoryBucket> summarize(HistoryQuery query, Duration width) {
        return good.summarize(query, width);
    }

    @Override
    public void appendStates(List<RecordedState> states) {
        good.appendStates(states);
    }

    @Override
    public List<RecordedState> states(VehicleId vehicle, Instant from, Instant to) {
        return good.states(vehicle, from, to);
    }
}
