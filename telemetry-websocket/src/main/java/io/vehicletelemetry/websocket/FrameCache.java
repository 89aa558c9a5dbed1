package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one selection of signals: each is encoded once, when the first session needs it; all sessions that made
 * this selection share it, text and bytes.
 *
 * <p>Holds the newest frames of each vehicle, at most as many as there are vehicles; emptied when nobody needs them.
 */
final class FrameCache {

    /*
     * Invariant: the entry of a vehicle never becomes an older one, and each frame of an entry is made once.
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
    Frame full(VehicleSnapshot snapshot) {
        Entry entry = entry(snapshot);
        // A session that is behind encodes for itself; what the others share stays.
        return entry == null ? new Frame(TelemetryJson.update(snapshot, selection)) : entry.full();
    }

    /** What the selection sees change from an earlier snapshot of the same vehicle and epoch. */
    Frame delta(VehicleSnapshot base, VehicleSnapshot snapshot) {
        Entry entry = entry(snapshot);
        return entry == null ? new Frame(TelemetryJson.delta(base, snapshot, selection)) : entry.delta(base);
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
        private volatile @Nullable Frame full;
        private volatile @Nullable ConcurrentMap<Long, Frame> deltas;

        Entry(VehicleSnapshot snapshot) {
            this.snapshot = snapshot;
        }

        Frame full() {
            Frame known = full;
            return known == null ? encode() : known;
        }

        Frame delta(VehicleSnapshot base) {
            ConcurrentMap<Long, Frame> known = deltas;
            Frame frame = known == null ? null : known.get(base.revision());
            return frame == null ? encode(base) : frame;
        }

        private synchronized Frame encode() {
            Frame made = full;
            if (made == null) {
                made = new Frame(TelemetryJson.update(snapshot, selection));
                full = made;
            }
            return made;
        }

        private synchronized Frame encode(VehicleSnapshot base) {
            ConcurrentMap<Long, Frame> shared = deltas;
            if (shared == null) {
                shared = new ConcurrentHashMap<>(4);
                deltas = shared;
            }
            Frame frame = shared.get(base.revision());
            if (frame == null) {
                frame = new Frame(TelemetryJson.delta(base, snapshot, selection));
                if (shared.size() < MAX_DELTAS) {
                    shared.put(base.revision(), frame);
                }
            }
            return frame;
        }
    }
}
