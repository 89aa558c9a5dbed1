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
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** An embedded Jetty with the handshake servlet where a user puts it. */
final class JettyServer implements WebSocketContainer {

    private static final Logger QUIET = Logger.getLogger("org.eclipse.jetty");

    static {
        QUIET.setLevel(Level.WARNING);
    }

    private final Server server = new Server();
    private final ServerConnector connector;
    private final AutoCloseable socket;

    private JettyServer(AutoCloseable socket, Consumer<ServletContextHandler> content) throws Exception {
        this(socket, null, content);
    }

    private JettyServer(
            AutoCloseable socket, SslContextFactory.@Nullable Server tls, Consumer<ServletContextHandler> content)
            throws Exception {
        this.socket = socket;
        connector = tls == null ? new ServerConnector(server) : new ServerConnector(server, tls);
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
        return new JettyServer(() -> {}, context -> add(context, endpoint));
    }

    static JettyServer overTls(ServerEndpointConfig endpoint) throws Exception {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(TestTls.store().toString());
        tls.setKeyStorePassword(TestTls.PASSWORD);
        return new JettyServer(() -> {}, tls, context -> add(context, endpoint));
    }

    private static void add(ServletContextHandler context, ServerEndpointConfig endpoint) {
        JakartaWebSocketServletContainerInitializer.configure(
                context, (servletContext, container) -> container.addEndpoint(endpoint));
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
