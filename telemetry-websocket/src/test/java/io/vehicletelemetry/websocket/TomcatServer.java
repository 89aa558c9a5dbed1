package io.vehicletelemetry.websocket;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** An embedded Tomcat with the handshake servlet where a user puts it. */
final class TomcatServer implements WebSocketContainer {

    private static final Logger QUIET = Logger.getLogger("org.apache");

    static {
        QUIET.setLevel(Level.WARNING);
    }

    private final Tomcat tomcat = new Tomcat();
    private final TelemetryWebSocket socket;

    private TomcatServer(TelemetryWebSocket socket, boolean withWebSocket) throws IOException, LifecycleException {
        this.socket = socket;
        Path base = Files.createTempDirectory("tomcat");
        base.toFile().deleteOnExit();
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("socket.soReuseAddress", "true");
        tomcat.getConnector().setProperty("maxConnections", "20000");
        StandardContext context = (StandardContext) tomcat.addContext("", base.toString());
        context.setClearReferencesRmiTargets(false); // looks into the JDK, which forbids it
        context.setClearReferencesThreadLocals(false);
        if (withWebSocket) {
            context.addServletContainerInitializer(new WsSci(), null);
        }
        context.addServletContainerInitializer((classes, servletContext) -> map(servletContext, socket), null);
        tomcat.start();
    }

    static TomcatServer with(TelemetryWebSocket socket) throws IOException, LifecycleException {
        return new TomcatServer(socket, true);
    }

    static TomcatServer withoutWebSocket(TelemetryWebSocket socket) throws IOException, LifecycleException {
        return new TomcatServer(socket, false);
    }

    /** What a user writes without Spring. */
    private static void map(ServletContext servletContext, TelemetryWebSocket socket) {
        servletContext
                .addServlet("telemetry-websocket", socket.handshakeServlet())
                .addMapping("/ws/telemetry");
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        socket.close();
        tomcat.stop();
        tomcat.destroy();
    }
}
