package io.vehicletelemetry.websocket;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.tyrus.container.grizzly.server.GrizzlyServerContainer;
import org.glassfish.tyrus.container.grizzly.server.WebSocketAddOn;
import org.glassfish.tyrus.core.TyrusServerEndpointConfigurator;
import org.glassfish.tyrus.ext.extension.deflate.PerMessageDeflateExtension;
import org.glassfish.tyrus.server.TyrusServerContainer;

/** Tyrus on Grizzly, without servlets. Put together as its own start() does, which would listen on every address. */
final class TyrusServer implements WebSocketContainer {

    private static final Logger QUIET = Logger.getLogger("org.glassfish");
    private static final String ROOT = "/ws";

    static {
        QUIET.setLevel(Level.WARNING);
    }

    private final HttpServer http = new HttpServer();
    private final NetworkListener listener = new NetworkListener("telemetry", "127.0.0.1", 0);
    private final TyrusServerContainer tyrus;
    private final TelemetryWebSocket socket;

    TyrusServer(TelemetryWebSocket socket) throws DeploymentException, IOException {
        this.socket = socket;
        tyrus = (TyrusServerContainer) new GrizzlyServerContainer().createContainer(Map.of());
        tyrus.getWebSocketEngine().register(compressible(socket.endpoint("/telemetry")), ROOT);
        listener.getTransport().setIOStrategy(WorkerThreadIOStrategy.getInstance());
        listener.getKeepAlive().setIdleTimeoutInSeconds(-1);
        listener.registerAddOn(new WebSocketAddOn(tyrus, ROOT));
        http.addListener(listener);
        http.start();
    }

    /** Tyrus compresses only with an extension of its own, in the endpoint's list. */
    private static ServerEndpointConfig compressible(ServerEndpointConfig endpoint) {
        return ServerEndpointConfig.Builder.create(endpoint.getEndpointClass(), endpoint.getPath())
                .configurator(new AmongOthers(endpoint.getConfigurator()))
                .extensions(List.of(new PerMessageDeflateExtension()))
                .build();
    }

    @Override
    public int port() {
        return listener.getPort();
    }

    @Override
    public void close() {
        socket.close();
        http.shutdownNow();
        tyrus.shutdown(); // its threads; its stop() would stop a server that it did not start
    }

    /** Tyrus' own negotiation: the API's default is that of the container which comes first on the class path. */
    private static final class AmongOthers extends ServerEndpointConfig.Configurator {
        private final ServerEndpointConfig.Configurator ours;

        AmongOthers(ServerEndpointConfig.Configurator ours) {
            this.ours = ours;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) throws InstantiationException {
            return ours.getEndpointInstance(type);
        }

        @Override
        public boolean checkOrigin(String origin) {
            return ours.checkOrigin(origin);
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            boolean none = ours.getNegotiatedExtensions(installed, requested).isEmpty();
            return none
                    ? List.of()
                    : new TyrusServerEndpointConfigurator().getNegotiatedExtensions(installed, requested);
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return "";
        }

        @Override
        public void modifyHandshake(
                ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {}
    }
}
