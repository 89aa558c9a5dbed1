package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.broadcast.Broadcaster;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All sessions: how many there may be, their threads, their deadlines and their end. */
final class SessionRegistry implements WebSocketStats {

    /*
     * Invariant: taken = reservations not given back <= maxSessions. A place is given back by whoever moves its
     * reservation to the end, once. A session is in `open` from before it subscribes until it ends.
     * taken: atomic, compare-and-set below the limit. reserved, open: concurrent sets. addresses: a concurrent map of the
     * places taken by each, only entries from 1; its compute decides.
     * closing: volatile, set before close() goes through `open`; a session looks at it after it was added, so that either
     * sees the other.
     * Progress: no locks.
     */
    private static final Logger LOG = System.getLogger(SessionRegistry.class.getName());

    /** How long a handshake may take from the servlet's decision until the session opens. */
    private static final long HANDSHAKE_NANOS = 10_000_000_000L;

    private final Broadcaster broadcaster;
    private final Settings settings;
    private final Counters counters = new Counters();
    private final SharedFrames frames;
    private final SessionThreads threads;
    private final Pacer pacer;
    private final AtomicInteger taken = new AtomicInteger();
    private final ConcurrentMap<String, Integer> addresses = new ConcurrentHashMap<>();
    private final Set<Reservation> reserved = ConcurrentHashMap.newKeySet();
    private final Set<ClientSession> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;
    private final AtomicBoolean closed = new AtomicBoolean();

    SessionRegistry(Broadcaster broadcaster, Settings settings) {
        this(broadcaster, settings, null);
    }

    /** With a pacer of a test's own. */
    SessionRegistry(Broadcaster broadcaster, Settings settings, @Nullable Pacer pacer) {
        this.broadcaster = broadcaster;
        this.settings = settings;
        this.frames = new SharedFrames(settings.past());
        this.threads = new SessionThreads(settings, this::sweep);
        this.pacer = pacer == null ? threads.pacer() : pacer;
    }

    // ---- coming ----

    /** A place for a session. */
    Reservation reserve(SubscriptionOptions options, @Nullable String address) throws NoPlace {
        if (address != null && !takeOf(address)) {
            throw new NoPlace(RefusalReason.ADDRESS_LIMIT);
        }
        int before;
        do {
            before = taken.get();
            if (before >= settings.maxSessions()) {
                giveBackTo(address);
                throw new NoPlace(RefusalReason.SESSION_LIMIT);
            }
        } while (!taken.compareAndSet(before, before + 1));
        threads.start();
        Reservation place = new Reservation(settings.time().nanoTime(), options, address);
        reserved.add(place);
        return place;
    }

    private boolean takeOf(String address) {
        int most = settings.maxSessionsPerAddress();
        boolean[] granted = new boolean[1];
        addresses.compute(address, (same, before) -> {
            int count = before == null ? 0 : before;
            granted[0] = count < most;
            return granted[0] ? (Integer) (count + 1) : before;
        });
        return granted[0];
    }

    private void giveBackTo(@Nullable String address) {
        if (address != null) {
            addresses.computeIfPresent(address, (same, before) -> before == 1 ? null : (Integer) (before - 1));
        }
    }

    /** Gives back the place of a handshake that came to nothing; false where it was not in that state any more. */
    boolean giveBack(Reservation place) {
        reserved.remove(place);
        boolean mine = place.abandon();
        if (mine) {
            giveBackTo(place.address());
            taken.decrementAndGet();
        }
        return mine;
    }

    /** The session that the container opened, or null where there is no place for it any more. */
    @Nullable
    ClientSession open(Session session, Reservation reservation) {
        reserved.remove(reservation);
        Reservation place = reservation;
        if (!place.open()) { // the handshake took so long that the place was given back
            try {
                place = reserve(reservation.options(), reservation.address());
            } catch (NoPlace e) {
                close(session, Ending.tooManySessions());
                return null;
            }
            reserved.remove(place);
            place.open();
        }
        threads.prepare(session);
        ClientSession client;
        try {
            client = new ClientSession(this, session, place);
        } catch (RuntimeException e) { // of the application's access
            LOG.log(Level.ERROR, "what a session may see could not be decided", e);
            vacate(place);
            close(session, Ending.internalError());
            return null;
        }
        open.add(client);
        counters.opened.increment();
        Inbound.attach(session, client, settings.maxMessageSize());
        if (closing) {
            client.end(Ending.shuttingDown());
        } else {
            client.subscribe();
        }
        return client;
    }

    // ---- going ----

    /** Called once by each session that ends. */
    void left(ClientSession client, Reservation place) {
        open.remove(client);
        vacate(place);
    }

    private void vacate(Reservation place) {
        if (place.close()) {
            giveBackTo(place.address());
            if (taken.decrementAndGet() == 0) {
                frames.clear();
            }
        }
    }

    /** Has the container's session closed by another thread; returns at once. */
    void close(Session session, Ending ending) {
        if (ending.counted() != null) {
            ending.counted().apply(counters).increment();
        }
        if (ending.reason() != null) {
            threads.close(session, ending.reason());
        }
    }

    /** Has every session's access decided anew. */
    void refreshAccess() {
        for (ClientSession client : open) {
            try {
                client.refreshAccess();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "what a session may see could not be decided", e);
                client.end(Ending.internalError());
            }
        }
    }

    private void sweep(long now) {
        for (ClientSession client : open) {
            client.check(now);
        }
        for (Reservation place : reserved) {
            if (place.isOlderThan(HANDSHAKE_NANOS, now)) {
                giveBack(place);
            }
        }
    }

    void close() {
        closing = true;
        if (closed.compareAndSet(false, true)) {
            open.forEach(client -> client.end(Ending.shuttingDown()));
            threads.stop();
            if (settings.past() != null) {
                settings.past().stop();
            }
        }
    }

    boolean isClosing() {
        return closing;
    }

    // ---- what sessions share ----

    Executor sendThreads() {
        return threads.send();
    }

    boolean mayBlock() {
        return threads.mayBlock();
    }

    /** Whether no session has anything to do at the moment. */
    boolean sendThreadsAreIdle() {
        return threads.areIdle();
    }

    Pacer pacer() {
        return pacer;
    }

    SharedFrames frames() {
        return frames;
    }

    Broadcaster broadcaster() {
        return broadcaster;
    }

    Counters counters() {
        return counters;
    }

    Settings settings() {
        return settings;
    }

    // ---- what was counted ----

    @Override
    public int sessions() {
        return open.size();
    }

    @Override
    public long opened() {
        return counters.opened.sum();
    }

    @Override
    public long refused(RefusalReason reason) {
        return counters.refused(reason).sum();
    }

    @Override
    public long sendTimeouts() {
        return counters.sendTimeouts.sum();
    }

    @Override
    public long sendFailures() {
        return counters.sendFailures.sum();
    }

    @Override
    public long unanswered() {
        return counters.unanswered.sum();
    }

    @Override
    public long badMessages() {
        return counters.badMessages.sum();
    }

    @Override
    public long framesSent() {
        return counters.framesSent.sum();
    }

    @Override
    public long conflated() {
        return counters.conflated.sum()
                + open.stream().mapToLong(ClientSession::conflated).sum();
    }
}
