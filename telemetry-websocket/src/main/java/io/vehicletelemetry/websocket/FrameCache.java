package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Encodes each snapshot once, when the first session needs it; all sessions share the text.
 *
 * <p>Holds the newest text of each vehicle, at most as many as there are vehicles; emptied when nobody is connected.
 */
final class FrameCache {

    /*
     * Invariant: the entry of a vehicle never becomes an older one, and the text of an entry is written once.
     * frames: a concurrent map; its compute only swaps references, encoding happens outside of it.
     * Entry.text: volatile, written under the entry's monitor, so that two sessions that meet at a new snapshot encode it
     * once: the second waits for the few microseconds of the first.
     * Progress: a hit neither locks nor writes.
     */
    private final ConcurrentMap<VehicleId, Entry> frames = new ConcurrentHashMap<>();

    @SuppressWarnings("ReferenceEquality") // a snapshot is the same object for all sessions
    String text(VehicleSnapshot snapshot) {
        Entry known = frames.get(snapshot.vehicle());
        if (known == null || known.snapshot != snapshot) {
            known = frames.merge(snapshot.vehicle(), new Entry(snapshot), FrameCache::newer);
        }
        // A session that is behind encodes for itself; what the others share stays.
        return known.snapshot == snapshot ? known.text() : TelemetryJson.update(snapshot);
    }

    void clear() {
        frames.clear();
    }

    int size() {
        return frames.size();
    }

    @SuppressWarnings("ReferenceEquality")
    private static Entry newer(Entry known, Entry candidate) {
        boolean replaces = known.snapshot != candidate.snapshot && candidate.snapshot.isNewerThan(known.snapshot);
        return replaces ? candidate : known;
    }

    private static final class Entry {
        private final VehicleSnapshot snapshot;
        private volatile @Nullable String text;

        Entry(VehicleSnapshot snapshot) {
            this.snapshot = snapshot;
        }

        String text() {
            String known = text;
            if (known != null) {
                return known;
            }
            synchronized (this) {
                String made = text;
                if (made == null) {
                    made = TelemetryJson.update(snapshot);
                    text = made;
                }
                return made;
            }
        }
    }
}
