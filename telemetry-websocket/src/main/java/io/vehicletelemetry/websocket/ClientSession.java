package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.broadcast.Subscription;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One client: takes from its subscription and sends, one at a time, at the client's pace. */
final class ClientSession implements Subscriber, SendHandler, Runnable {

    /*
     * Parties: publishers (deliver), the container (onResult, messages), the timer (check), and whoever has the turn.
     * Invariant: at most one send or ping is under way, and only the thread that has the turn starts one. The turn is had
     * by the one whose increment took `signals` from 0; it ends where `signals` is back at 0 with nothing left to do. So
     * a callback inside of the call only marks work, and the stack never grows. The turn is had on the send threads alone:
     * a publisher and the timer never send.
     * signals: atomic; each write to a field below by another party is ordered before its increment, each read by the turn
     *   after the read of the count.
     * delivery: volatile; written by deliver, which comes only when the turn completed the one before, or by the end.
     * inFlight: volatile; true by the turn before the call, false by onResult (pings: by the turn). sendStarted is written
     *   before inFlight, so that the timer never measures a send from the start of an earlier one.
     * heartbeat: see there.
     * ended: atomic; the one who sets it cleans up. A turn that is under way meets it before its next send.
     * greeted, drained (the delivery that was found empty): the turn alone.
     * Progress: no locks; a turn ends after MAX_TURN sends and queues up again, so that a fast client starves nobody.
     */
    private static final Logger LOG = System.getLogger(ClientSession.class.getName());
    private static final int MAX_TURN = 64;
    /** A send that had to wait this long and went through: the client read something. */
    private static final long WAITED = 100_000_000L;

    private final SessionRegistry registry;
    private final Session session;
    private final Reservation place;
    private final RemoteEndpoint.Async remote;
    private final AtomicInteger signals = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Replies replies = new Replies();
    private final Heartbeat heartbeat;

    private volatile @Nullable Subscription subscription;
    private volatile @Nullable Delivery delivery;
    private volatile boolean inFlight;
    private volatile long sendStarted;
    private boolean greeted;
    private @Nullable Delivery drained;

    ClientSession(SessionRegistry registry, Session session, Reservation place) {
        this.registry = registry;
        this.session = session;
        this.place = place;
        this.remote = session.getAsyncRemote();
        this.heartbeat = new Heartbeat(registry.settings().pingInterval(), nanoTime());
    }

    void subscribe(Broadcaster broadcaster) {
        try {
            Subscription made = broadcaster.subscribe(this, vehicle -> true);
            subscription = made;
            if (ended.get()) { // in the meantime, and it may have missed the subscription
                made.close();
                delivery = null;
            }
        } catch (IllegalStateException e) {
            end(Ending.shuttingDown()); // the broadcaster is closed
        }
    }

    // ---- what gives it something to do ----

    @Override
    public void deliver(Delivery next) {
        delivery = next;
        signal();
    }

    @Override
    public void closed() {
        end(Ending.shuttingDown());
    }

    void reply(String text) {
        if (replies.offer(text)) {
            signal();
        }
    }

    @Override
    public void onResult(SendResult result) {
        if (ended.get()) {
            return;
        }
        long took = nanoTime() - sendStarted;
        if (!result.isOK()) {
            LOG.log(Level.DEBUG, "send failed", result.getException());
            end(took >= registry.settings().sendTimeout() ? Ending.sendTimeout() : Ending.sendFailed());
            return;
        }
        if (took >= WAITED) {
            heard();
        }
        registry.counters().framesSent.increment();
        inFlight = false;
        signal();
    }

    private void signal() {
        if (signals.getAndIncrement() == 0) {
            registry.sendThreads().execute(this);
        }
    }

    // ---- the turn ----

    @Override
    public void run() {
        int seen = signals.get();
        do {
            if (!sendAll()) {
                registry.sendThreads().execute(this); // still has the turn
                return;
            }
            seen = signals.addAndGet(-seen);
        } while (seen != 0);
    }

    /** Sends what there is, as far as the client takes it; false where there is more, but others are to have a go. */
    private boolean sendAll() {
        try {
            for (int i = 0; i < MAX_TURN; i++) {
                if (inFlight || ended.get()) {
                    return true;
                }
                String text = next();
                if (text != null) {
                    started();
                    remote.sendText(text, this);
                } else if (heartbeat.takeDue()) {
                    ping();
                } else if (!complete()) { // batched sends are to be flushed here, before
                    return true;
                }
            }
            return false;
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "send failed", e);
            end(Ending.sendFailed());
            return true;
        }
    }

    private @Nullable String next() {
        String reply = replies.poll();
        Delivery from = delivery;
        if (reply != null || from == null) {
            return reply;
        }
        VehicleSnapshot snapshot = from.next();
        if (snapshot == null && greeted) {
            drained = from;
            return null;
        }
        greeted = true;
        return snapshot == null ? TelemetryJson.empty(now()) : registry.frames().text(snapshot);
    }

    /** False where there was nothing to complete: a delivery that came after the look into it has its own turn. */
    private boolean complete() {
        Delivery done = drained;
        if (done == null) {
            return false;
        }
        drained = null;
        delivery = null;
        done.complete(); // may deliver again, in here
        return true;
    }

    private void ping() throws IOException {
        started();
        heartbeat.pinged(sendStarted); // before the answer can come
        remote.sendPing(ByteBuffer.allocate(0)); // blocks, in every container
        inFlight = false;
    }

    private void started() {
        sendStarted = nanoTime();
        inFlight = true;
    }

    // ---- the timer ----

    void check(long now) {
        if (inFlight && now - sendStarted >= registry.settings().sendTimeout()) {
            end(Ending.sendTimeout());
        } else if (heartbeat.isUnanswered(now)) {
            end(Ending.unanswered());
        } else if (!inFlight && heartbeat.becomesDue(now)) {
            signal();
        }
    }

    void heard() {
        heartbeat.heard(nanoTime());
    }

    // ---- the end ----

    /** Ends it once: forgets everything at once, and has the container's session closed by another thread. */
    void end(Ending ending) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        Subscription open = subscription;
        subscription = null;
        registry.left(this, place, open == null ? 0 : open.conflated());
        if (open != null) {
            open.close();
        }
        delivery = null;
        replies.clear();
        registry.close(session, ending);
    }

    boolean hasEnded() {
        return ended.get();
    }

    long conflated() {
        Subscription open = subscription;
        return open == null ? 0 : open.conflated();
    }

    void countBadMessage() {
        registry.counters().badMessages.increment();
    }

    Instant now() {
        return registry.settings().time().instant();
    }

    private long nanoTime() {
        return registry.settings().time().nanoTime();
    }
}
