package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.broadcast.Subscriber.Delivery;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An outbox in which the first frame of each vehicle waits for the vehicle's last points, but not for long. Its own class,
 * so that nobody else pays for it.
 *
 * <p><em>Confined to the session's turn.</em>
 */
final class PastOutbox extends Outbox {

    /*
     * answers: a concurrent queue; put in by the threads that read, each before it wakes the session, taken out by the
     * turn. closed: volatile, set by whoever ends the feed, so that nothing is read for it any more. All else is the
     * turn's alone.
     * Invariant: a vehicle is in `waiting` or in `begun`, from its first snapshot on. At most AHEAD questions and answers
     * are there at once, so that what a slow client holds in memory does not grow with the number of vehicles.
     */
    private static final int AHEAD = 4;

    private final Past past;
    private final int count;
    private final Runnable wake;
    private final Predicate<VehicleId> visible;
    private final SignalSelection selection;
    private final LongAdder conflated;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Map<VehicleId, Waiting> waiting = new LinkedHashMap<>(); // the longest first
    private final Set<VehicleId> begun = new HashSet<>();
    /** Of the frames that are being made. */
    private final Map<VehicleId, String> points = new HashMap<>();

    private int asked;
    private boolean own;
    private volatile boolean closed;

    /**
     * @param wake called when there is something new; does not block
     */
    PastOutbox(
            SubscriptionOptions options,
            Predicate<VehicleId> visible,
            SharedFrames shared,
            FrameCache frames,
            Supplier<Instant> clock,
            LongAdder conflated,
            Past past,
            Runnable wake) {
        super(options, visible, frames, shared.batches(), clock, conflated);
        this.past = past;
        this.count = options.history();
        this.wake = wake;
        this.visible = visible;
        this.selection = frames.selection();
        this.conflated = conflated;
    }

    @Override
    boolean isHolding() {
        return !waiting.isEmpty();
    }

    @Override
    long nanosToHeld(long now) {
        Iterator<Waiting> longest = waiting.values().iterator();
        long left = longest.hasNext() ? Math.max(0, longest.next().deadline - now) : Long.MAX_VALUE;
        return Math.min(left, super.nanosToHeld(now));
    }

    @Override
    void close() {
        closed = true;
    }

    @Override
    @Nullable
    VehicleSnapshot take(@Nullable Delivery delivery, long now) {
        VehicleSnapshot ready = ready(now);
        VehicleSnapshot snapshot = ready == null ? super.take(delivery, now) : null;
        while (snapshot != null && !begun.contains(snapshot.vehicle())) {
            hold(snapshot, now);
            snapshot = super.take(delivery, now);
        }
        return ready != null ? ready : snapshot != null ? snapshot : ready(now);
    }

    private void hold(VehicleSnapshot snapshot, long now) {
        Waiting known = waiting.get(snapshot.vehicle());
        if (known == null) {
            waiting.put(snapshot.vehicle(), new Waiting(snapshot, now + past.patienceNanos()));
            ask();
        } else {
            known.snapshot = snapshot;
            conflated.increment();
        }
    }

    private void ask() {
        Iterator<Waiting> next = waiting.values().iterator();
        while (asked < AHEAD && next.hasNext()) {
            Waiting unasked = next.next();
            if (!unasked.asked) {
                unasked.asked = true;
                asked++;
                past.read(unasked.snapshot.vehicle(), count, selection, () -> !closed, this::answer);
            }
        }
    }

    private void answer(VehicleId vehicle, @Nullable String text) {
        answers.add(new Answer(vehicle, text));
        wake.run();
    }

    /** A first snapshot that has its points, or has waited for them for long enough. */
    private @Nullable VehicleSnapshot ready(long now) {
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            asked--;
            Waiting done = waiting.remove(answer.vehicle()); // null where it has gone without
            if (done != null) {
                begun.add(answer.vehicle());
            }
            ask();
            if (done != null && visible.test(answer.vehicle())) {
                if (answer.text() != null) {
                    points.put(answer.vehicle(), answer.text());
                }
                return done.snapshot;
            }
        }
        Iterator<Waiting> longest = waiting.values().iterator();
        while (longest.hasNext()) {
            VehicleSnapshot snapshot = longest.next().overdue(now);
            if (snapshot == null) {
                return null;
            }
            longest.remove();
            begun.add(snapshot.vehicle());
            if (visible.test(snapshot.vehicle())) {
                return snapshot;
            }
        }
        return null;
    }

    @Override
    Frame frame(Update update) {
        Frame frame = super.frame(update);
        String history = points.remove(update.vehicle());
        if (history == null) {
            return frame;
        }
        own = true;
        String text = frame.text();
        return new Frame(text.substring(0, text.length() - 1) + ',' + history.substring(1)); // two objects become one
    }

    @Override
    Frame join(List<Frame> updates) {
        if (!own) {
            return super.join(updates);
        }
        own = false;
        return BatchFrames.joinOnce(updates);
    }

    private record Answer(VehicleId vehicle, @Nullable String text) {}

    private static final class Waiting {
        private final long deadline;
        private VehicleSnapshot snapshot;
        private boolean asked;

        Waiting(VehicleSnapshot snapshot, long deadline) {
            this.snapshot = snapshot;
            this.deadline = deadline;
        }

        @Nullable
        VehicleSnapshot overdue(long now) {
            return now - deadline >= 0 ? snapshot : null;
        }
    }
}
