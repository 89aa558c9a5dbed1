package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest frames and states of the vehicles written to last. Frames are packed when they are written and made anew
 * when they are read: most are never read, and what is kept as it came would be a million objects for 100 vehicles.
 */
final class InMemoryHistory implements TelemetryHistory {
    /*
     * Invariant: no vehicle has more than `points` frames and states, and there are at most `vehicles` of them, in the
     * order of the last write. All is guarded by this object's lock, which is held for the work on one batch or the copy
     * of one answer; nothing foreign is called under it, since a batch is copied before.
     */

    private final int points;
    private final int vehicles;
    private final PackedFrame.Packer packer = new PackedFrame.Packer();
    private final LinkedHashMap<VehicleId, VehicleRing> rings = new LinkedHashMap<>();

    InMemoryHistory(int points, int vehicles) {
        this.points = Allowed.positive("points", points);
        this.vehicles = Allowed.positive("vehicles", vehicles);
    }

    @Override
    public int append(List<RecordedFrame> frames) {
        List<RecordedFrame> batch = List.copyOf(frames); // whatever is wrong with it shows before anything is stored
        int added = 0;
        synchronized (this) {
            for (RecordedFrame frame : batch) {
                added += ring(frame.vehicle()).add(frame) ? 1 : 0;
            }
        }
        return added;
    }

    @Override
    public List<RecordedFrame> find(HistoryQuery query) {
        List<RecordedFrame> found = new ArrayList<>();
        visit(query, query.limit(), found::add);
        return found;
    }

    @Override
    public synchronized List<RecordedFrame> newest(VehicleId vehicle, int limit) {
        VehicleRing ring = known(vehicle);
        return ring == null ? List.of() : ring.newest(limit);
    }

    @Override
    public synchronized List<VehicleId> vehicles() {
        return List.copyOf(rings.keySet());
    }

    @Override
    public synchronized List<String> signals(VehicleId vehicle) {
        VehicleRing ring = known(vehicle);
        return ring == null ? List.of() : ring.signals();
    }

    @Override
    public List<HistoryBucket> summarize(HistoryQuery query, Duration width) {
        Buckets buckets = new Buckets(query.from(), width);
        visit(query.after(null), Integer.MAX_VALUE, buckets::add);
        return buckets.all();
    }

    private synchronized void visit(HistoryQuery query, int limit, Consumer<RecordedFrame> action) {
        VehicleRing ring = known(query.vehicle());
        if (ring != null) {
            ring.visit(query, limit, action);
        }
    }

    @Override
    public void appendStates(List<RecordedState> states) {
        List<RecordedState> batch = List.copyOf(states);
        synchronized (this) {
            batch.forEach(state -> ring(state.vehicle()).add(state));
        }
    }

    @Override
    public synchronized List<RecordedState> states(VehicleId vehicle, Instant from, Instant to) {
        VehicleRing ring = known(vehicle);
        return ring == null ? List.of() : ring.states(from, to);
    }

    private @Nullable VehicleRing known(VehicleId vehicle) {
        return rings.get(vehicle);
    }

    /** The ring to write to, put at the end of the order: only writing keeps a vehicle. */
    private VehicleRing ring(VehicleId vehicle) {
        VehicleRing ring = rings.remove(vehicle);
        if (ring == null) {
            ring = new VehicleRing(vehicle, points, packer);
        }
        rings.put(vehicle, ring);
        if (rings.size() > vehicles) {
            rings.remove(rings.keySet().iterator().next());
        }
        return ring;
    }
}
