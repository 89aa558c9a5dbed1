package io.vehicletelemetry.core.broadcast;

import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which vehicles were published last, in order, and the newest snapshot of each. One for all subscribers: what is published
 * is written once, however many there are, and a subscriber is a position in it.
 *
 * <p>It goes back for so many publications as it is long. Whoever is further behind looks at all vehicles.
 */
final class Journal {

    /*
     * Parties: any number of threads append, any number read.
     *
     * A ring of marks; the mark at an index is replaced by one that is a whole round newer, so positions at an index only
     * rise. An append writes its mark at the end by compare-and-set, advances the vehicle's track, and only then moves the
     * end, by compare-and-set as well; whoever finds the place at the end taken does the last two steps of the other one.
     * Invariant: of each position below the end, the mark was written, and its track is as far or further. So a reader
     * that has seen all marks below the end it read, or else all tracks after it, has missed nothing. And tracks advance in
     * the order of positions.
     * Mark.snapshot: volatile; for those who help; null once nobody needs to, so that the ring holds no old snapshots.
     *
     * Progress: lock-free; a thread that stops in the middle of an append holds nobody up.
     */

    /** Some 300 kB; at a thousand publications a second, eight seconds. */
    static final int LENGTH = 8_192;

    private final int mask;
    private final AtomicReferenceArray<@Nullable Mark> ring;
    private final AtomicLong end = new AtomicLong();
    private final ConcurrentHashMap<VehicleId, Track> tracks = new ConcurrentHashMap<>();

    Journal() {
        this(LENGTH);
    }

    /**
     * @param length a power of two
     */
    Journal(int length) {
        this.mask = length - 1;
        this.ring = new AtomicReferenceArray<>(length);
    }

    /** Writes a snapshot down, unless a newer one is there, or itself; returns whether it did. */
    boolean append(VehicleSnapshot snapshot) {
        Track track = track(snapshot.vehicle());
        if (!track.isNews(snapshot)) {
            return false;
        }
        append(track, snapshot, false);
        return true;
    }

    /**
     * Writes down what is known of a vehicle, unless something of it was published: that may be newer, and of two epochs
     * nobody can tell. Returns whether it did.
     */
    boolean introduce(VehicleSnapshot snapshot) {
        Track track = track(snapshot.vehicle());
        if (!track.isBlank()) {
            return false;
        }
        append(track, snapshot, true);
        return true;
    }

    private void append(Track track, VehicleSnapshot snapshot, boolean introduces) {
        while (true) {
            long position = end.get();
            int index = (int) position & mask;
            Mark there = ring.get(index);
            if (there != null && there.position >= position) {
                finish(there);
                continue;
            }
            Mark mark = new Mark(position, track, snapshot, introduces);
            if (ring.compareAndSet(index, there, mark)) {
                finish(mark);
                return;
            }
        }
    }

    private void finish(Mark mark) {
        VehicleSnapshot snapshot = mark.snapshot;
        if (snapshot != null) {
            if (!mark.introduces || mark.track.isBlank()) { // nobody advances it meanwhile, but for the same mark
                mark.track.advance(mark.position, snapshot);
            }
            end.compareAndSet(mark.position, mark.position + 1);
            mark.snapshot = null;
        }
    }

    /** The vehicle's track, also where nothing of it was published. */
    Track track(VehicleId vehicle) {
        Track known = tracks.get(vehicle);
        return known != null ? known : tracks.computeIfAbsent(vehicle, Track::new);
    }

    /** The position of the next publication. */
    long end() {
        return end.get();
    }

    /** The first position from here on that is remembered. */
    long oldest(long from, long end) {
        return Math.max(from, end - ring.length());
    }

    /** Which vehicle was published at a position below the end, or null where that is too long ago. */
    @Nullable
    Track at(long position) {
        Mark mark = ring.get((int) position & mask);
        return mark == null || mark.position != position ? null : mark.track;
    }

    /** All vehicles that had been published before the call, possibly some more. */
    Iterator<Track> tracks() {
        return tracks.values().iterator();
    }

    private static final class Mark {
        final long position;
        final Track track;
        final boolean introduces;

        volatile @Nullable VehicleSnapshot snapshot;

        Mark(long position, Track track, VehicleSnapshot snapshot, boolean introduces) {
            this.position = position;
            this.track = track;
            this.introduces = introduces;
            this.snapshot = snapshot;
        }
    }
}
