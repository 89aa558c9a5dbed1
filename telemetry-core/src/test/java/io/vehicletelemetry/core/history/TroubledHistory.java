package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A history in memory that meets what a test makes it meet before each batch of frames, and before it tells what is known last. */
final class TroubledHistory implements TelemetryHistory {

    private final TelemetryHistory good = TelemetryHistory.inMemory(100_000, 100);
    final List<RecordedFrame> putAside = new CopyOnWriteArrayList<>();
    volatile Consumer<List<RecordedFrame>> trouble = batch -> {};
    volatile Runnable troubleOfReading = () -> {};
    volatile Runnable troubleAside = () -> {};

    @Override
    public int append(List<RecordedFrame> frames) {
        trouble.accept(frames);
        return good.append(frames);
    }

    @Override
    public void putAside(RecordedFrame frame, String reason) {
        troubleAside.run();
        putAside.add(frame);
    }

    @Override
    public List<RecordedFrame> find(HistoryQuery query) {
        return good.find(query);
    }

    @Override
    public List<RecordedFrame> newest(VehicleId vehicle, int limit) {
        return good.newest(vehicle, limit);
    }

    @Override
    public LastKnown last(VehicleId vehicle, Instant before, int depth) {
        troubleOfReading.run();
        return good.last(vehicle, before, depth);
    }

    @Override
    public List<VehicleId> vehicles() {
        troubleOfReading.run();
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
