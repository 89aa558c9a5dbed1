package io.vehicletelemetry.websocket;

import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.tyrus.container.grizzly.server.GrizzlyServerContainer;
import org.glassfish.tyrus.container.grizzly.server.WebSocketAddOn;
import org.glassfish.tyrus.spi.ServerContainer;

/** Tyrus on Grizzly, without servlets. Put together as its own start() does, which would listen on every address. */
final class TyrusServer implements WebSocketContainer {

    private static final Logger QUIET = Logger.getLogger("org.glassfish");
    private static final String ROOT = "/ws";

    static {
        QUIET.setLevel(Level.WARNING);
    }

    private final HttpServer http = new HttpServer();
    private final NetworkListener listener = new NetworkListener("telemetry", "127.0.0.1", 0);
    private final TelemetryWebSocket socket;

    TyrusServer(TelemetryWebSocket socket) throws DeploymentException, IOException {
        this.socket = socket;
        ServerContainer tyrus = new GrizzlyServerContainer().createContainer(Map.of());
        tyrus.getWebSocketEngine().register(socket.endpoint("/telemetry"), ROOT);
        listener.getTransport().setIOStrategy(WorkerThreadIOStrategy.getInstance());
        listener.getKeepAlive().setIdleTimeoutInSeconds(-1);
        listener.registerAddOn(new WebSocketAddOn(tyrus, ROOT));
        http.addListener(listener);
        http.start();
    }

    @Override
    public int port() {
        return listener.getPort();
    }

    @Override
    public void close() {
        socket.close();
        http.shutdownNow();
    }
}
