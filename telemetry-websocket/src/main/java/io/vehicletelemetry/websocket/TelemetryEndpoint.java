package io.vehicletelemetry.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** What the container calls for one session. */
final class TelemetryEndpoint extends Endpoint {

    /** User property: the client's address as the handshake's request had it. */
    static final String REMOTE_ADDRESS = "io.vehicletelemetry.websocket.remoteAddress";

    private static final Logger LOG = System.getLogger(TelemetryEndpoint.class.getName());

    private final SessionRegistry registry;
    private final Reservation place;
    /** Volatile: set by onOpen, read by whatever thread the container closes from. */
    private volatile @Nullable ClientSession client;

    TelemetryEndpoint(SessionRegistry registry, Reservation place) {
        this.registry = registry;
        this.place = place;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        LOG.log(Level.DEBUG, "open from {0}", config.getUserProperties().get(REMOTE_ADDRESS));
        ClientSession opened = registry.open(session, place);
        client = opened;
        if (opened != null && !session.isOpen()) { // onClose may have come and gone
            opened.end(Ending.closedByContainer());
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        ClientSession ended = client;
        client = null; // the container may keep its session, and so this, for long
        if (ended != null) {
            ended.end(Ending.closedByContainer());
        }
    }

    @Override
    public void onError(Session session, Throwable failure) {
        // Where it is fatal, onClose follows, with a code of the container's; where a send failed, its callback tells.
        LOG.log(Level.DEBUG, "session failed", failure);
    }
}
