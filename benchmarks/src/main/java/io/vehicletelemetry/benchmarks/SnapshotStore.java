package io.vehicletelemetry.benchmarks;

import io.vehicletelemetry.core.latest.LatestSnapshots;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Merges frames into immutable snapshots of vehicles. Returns the new snapshot, of whatever class it is. */
interface SnapshotStore {

    Object merge(VehicleId vehicle, TelemetryFrame frame);

    /** The project's own: with revisions, observation times, late frames, limits and state, which the others lack. */
    static SnapshotStore latestSnapshots() {
        LatestSnapshots latest = new LatestSnapshots(TelemetryLimits.defaults());
        return (vehicle, frame) -> latest.merge(vehicle, frame, 0, Frames.ARRIVAL);
    }

    /** One lock, and an ordered copy of a vehicle's values each time. */
    static SnapshotStore synchronizedCopies() {
        Map<VehicleId, Map<String, SignalValue>> vehicles = new HashMap<>();
        return (vehicle, frame) -> {
            synchronized (vehicles) {
                Map<String, SignalValue> before = vehicles.getOrDefault(vehicle, Map.of());
                Map<String, SignalValue> after = Collections.unmodifiableMap(merged(before, frame));
                vehicles.put(vehicle, after);
                return after;
            }
        };
    }

    /** A concurrent map of immutable maps. */
    static SnapshotStore computedCopies() {
        ConcurrentHashMap<VehicleId, Map<String, SignalValue>> vehicles = new ConcurrentHashMap<>();
        return (vehicle, frame) -> vehicles.compute(
                vehicle, (id, before) -> Map.copyOf(merged(before == null ? Map.of() : before, frame)));
    }

    private static Map<String, SignalValue> merged(Map<String, SignalValue> before, TelemetryFrame frame) {
        Map<String, SignalValue> merged = new LinkedHashMap<>(before);
        for (int i = 0; i < frame.signals().size(); i++) {
            merged.put(frame.signals().name(i), frame.signals().value(i));
        }
        return merged;
    }
}
