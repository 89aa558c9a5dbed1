package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * At most one frame a vehicle and interval: each takes the place of the one before, and keeps the signals of it that it
 * does not have itself, since many devices send one signal a message. Intervals are those of the frames' own times, so
 * that a past that comes all at once is thinned alike.
 *
 * <p><em>Confined to one thread at a time: the writer's.</em>
 */
final class Thinning {

    private record Held(TelemetryFrame frame, long interval, long sinceNanos) {}

    private final long intervalMicros;
    private final Map<VehicleId, Held> held = new LinkedHashMap<>(); // those that are held the longest come first

    /** @param interval zero where nothing is to be thinned */
    Thinning(Duration interval) {
        this.intervalMicros = interval.toNanos() / 1_000;
    }

    /**
     * Takes a frame.
     *
     * @param ready takes the frames that are to be stored
     * @return how many frames went into another
     */
    int add(Entry.Frame entry, long nowNanos, List<Entry.Frame> ready) {
        if (intervalMicros == 0) {
            ready.add(entry);
            return 0;
        }
        TelemetryFrame frame = entry.frame();
        long interval = Math.floorDiv(frame.observedMicros(), intervalMicros);
        Held before = held.get(entry.vehicle());
        if (before != null && before.interval() == interval) {
            held.put(entry.vehicle(), new Held(merged(before.frame(), frame), interval, before.sinceNanos()));
            return 1;
        }
        if (before != null) {
            held.remove(entry.vehicle());
            ready.add(new Entry.Frame(entry.vehicle(), before.frame()));
        }
        held.put(entry.vehicle(), new Held(frame, interval, nowNanos));
        return 0;
    }

    /** Lets go what was held for an interval, or all of it. */
    List<Entry.Frame> due(long nowNanos, boolean all) {
        List<Entry.Frame> ready = new ArrayList<>();
        Iterator<Map.Entry<VehicleId, Held>> oldest = held.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<VehicleId, Held> next = oldest.next();
            if (!all && nowNanos - next.getValue().sinceNanos() < intervalMicros * 1_000) {
                break;
            }
            ready.add(new Entry.Frame(next.getKey(), next.getValue().frame()));
            oldest.remove();
        }
        return ready;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    int size() {
        return held.size();
    }

    private static TelemetryFrame merged(TelemetryFrame before, TelemetryFrame frame) {
        boolean ahead = frame.observedMicros() >= before.observedMicros();
        TelemetryFrame newer = ahead ? frame : before;
        Signals older = (ahead ? before : frame).signals();
        TelemetryFrame.Builder merged = newer.toBuilder();
        for (int i = 0; i < older.size(); i++) {
            if (newer.signals().indexOf(older.name(i)) < 0) {
                merged.signal(older.name(i), older.value(i));
            }
        }
        return merged.build();
    }
}
