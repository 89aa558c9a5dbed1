package io.vehicletelemetry.websocket;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Joins updates to batch frames; sessions that are to get the same updates share the frame. */
final class BatchFrames {

    /*
     * recent: the last frames that were joined, each set once it is complete but for its frame; written under the monitor,
     * so that two sessions that come with the same updates at the same moment find one entry. next: guarded by this.
     * Joined.frame: volatile, made under the entry's monitor: the second session waits for the few microseconds of the first.
     * Elements are compared by identity: they are shared themselves.
     * Progress: a hit neither locks nor writes.
     */
    private static final int RECENT = 8;
    private static final String START = "{\"type\":\"telemetry_batch\",\"updates\":[";
    private static final String END = "]}";

    private final AtomicReferenceArray<Joined> recent = new AtomicReferenceArray<>(RECENT);
    private int next;

    /** The frame of these updates, at least one. */
    Frame join(List<Frame> updates) {
        Joined known = find(updates);
        return (known == null ? add(updates) : known).frame();
    }

    /** The frame of updates that nobody shares. */
    static Frame joinOnce(List<Frame> updates) {
        return new Joined(updates.toArray(new Frame[0])).join();
    }

    private @Nullable Joined find(List<Frame> updates) {
        for (int i = 0; i < RECENT; i++) {
            Joined joined = recent.get(i);
            if (joined != null && joined.isOf(updates)) {
                return joined;
            }
        }
        return null;
    }

    private synchronized Joined add(List<Frame> updates) {
        Joined joined = find(updates); // by another session, in the meantime
        if (joined == null) {
            joined = new Joined(updates.toArray(new Frame[0]));
            recent.set(next, joined);
            next = (next + 1) % RECENT;
        }
        return joined;
    }

    void clear() {
        for (int i = 0; i < RECENT; i++) {
            recent.set(i, null);
        }
    }

    private static final class Joined {
        private final Frame[] updates;
        private volatile @Nullable Frame frame;

        Joined(Frame[] updates) {
            this.updates = updates;
        }

        Frame frame() {
            Frame known = frame;
            return known == null ? makeOnce() : known;
        }

        private synchronized Frame makeOnce() {
            Frame made = frame;
            if (made == null) {
                made = join();
                frame = made;
            }
            return made;
        }

        private Frame join() {
            int length = START.length() + END.length() + updates.length;
            for (Frame update : updates) {
                length += update.text().length();
            }
            StringBuilder joined = new StringBuilder(length).append(START);
            for (int i = 0; i < updates.length; i++) {
                if (i > 0) {
                    joined.append(',');
                }
                joined.append(updates[i].text());
            }
            return new Frame(joined.append(END).toString());
        }

        @SuppressWarnings("ReferenceEquality")
        boolean isOf(List<Frame> others) {
            if (updates.length != others.size()) {
                return false;
            }
            for (int i = updates.length - 1; i >= 0; i--) { // the last differ most often
                if (updates[i] != others.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
