package io.vehicletelemetry.websocket;

import jakarta.websocket.server.ServerEndpointConfig;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An embedded Jetty with the handshake servlet where a user puts it. */
final class JettyServer implements WebSocketContainer {

    private static final Logger QUIET = Logger.getLogger("org.eclipse.jetty");

    static {
        QUIET.setLevel(Level.WARNING);
    }

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final AutoCloseable socket;

    private JettyServer(AutoCloseable socket, Consumer<ServletContextHandler> content) throws Exception {
        this.socket = socket;
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        content.accept(context);
        server.setHandler(context);
        server.start();
    }

    static JettyServer with(TelemetryWebSocket socket) throws Exception {
        return new JettyServer(socket, context -> {
            map(context, socket);
            JakartaWebSocketServletContainerInitializer.configure(context, null);
        });
    }

    static JettyServer withoutWebSocket(TelemetryWebSocket socket) throws Exception {
        return new JettyServer(socket, context -> map(context, socket));
    }

    /** With an endpoint of the test's own in place of the adapter. */
    static JettyServer with(ServerEndpointConfig endpoint) throws Exception {
        return new JettyServer(
                () -> {},
                context -> JakartaWebSocketServletContainerInitializer.configure(
                        context, (servletContext, container) -> container.addEndpoint(endpoint)));
    }

    private static void map(ServletContextHandler context, TelemetryWebSocket socket) {
        context.addServlet(new ServletHolder(socket.handshakeServlet()), "/ws/telemetry");
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws Exception {
        socket.close();
        server.stop();
    }
}
