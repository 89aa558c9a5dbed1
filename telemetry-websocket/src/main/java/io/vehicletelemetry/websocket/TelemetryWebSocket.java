package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.VehicleAccess;
import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.model.Texts;
import jakarta.servlet.http.HttpServlet;
import jakarta.websocket.server.ServerEndpointConfig;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket of the wire protocol: every client that connects gets one frame for each known vehicle at once, then
 * what changes, at its own pace.
 *
 * <pre>{@code
 * TelemetryWebSocket socket = TelemetryWebSocket.builder(broadcaster).allowedOrigin("https://dash.example").build();
 * servletContext.addServlet("telemetry-websocket", socket.handshakeServlet()).addMapping("/ws/telemetry");
 * }</pre>
 *
 * <p>A client that reads slowly misses values in between, never the newest; one that takes in nothing for the send
 * timeout is closed. None of them holds up a publisher or another client.
 *
 * <p>Threads are started with the first session: {@code telemetry-send-n}, {@code telemetry-close-n},
 * {@code telemetry-pacer} and {@code telemetry-websocket-timer}, all daemons.
 *
 * <p><em>Thread-safe.</em>
 */
public final class TelemetryWebSocket implements AutoCloseable {

    private final SessionRegistry registry;
    /** Made when it is asked for, guarded by this: where there are no servlets, their classes may be missing too. */
    private @Nullable HttpServlet servlet;

    TelemetryWebSocket(Broadcaster broadcaster, Settings settings) {
        this.registry = new SessionRegistry(broadcaster, settings);
    }

    /**
     * Starts with the defaults.
     *
     * @param broadcaster where each session subscribes; it is not closed with the socket
     * @return a builder
     */
    public static TelemetryWebSocketBuilder builder(Broadcaster broadcaster) {
        return new TelemetryWebSocketBuilder(broadcaster);
    }

    /**
     * The servlet that decides on handshakes: to be mapped to the address of the WebSocket, such as
     * {@code /ws/telemetry}. It asks the servlet context for the container's WebSocket at each request, and answers 501
     * where there is none. The application's filters come before it.
     *
     * @return always the same servlet
     */
    public synchronized HttpServlet handshakeServlet() {
        HttpServlet made = servlet;
        if (made == null) {
            made = Servlets.handshake(registry);
            servlet = made;
        }
        return made;
    }

    /**
     * The endpoint for a container that is deployed to without servlets, such as Tyrus on Grizzly; where there are
     * servlets, {@link #handshakeServlet()} does more.
     *
     * <pre>{@code
     * container.addEndpoint(socket.endpoint("/ws/telemetry"));
     * }</pre>
     *
     * <p>Such a container shows an endpoint neither the request nor its answer. So a page's origin is compared with the
     * allowed origins alone, not with the server's own, and refused with 403 without a body; a session beyond
     * {@link TelemetryWebSocketBuilder#maxSessions} opens and is closed with 1013, one with a bad query with 1008, and one that comes after
     * {@link #close()} with 1001.
     *
     * @param path where the container offers it, below its root; begins with {@code /}
     * @return a new configuration, to be added to one container
     * @throws IllegalArgumentException if the path does not begin with {@code /}
     */
    public ServerEndpointConfig endpoint(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "path " + Texts.quoted(path) + ": allowed are paths that begin with /, such as /ws/telemetry");
        }
        return HandshakeConfigurator.withoutServlet(registry, path);
    }

    /**
     * What the sessions did so far.
     *
     * @return a live view
     */
    public WebSocketStats stats() {
        return registry;
    }

    /**
     * Has it decided anew what each session may see: to be called when the answers of the {@link VehicleAccess} have
     * changed. Nothing is sent any more that one may not see; each client is told {@code subscribed} and gets its vehicles
     * anew.
     */
    public void refreshAccess() {
        registry.refreshAccess();
    }

    /**
     * Refuses new sessions with 503, or where no servlet decides with 1001, and closes all others with 1001. Returns when
     * they are closed, at the latest after 2 s: a client that stalls cannot hold it up. To be called before the web server
     * stops. Idempotent.
     */
    @Override
    public void close() {
        registry.close();
    }

    /** Apart, because the JVM looks into a servlet's class as soon as a class that makes one is loaded. */
    private static final class Servlets {
        static HttpServlet handshake(SessionRegistry registry) {
            return new HandshakeServlet(registry, registry.settings().origins());
        }
    }
}
