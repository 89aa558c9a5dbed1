package io.vehicletelemetry.websocket;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.websocket.server.WsSci;

/** An embedded Tomcat with the handshake servlet where a user puts it. */
final class TomcatServer implements WebSocketContainer {

    static final String NIO = "org.apache.coyote.http11.Http11NioProtocol";
    static final String NIO2 = "org.apache.coyote.http11.Http11Nio2Protocol";

    private static final Logger QUIET = Logger.getLogger("org.apache");

    static {
        QUIET.setLevel(Level.WARNING);
    }

    private final Tomcat tomcat = new Tomcat();
    private final AutoCloseable socket;

    private TomcatServer(String protocol, AutoCloseable socket, ServletContainerInitializer... initializers)
            throws IOException, LifecycleException {
        this(new Connector(protocol), socket, initializers);
    }

    private TomcatServer(Connector connector, AutoCloseable socket, ServletContainerInitializer... initializers)
            throws IOException, LifecycleException {
        this.socket = socket;
        connector.setPort(0);
        tomcat.setConnector(connector);
        Path base = Files.createTempDirectory("tomcat");
        base.toFile().deleteOnExit();
        tomcat.setBaseDir(base.toString());
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("socket.soReuseAddress", "true");
        connector.setProperty("maxConnections", "20000");
        StandardContext context = (StandardContext) tomcat.addContext("", base.toString());
        context.setClearReferencesRmiTargets(false); // looks into the JDK, which forbids it
        context.setClearReferencesThreadLocals(false);
        for (ServletContainerInitializer initializer : initializers) {
            context.addServletContainerInitializer(initializer, null);
        }
        tomcat.start();
    }

    static TomcatServer with(TelemetryWebSocket socket) throws IOException, LifecycleException {
        return new TomcatServer(NIO, socket, new WsSci(), (classes, servletContext) -> map(servletContext, socket));
    }

    static TomcatServer withoutWebSocket(TelemetryWebSocket socket) throws IOException, LifecycleException {
        return new TomcatServer(NIO, socket, (classes, servletContext) -> map(servletContext, socket));
    }

    /** With an endpoint of the test's own in place of the adapter. */
    static TomcatServer with(String protocol, ServerEndpointConfig endpoint) throws IOException, LifecycleException {
        return new TomcatServer(
                protocol, () -> {}, new WsSci(), (classes, servletContext) -> add(servletContext, endpoint));
    }

    static TomcatServer overTls(ServerEndpointConfig endpoint) throws IOException, LifecycleException {
        Connector connector = new Connector(NIO);
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setProperty("SSLEnabled", "true");
        SSLHostConfig tls = new SSLHostConfig();
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystoreFile(TestTls.store().toString());
        certificate.setCertificateKeystorePassword(TestTls.PASSWORD);
        tls.addCertificate(certificate);
        connector.addSslHostConfig(tls);
        return new TomcatServer(
                connector, () -> {}, new WsSci(), (classes, servletContext) -> add(servletContext, endpoint));
    }

    private static void add(ServletContext servletContext, ServerEndpointConfig endpoint) {
        // Tomcat's filter, which shakes hands, is asked only where there is a servlet behind it.
        servletContext.addServlet("none", new HttpServlet() {}).addMapping(endpoint.getPath());
        try {
            ((ServerContainer) servletContext.getAttribute(ServerContainer.class.getName())).addEndpoint(endpoint);
        } catch (DeploymentException e) {
            throw new IllegalStateException(e);
        }
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
    public void close() throws Exception {
        socket.close();
        tomcat.stop();
        tomcat.destroy();
    }
}
