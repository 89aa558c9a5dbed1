package io.vehicletelemetry.websocket;

import java.net.URI;

/** A running server with a {@link TelemetryWebSocket} at {@code /ws/telemetry}, on a free loopback port. */
interface WebSocketContainer extends AutoCloseable {

    int port();

    default URI uri() {
        return URI.create("ws://127.0.0.1:" + port() + "/ws/telemetry");
    }

    /** Closes the socket and stops the server, in the order that a user has to keep: the sessions first. */
    @Override
    void close() throws Exception;
}
