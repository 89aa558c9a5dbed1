package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.broadcast.Subscription;
import io.vehicletelemetry.core.model.VehicleId;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One subscription of a session, from its snapshot on until another replaces it or the session ends. */
final class Feed implements Subscriber {

    /*
     * delivery: volatile; written by deliver, which comes only when the turn completed the one before, or by close.
     * closed: atomic; set once, by whoever closes. subscription: atomic; set by open, which looks for a close that came
     * before, and taken out once.
     * greeted, drained (whether the delivery was found empty): the session's turn alone.
     * Progress: no locks but that of the shared frames, at the beginning and the end.
     */
    private final ClientSession session;
    private final SubscriptionOptions options;
    private final SharedFrames shared;
    private final Outbox outbox;
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Delivery delivery;
    private boolean greeted;
    private boolean drained;

    Feed(ClientSession session, SubscriptionOptions options, SharedFrames shared) {
        this.session = session;
        this.options = options;
        this.shared = shared;
        this.outbox = outbox(shared.take(options), shared.past());
    }

    private Outbox outbox(FrameCache frames, @Nullable Past past) {
        LongAdder conflated = session.conflations();
        return past == null || options.history() == 0
                ? new Outbox(options, session::maySee, frames, shared.batches(), session::now, conflated)
                : new PastOutbox(
                        options, session::maySee, shared, frames, session::now, conflated, past, session::delivered);
    }

    SubscriptionOptions options() {
        return options;
    }

    /**
     * Subscribes; the first delivery may come in here.
     *
     * @throws IllegalStateException if the broadcaster is closed
     */
    void open(Broadcaster broadcaster) {
        subscription.set(broadcaster.subscribe(this, this::concerns));
        if (closed.get()) {
            close(); // it may have come too early to find the subscription
        }
    }

    private boolean concerns(VehicleId vehicle) {
        return options.includes(vehicle) && session.maySee(vehicle);
    }

    @Override
    public void deliver(Delivery next) {
        delivery = next;
        session.delivered();
    }

    @Override
    public void closed() {
        if (!closed.get()) { // not by us
            session.end(Ending.shuttingDown());
        }
    }

    // ---- the turn ----

    boolean isWaiting() {
        return delivery != null;
    }

    /** The next frame, or null where there is none now; early: only of what was held back. */
    @Nullable
    Frame next(boolean early, long now) {
        Delivery from = early ? null : delivery;
        Frame frame = outbox.next(from, now);
        if (from != null) {
            if (frame == null) {
                drained = true;
                if (!greeted && !outbox.isHolding()) {
                    frame = outbox.empty(TelemetryJson.empty(session.now()));
                }
            }
            greeted = true;
        }
        return frame;
    }

    /** False where there was nothing to complete: a delivery that came after the look into it has its own turn. */
    boolean complete() {
        if (!drained) {
            return false;
        }
        drained = false;
        Delivery done = delivery;
        if (done != null) { // else it was closed meanwhile
            delivery = null;
            done.complete(); // may deliver again, in here
        }
        return true;
    }

    long nanosToHeld(long now) {
        return outbox.nanosToHeld(now);
    }

    // ---- the end ----

    /** Ends the subscription; from any thread, idempotent. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            shared.giveBack(options);
            outbox.close();
        }
        Subscription open = subscription.getAndSet(null);
        if (open != null) {
            session.conflations().add(open.conflated());
            open.close();
        }
        delivery = null;
    }

    long conflated() {
        Subscription open = subscription.get();
        return open == null ? 0 : open.conflated();
    }
}
