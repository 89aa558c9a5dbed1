package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.history.HistoryBucket;
import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.LastKnown;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A good history; a broken one overrides a step of it. */
class WrappedHistory implements TelemetryHistory {

    TelemetryHistory good = TelemetryHistory.inMemory(1000, 10);

    @Override
    public int append(List<RecordedFrame> frames) {
        return good.append(frames);
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
    public long count(HistoryQuery query) {
        return good.count(query);
    }

    @Override
    public LastKnown last(VehicleId vehicle, Instant before, int depth) {
        return good.last(vehicle, before, depth);
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

    @Override
    public List<RecordedState> states(VehicleId vehicle, Instant from, Instant to, int limit) {
        return good.states(vehicle, from, to, limit);
    }
}
