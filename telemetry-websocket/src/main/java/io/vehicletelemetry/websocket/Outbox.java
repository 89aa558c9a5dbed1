package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.broadcast.Subscriber.Delivery;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription sends next: takes snapshots and makes frames of them, as the client asked for.
 *
 * <p><em>Confined to the session's turn.</em>
 */
class Outbox {

    /** So that a frame, and with it what a slow client holds in memory, stays bounded. */
    private static final int MAX_BATCH = 256;

    private final SubscriptionOptions options;
    private final Predicate<VehicleId> visible;
    private final FrameCache frames;
    private final BatchFrames batches;
    private final Supplier<Instant> clock;
    /** Null where nothing depends on what was sent before: the usual client pays nothing for it. */
    private final @Nullable SentUpdates sent;

    // Of the batch that is being made; kept, so that they are allocated once.
    private final List<Frame> collected = new ArrayList<>(0);
    private final Set<VehicleId> vehicles = new HashSet<>(0);
    /** An update of a vehicle that was in the batch before it: it starts the next one. */
    private @Nullable Update ahead;

    Outbox(
            SubscriptionOptions options,
            Predicate<VehicleId> visible,
            FrameCache frames,
            BatchFrames batches,
            Supplier<Instant> clock,
            LongAdder conflated) {
        this.options = options;
        this.visible = visible;
        this.frames = frames;
        this.batches = batches;
        this.clock = clock;
        this.sent = options.needsHistory() ? new SentUpdates(options.periodNanos(), conflated) : null;
    }

    /**
     * The next frame.
     *
     * @param delivery what to take from, after what was held back; null: only what was held back
     * @param now monotonic, in nanoseconds
     * @return the frame, or null where nothing is to be sent now
     */
    @Nullable
    Frame next(@Nullable Delivery delivery, long now) {
        if (!options.batch()) {
            Update update = update(delivery, now);
            return update == null ? null : frame(update);
        }
        Update update = ahead == null || !visible.test(ahead.vehicle()) ? update(delivery, now) : ahead;
        ahead = null;
        while (update != null) {
            if (collected.size() == MAX_BATCH || !vehicles.add(update.vehicle())) {
                ahead = update;
                break;
            }
            collected.add(frame(update));
            update = update(delivery, now);
        }
        if (collected.isEmpty()) {
            return null;
        }
        Frame batch = join(collected);
        collected.clear();
        vehicles.clear();
        return batch;
    }

    Frame join(List<Frame> updates) {
        return options.ages() ? BatchFrames.joinOnce(updates) : batches.join(updates);
    }

    /** A frame that says that no vehicle is known. */
    Frame empty(String text) {
        Frame update = new Frame(text);
        return options.batch() ? batches.join(List.of(update)) : update;
    }

    /** Whether there are vehicles of which nothing was sent yet. */
    boolean isHolding() {
        return false;
    }

    /** Nothing is sent any more; from any thread. */
    void close() {}

    /** When something that was held back is due, or {@link Long#MAX_VALUE} nanoseconds from now. */
    long nanosToHeld(long now) {
        return sent == null ? Long.MAX_VALUE : sent.nanosToHeld(now);
    }

    private @Nullable Update update(@Nullable Delivery delivery, long now) {
        if (sent == null) {
            VehicleSnapshot snapshot = take(delivery, now);
            return snapshot == null ? null : new Update(snapshot, null);
        }
        while (true) {
            VehicleSnapshot snapshot = sent.due(now);
            if (snapshot != null && !visible.test(snapshot.vehicle())) {
                continue;
            }
            if (snapshot == null) {
                snapshot = take(delivery, now);
            }
            if (snapshot == null) {
                return null;
            }
            VehicleSnapshot before = sent.last(snapshot);
            if (before == null) {
                sent.send(snapshot, now);
                return new Update(snapshot, null);
            }
            if (concerns(before, snapshot) && (before.state() != snapshot.state() || !sent.hold(snapshot, now))) {
                sent.send(snapshot, now);
                return new Update(snapshot, options.delta() ? before : null);
            }
        }
    }

    private boolean concerns(VehicleSnapshot before, VehicleSnapshot now) {
        SignalSelection selection = frames.selection();
        return options.ages() ? selection.concernsWithAges(before, now) : selection.concerns(before, now);
    }

    /** At the last moment: an age is that at the sending, and such a frame is nobody else's. */
    Frame frame(Update update) {
        VehicleSnapshot base = update.base();
        if (!options.ages()) {
            return base == null ? frames.full(update.snapshot()) : frames.delta(base, update.snapshot());
        }
        Instant sentAt = clock.get();
        return new Frame(
                base == null
                        ? TelemetryJson.updateWithAges(update.snapshot(), frames.selection(), sentAt)
                        : TelemetryJson.deltaWithAges(base, update.snapshot(), frames.selection(), sentAt));
    }

    /** The next one that may be seen now: what waits may be older than a change of that. */
    @Nullable
    VehicleSnapshot take(@Nullable Delivery delivery, long now) {
        VehicleSnapshot snapshot = delivery == null ? null : delivery.next();
        while (snapshot != null && !visible.test(snapshot.vehicle())) {
            snapshot = Objects.requireNonNull(delivery).next();
        }
        return snapshot;
    }

    record Update(VehicleSnapshot snapshot, @Nullable VehicleSnapshot base) {
        VehicleId vehicle() {
            return snapshot.vehicle();
        }
    }
}
