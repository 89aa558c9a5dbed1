package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one selection of signals: each is encoded once, when the first session needs it; all sessions that made
 * this selection share the text.
 *
 * <p>Holds the newest texts of each vehicle, at most as many as there are vehicles; emptied when nobody needs them.
 */
final class FrameCache {

    /*
     * Invariant: the entry of a vehicle never becomes an older one, and each text of an entry is written once.
     * frames: a concurrent map; its compute only swaps references, encoding happens outside of it.
     * Entry.full: volatile, written under the entry's monitor, so that two sessions that meet at a new snapshot encode it
     * once: the second waits for the few microseconds of the first. Entry.deltas: the same, by the base's revision.
     * Progress: a hit neither locks nor writes.
     */

    /** Sessions that are this far apart do not profit from each other. */
    private static final int MAX_DELTAS = 16;

    private final SignalSelection selection;
    private final ConcurrentMap<VehicleId, Entry> frames = new ConcurrentHashMap<>();

    FrameCache(SignalSelection selection) {
        this.selection = selection;
    }

    SignalSelection selection() {
        return selection;
    }

    /** All that the selection sees of a snapshot. */
    String full(VehicleSnapshot snapshot) {
        Entry entry = entry(snapshot);
        // A session that is behind encodes for itself; what the others share stays.
        return entry == null ? TelemetryJson.update(snapshot, selection) : entry.full();
    }

    /** What the selection sees change from an earlier snapshot of the same vehicle and epoch. */
    String delta(VehicleSnapshot base, VehicleSnapshot snapshot) {
        Entry entry = entry(snapshot);
        return entry == null ? TelemetryJson.delta(base, snapshot, selection) : entry.delta(base);
    }

    void clear() {
        frames.clear();
    }

    int size() {
        return frames.size();
    }

    @SuppressWarnings("ReferenceEquality") // a snapshot is the same object for all sessions
    private @Nullable Entry entry(VehicleSnapshot snapshot) {
        Entry known = frames.get(snapshot.vehicle());
        if (known == null || known.snapshot != snapshot) {
            known = frames.merge(snapshot.vehicle(), new Entry(snapshot), FrameCache::newer);
        }
        return known.snapshot == snapshot ? known : null;
    }

    @SuppressWarnings("ReferenceEquality")
    private static Entry newer(Entry known, Entry candidate) {
        boolean replaces = known.snapshot != candidate.snapshot && candidate.snapshot.isNewerThan(known.snapshot);
        return replaces ? candidate : known;
    }

    private final class Entry {
        private final VehicleSnapshot snapshot;
        private volatile @Nullable String full;
        private volatile @Nullable ConcurrentMap<Long, String> deltas;

        Entry(VehicleSnapshot snapshot) {
            this.snapshot = snapshot;
        }

        String full() {
            String known = full;
            if (known != null) {
                return known;
            }
            synchronized (this) {
                String made = full;
                if (made == null) {
                    made = TelemetryJson.update(snapshot, selection);
                    full = made;
                }
                return made;
            }
        }

        String delta(VehicleSnapshot base) {
            ConcurrentMap<Long, String> known = deltas;
            String text = known == null ? null : known.get(base.revision());
            if (text != null) {
                return text;
            }
            synchronized (this) {
                ConcurrentMap<Long, String> shared = deltas;
                if (shared == null) {
                    shared = new ConcurrentHashMap<>(4);
                    deltas = shared;
                }
                text = shared.get(base.revision());
                if (text == null) {
                    text = TelemetryJson.delta(base, snapshot, selection);
                    if (shared.size() < MAX_DELTAS) {
                        shared.put(base.revision(), text);
                    }
                }
                return text;
            }
        }
    }
}
