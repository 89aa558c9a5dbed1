package io.vehicletelemetry.core.broadcast;

import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How far one subscriber has come in the journal. It takes each vehicle's newest snapshot where the oldest that it has not
 * got stands, so that the vehicle that waits longest comes first, however slow the subscriber is.
 *
 * <p>Costs a position; for one that is behind, also a reference for each vehicle that it is ahead with.
 *
 * <p><em>Confined to one thread at a time, but for {@link #conflated}.</em>
 */
final class JournalCursor {

    /*
     * Invariant: of each vehicle, everything up to max(next - 1, ahead) was taken, passed over or left out, except for the
     * vehicles that `pass` has still to visit: of those, what is below `from`, or up to ahead.
     * next, conflated, told: atomic, for those who count; all others: confined.
     */
    private static final AtomicLongFieldUpdater<JournalCursor> NEXT =
            AtomicLongFieldUpdater.newUpdater(JournalCursor.class, "next");

    private final Journal journal;
    private final Predicate<VehicleId> filter;

    /** The position that is read next. */
    private volatile long next;
    /** What is newer at the vehicle that is looked at was not taken before, unless ahead says so. */
    private long from;
    /** Where not null: vehicles to be looked at before the journal is read on. */
    private @Nullable Iterator<Track> pass;
    /** Vehicles of which something was taken whose place is still to come; null where there is none. */
    private @Nullable Map<Track, Long> ahead;

    private @Nullable Track found;
    private final AtomicLong conflated = new AtomicLong();
    private final AtomicLong told = new AtomicLong();

    /** Stands at the journal's end. */
    JournalCursor(Journal journal, Predicate<VehicleId> filter) {
        this.journal = journal;
        this.filter = filter;
        this.next = journal.end();
    }

    /** Looks at these vehicles first. */
    void begin(Iterable<Track> known) {
        pass = known.iterator();
    }

    /** Whether there is something to take. */
    boolean isPending() {
        if (found == null) {
            found = search();
        }
        return found != null;
    }

    /** The newest snapshot of the vehicle that waits longest, or null where none does. */
    @Nullable
    VehicleSnapshot take() {
        Track track = found == null ? search() : found;
        found = null;
        if (track == null) {
            return null;
        }
        Track.Publication newest = track.newest();
        if (newest.position() >= next) {
            if (pass == null) {
                conflated.incrementAndGet(); // what stands here was replaced
            }
            Map<Track, Long> places = ahead == null ? new HashMap<>(4) : ahead;
            places.put(track, newest.position());
            ahead = places;
        } else {
            forget(track);
        }
        return newest.snapshot();
    }

    /**
     * How many were replaced by a newer one of their vehicle, as far as the journal goes back: those that were passed over,
     * and those that still stand there. From any thread; never falls.
     */
    long conflated() {
        long count = conflated.get() + replaced(next, journal.end());
        return told.accumulateAndGet(
                count, Math::max); // what was taken ahead of its place and replaced is counted for a moment
    }

    private long replaced(long from, long to) {
        long count = 0;
        for (long position = journal.oldest(from, to); position < to; position++) {
            Track track = journal.at(position);
            if (track != null && track.newest().position() > position && filter.test(track.vehicle())) {
                count++;
            }
        }
        return count;
    }

    private @Nullable Track search() {
        Track track = candidate();
        while (track != null && !(isUntaken(track) && filter.test(track.vehicle()))) {
            track = candidate();
        }
        return track;
    }

    private @Nullable Track candidate() {
        if (pass != null) {
            if (pass.hasNext()) {
                return pass.next();
            }
            pass = null;
        }
        from = next;
        long end = journal.end();
        if (from >= end) {
            return null;
        }
        Track track = journal.at(from);
        if (track != null) {
            NEXT.lazySet(this, from + 1);
            return track;
        }
        conflated.addAndGet(replaced(from, end));
        NEXT.lazySet(this, end); // too far behind: what was published up to here, the vehicles tell
        pass = journal.tracks();
        return candidate();
    }

    private void forget(Track track) {
        if (ahead != null) {
            ahead.remove(track);
            if (ahead.isEmpty()) {
                ahead = null;
            }
        }
    }

    private boolean isUntaken(Track track) {
        long newest = track.newest().position();
        Long taken = ahead == null ? null : ahead.get(track);
        if (taken == null || taken < (pass == null ? from : newest)) {
            return newest >= from;
        }
        if (taken < next) {
            forget(track); // its place is here, or was passed
        } else if (pass == null) {
            conflated.incrementAndGet();
        }
        return false;
    }
}
