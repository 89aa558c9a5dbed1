package io.vehicletelemetry.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * What the container calls for one session. Public because Jetty and Tyrus refuse an endpoint that is not; nothing for an
 * application to use: it deploys a {@link TelemetryWebSocket}.
 *
 * <p><em>Called by the container, must not block.</em>
 */
public final class TelemetryEndpoint extends Endpoint {

    /** User property: the client's address as the handshake's request had it. */
    static final String REMOTE_ADDRESS = "io.vehicletelemetry.websocket.remoteAddress";

    private static final Logger LOG = System.getLogger(TelemetryEndpoint.class.getName());

    private final SessionRegistry registry;
    /** Null outside a servlet container: taken when the session opens. */
    private final @Nullable Reservation place;
    /** Volatile: set by onOpen, read by whatever thread the container closes from. */
    private volatile @Nullable ClientSession client;

    TelemetryEndpoint(SessionRegistry registry, @Nullable Reservation place) {
        this.registry = registry;
        this.place = place;
    }

    /**
     * Lets the client in, or closes the session with the code that says why not.
     *
     * @param session the container's session
     * @param config that of the handshake
     */
    @Override
    public void onOpen(Session session, EndpointConfig config) {
        LOG.log(Level.DEBUG, "open from {0}", config.getUserProperties().get(REMOTE_ADDRESS));
        if (registry.isClosing()) {
            refuse(session, RefusalReason.SHUTTING_DOWN, Ending.shuttingDown());
            return;
        }
        Reservation taken = place == null ? reserve(session) : place;
        if (taken == null) {
            return;
        }
        ClientSession opened = registry.open(session, taken);
        client = opened;
        if (opened != null && !session.isOpen()) { // onClose may have come and gone
            opened.end(Ending.closedByContainer());
        } else if (registry.isClosing()) {
            closeLate(session);
        }
    }

    private @Nullable Reservation reserve(Session session) {
        try {
            SubscriptionOptions options = SubscriptionOptions.ofQuery(session.getRequestParameterMap());
            return registry.reserve(options, null);
        } catch (InvalidOption e) {
            refuse(session, RefusalReason.BAD_QUERY, Ending.notAllowed(String.valueOf(e.getMessage())));
        } catch (NoPlace e) {
            refuse(session, e.reason(), Ending.tooManySessions());
        }
        return null;
    }

    /** Outside a servlet container there is no answer but a close code; nothing was sent yet that it could wait for. */
    private void refuse(Session session, RefusalReason reason, Ending ending) {
        registry.counters().refused(reason).increment();
        if (place != null) {
            registry.giveBack(place);
        }
        close(session, ending);
    }

    /** Closing began in the meantime: the threads that close may be gone, and a frame that is on its way may hold it up. */
    private static void closeLate(Session session) {
        Thread late = new Thread(() -> close(session, Ending.shuttingDown()), "telemetry-close-late");
        late.setDaemon(true);
        late.start();
    }

    private static void close(Session session, Ending ending) {
        try {
            session.close(ending.reason());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "close failed", e);
        }
    }

    /**
     * Forgets the client.
     *
     * @param session the container's session
     * @param reason what either side said; counted for nothing
     */
    @Override
    public void onClose(Session session, CloseReason reason) {
        ClientSession ended = client;
        client = null; // the container may keep its session, and so this, for long
        if (ended != null) {
            ended.check(
                    registry.settings().time().nanoTime()); // where the container's own deadline was the quicker one
            ended.end(Ending.closedByContainer());
        }
    }

    /**
     * Notes a failure of the container's.
     *
     * @param session the container's session
     * @param failure what it met
     */
    @Override
    public void onError(Session session, Throwable failure) {
        // Where it is fatal, onClose follows, with a code of the container's; where a send failed, its callback tells.
        LOG.log(Level.DEBUG, "session failed", failure);
    }
}
