package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.model.VehicleId;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One client: takes from its subscription and sends, one at a time, at the client's pace. */
final class ClientSession implements SendHandler, Runnable {

    /*
     * Parties: publishers (delivered), the container (onResult, messages), the timers (check, wake), and whoever has the
     * turn.
     * Invariant: at most one send, flush or ping is under way, and only the thread that has the turn starts one. The turn
     * is had by the one whose increment took `signals` from 0; it ends where `signals` is back at 0 with nothing left to
     * do. So a callback inside of the call only marks work, and the stack never grows. The turn is had on the send threads
     * alone: a publisher and a timer never send.
     * signals: atomic; each write to a field below by another party is ordered before its increment, each read by the turn
     *   after the read of the count.
     * inFlight: volatile; true by the turn before the call, false by onResult (what blocks: by the turn). sendStarted is
     *   written before inFlight, so that the timer never measures a send from the start of an earlier one.
     * feed: volatile, replaced by the turn alone. visible: volatile.
     * resubscription, heartbeat, pace, Feed: see there.
     * ended: atomic; the one who sets it cleans up. A turn that is under way meets it before its next send, one that
     *   replaces the feed looks after it did.
     * outlet, sends: the turn alone.
     * Progress: no locks; a turn ends after MAX_TURN sends and queues up again, so that a fast client starves nobody.
     */
    private static final Logger LOG = System.getLogger(ClientSession.class.getName());
    /** A field of the session, not an object beside it: with thousands of sessions each object more is a wait for memory. */
    private static final AtomicIntegerFieldUpdater<ClientSession> SIGNALS =
            AtomicIntegerFieldUpdater.newUpdater(ClientSession.class, "signals");

    private static final int MAX_TURN = 64;
    /** A send that had to wait this long and went through: the client read something. */
    private static final long WAITED = 100_000_000L;

    private final SessionRegistry registry;
    private final Session session;
    private final Reservation place;
    private final Outlet outlet;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Resubscription resubscription;
    private final Replies replies = new Replies();
    private final Heartbeat heartbeat;
    private final Pace pace;

    private volatile int signals;
    private volatile Predicate<VehicleId> visible;
    private volatile Feed feed;
    private volatile boolean inFlight;
    private volatile long sendStarted;
    /** Whether the last thing done was a send: how long it took is seen when the turn goes on. */
    private boolean sends;

    /** Asks who may see what; throws what the application's access throws. */
    ClientSession(SessionRegistry registry, Session session, Reservation place) {
        this.registry = registry;
        this.session = session;
        this.place = place;
        this.outlet = new Outlet(session, this, registry.settings().time()::nanoTime);
        long now = nanoTime();
        this.heartbeat = new Heartbeat(registry.settings().pingInterval(), now);
        this.pace = new Pace(registry.pacer(), registry.settings().flushInterval(), this::signal, now);
        this.resubscription = new Resubscription(now);
        this.visible = registry.settings().access().visibleTo(session.getUserPrincipal());
        this.feed = new Feed(this, place.options(), registry.frames());
    }

    void subscribe() {
        subscribe(feed);
    }

    private void subscribe(Feed to) {
        try {
            to.open(registry.broadcaster());
        } catch (IllegalStateException e) {
            end(Ending.shuttingDown()); // the broadcaster is closed
        }
    }

    // ---- what gives it something to do ----

    /** There is something in the feed. */
    void delivered() {
        pace.delivered(nanoTime());
    }

    void reply(String text) {
        if (replies.offer(text)) {
            signal();
        }
    }

    /** Replaces the subscription; where several come at once, the newest counts. */
    void resubscribe(SubscriptionOptions options) {
        resubscription.ask(options);
        signal();
    }

    /** Asks anew who may see what, and begins the subscription anew with that. */
    void refreshAccess() {
        visible = registry.settings().access().visibleTo(session.getUserPrincipal());
        resubscription.beginAnew(feed.options());
        signal();
    }

    @Override
    public void onResult(SendResult result) {
        if (ended.get()) {
            return;
        }
        if (!result.isOK()) {
            failed(result.getException());
            return;
        }
        sent();
        signal();
    }

