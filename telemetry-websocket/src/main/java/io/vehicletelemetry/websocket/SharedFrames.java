package io.vehicletelemetry.websocket;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The frame caches that sessions share: one for each selection of signals that somebody made. */
final class SharedFrames {

    /*
     * ofAll: final, and itself safe for all threads. chosen: guarded by this; only at the beginning and the end of a
     * subscription.
     */
    private final FrameCache ofAll = new FrameCache(SignalSelection.ALL);
    private final Map<List<String>, Shared> chosen = new HashMap<>();
    private final BatchFrames batches = new BatchFrames();
    private final @Nullable Past past;

    /**
     * @param past where last points come from, or null where there are none
     */
    SharedFrames(@Nullable Past past) {
        this.past = past;
    }

    /** The cache of a selection; to be given back. */
    synchronized FrameCache take(SubscriptionOptions options) {
        if (options.signals().isEmpty()) {
            return ofAll;
        }
        Shared shared = chosen.computeIfAbsent(
                options.signals(), names -> new Shared(new FrameCache(SignalSelection.of(names))));
        shared.users++;
        return shared.frames;
    }

    synchronized void giveBack(SubscriptionOptions options) {
        Shared shared = chosen.get(options.signals());
        if (shared != null && --shared.users == 0) {
            chosen.remove(options.signals());
        }
    }

    BatchFrames batches() {
        return batches;
    }

    @Nullable
    Past past() {
        return past;
    }

    /** Forgets all texts: nobody is there. */
    void clear() {
        ofAll.clear();
        batches.clear();
    }

    int size() {
        return ofAll.size();
    }

    synchronized int selections() {
        return chosen.size();
    }

    private static final class Shared {
        final FrameCache frames;
        int users;

        Shared(FrameCache frames) {
            this.frames = frames;
        }
    }
}
