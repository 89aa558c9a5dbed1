package io.vehicletelemetry.websocket;

/**
 * Why a handshake was refused.
 *
 * <p><em>Immutable.</em>
 */
public enum RefusalReason {
    /** It is no WebSocket handshake at all: 426. */
    NOT_A_HANDSHAKE(426, "Upgrade Required"),
    /** The container has no WebSocket: 501. */
    NO_WEBSOCKET(501, "Not Implemented"),
    /** The page's origin is neither the server's own nor an allowed one: 403. */
    ORIGIN(403, "Forbidden"),
    /** The query asks for something that there is not: 400. */
    BAD_QUERY(400, "Bad Request"),
    /** From this address there are as many sessions as there may be: 429. */
    ADDRESS_LIMIT(429, "Too Many Requests"),
    /** There are as many sessions as there may be: 503. */
    SESSION_LIMIT(503, "Service Unavailable"),
    /** The server is shutting down: 503. */
    SHUTTING_DOWN(503, "Service Unavailable"),
    /** The container itself refused the handshake, by a status of its own. */
    CONTAINER(400, "Bad Request");

    private final int status;
    private final String title;

    RefusalReason(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