    private void signal() {
        if (SIGNALS.getAndIncrement(this) == 0) {
            registry.sendThreads().execute(this);
        }
    }

    // ---- the turn ----

    @Override
    public void run() {
        int seen = signals;
        do {
            if (!sendAll()) {
                registry.sendThreads().execute(this); // still has the turn
                return;
            }
            seen = SIGNALS.addAndGet(this, -seen);
        } while (seen != 0);
    }

    /** Sends what there is, as far as the client takes it; false where there is more, but others are to have a go. */
    private boolean sendAll() {
        try {
            for (int i = 0; i < MAX_TURN; i++) {
                if (inFlight || ended.get()) {
                    return true;
                }
                long now = nanoTime(); // once a frame: a clock is as dear as a tenth of all else that is done for one
                if (sends) {
                    sends = false;
                    waited(now - sendStarted);
                }
                Frame frame = next(now);
                if (frame != null) {
                    send(frame, now);
                } else if (outlet.isUnflushed()) {
                    flush(now);
                } else if (registry.mayBlock() && heartbeat.takeDue()) {
                    ping(now);
                } else if (!complete(now)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | RuntimeException e) {
            failed(e);
            return true;
        }
    }

    private @Nullable Frame next(long now) {
        String reply = replies.poll();
        if (reply != null) {
            return new Frame(reply);
        }
        if (resubscription.isAsked()) {
            long wait = resubscription.nanosToNext(now);
            if (wait <= 0) {
                return replaceFeed(now);
            }
            pace.wakeIn(wait, now);
        }
        return feed.next(pace.isEarly(feed.isWaiting(), now), now);
    }

    /** No frame of the old feed comes after the answer, none of the new one before it. */
    private @Nullable Frame replaceFeed(long now) {
        SubscriptionOptions options = resubscription.take(now);
        if (options == null) {
            return null;
        }
        pace.skip(now);
        feed.close();
        Feed next = new Feed(this, options, registry.frames());
        feed = next;
        if (ended.get()) { // in the meantime, and it may have missed this feed
            next.close();
            return null;
        }
        subscribe(next);
        return new Frame(ClientMessage.subscribed(options));
    }

    private void send(Frame frame, long now) throws IOException {
        started(now);
        sends = true;
        if (outlet.send(frame, registry.mayBlock())) {
            sent();
        }
    }

    private void flush(long now) throws IOException {
        started(now);
        sends = true;
        outlet.flush();
        inFlight = false;
    }

    private void ping(long now) throws IOException {
        started(now);
        heartbeat.pinged(now); // before the answer can come
        outlet.ping();
        inFlight = false;
    }

    /** Ends the drain; false where nothing is left to be done. */
    private boolean complete(long now) {
        outlet.drained();
        pace.drained(feed.nanosToHeld(now), now);
        return feed.complete();
    }

    private void started(long now) {
        sendStarted = now;
        inFlight = true;
    }

    private void sent() {
        registry.counters().framesSent.increment();
        inFlight = false;
    }

    private void waited(long nanos) {
        if (nanos >= WAITED) {
            heard();
        }
    }

    private void failed(Throwable failure) {
        LOG.log(Level.DEBUG, "send failed", failure);
        boolean late = nanoTime() - sendStarted >= registry.settings().sendTimeout();
        end(inFlight && late ? Ending.sendTimeout() : Ending.sendFailed());
    }

    // ---- the timer ----

    void check(long now) {
        if (inFlight && now - sendStarted >= registry.settings().sendTimeout()) {
            end(Ending.sendTimeout());
        } else if (heartbeat.isUnanswered(now)) {
            end(Ending.unanswered());
        } else if (!inFlight && heartbeat.isDue(now)) {
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
        feed.close();
        replies.clear();
        registry.left(this, place);
        registry.close(session, ending);
    }

    boolean hasEnded() {
        return ended.get();
    }

    long conflated() {
        return feed.conflated();
    }

    LongAdder conflations() {
        return registry.counters().conflated;
    }

    boolean maySee(VehicleId vehicle) {
        return visible.test(vehicle);
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
