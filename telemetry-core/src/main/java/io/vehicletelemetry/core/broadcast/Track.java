package io.vehicletelemetry.core.broadcast;

import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** The newest publication of one vehicle. */
final class Track {

    /*
     * newest: atomic; its position only rises, and its snapshot is only replaced by a newer one. Any thread advances it,
     * possibly late and several times over: such a call finds the position taken and changes nothing.
     * Progress: lock-free.
     */
    private static final AtomicReferenceFieldUpdater<Track, Publication> NEWEST =
            AtomicReferenceFieldUpdater.newUpdater(Track.class, Publication.class, "newest");

    private static final Publication NONE = new Publication(-1, null);

    private final VehicleId vehicle;
    private volatile Publication newest = NONE;

    Track(VehicleId vehicle) {
        this.vehicle = vehicle;
    }

    VehicleId vehicle() {
        return vehicle;
    }

    Publication newest() {
        return newest;
    }

    /** Whether nothing was published. */
    boolean isBlank() {
        return newest.snapshot() == null;
    }

    /** Whether nothing newer was published. */
    boolean isNews(VehicleSnapshot snapshot) {
        return newest.isOlderThan(snapshot);
    }

    void advance(long position, VehicleSnapshot snapshot) {
        Publication known = newest;
        while (known.position() < position && known.isOlderThan(snapshot)) {
            if (NEWEST.compareAndSet(this, known, new Publication(position, snapshot))) {
                return;
            }
            known = newest;
        }
    }

    /**
     * A snapshot in the order of all.
     *
     * @param position in the journal; -1 where there is none yet
     * @param snapshot null where there is none yet
     */
    record Publication(long position, @Nullable VehicleSnapshot snapshot) {

        boolean isOlderThan(VehicleSnapshot other) {
            return snapshot == null || other.isNewerThan(snapshot);
        }
    }
}
