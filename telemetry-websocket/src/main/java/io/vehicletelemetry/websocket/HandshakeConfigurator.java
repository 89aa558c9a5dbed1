package io.vehicletelemetry.websocket;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands the container a new endpoint for each handshake. Unless compression is wanted, no extension is agreed on: it costs
 * more than it saves on small frames.
 *
 * <p>In a servlet container there is one for each handshake, which the servlet decided already. Elsewhere there is one
 * for all, and it decides on the origin alone: the API shows it neither the request nor a way to answer anything but 403.
 */
final class HandshakeConfigurator extends ServerEndpointConfig.Configurator {

    /** The API asks for a path; what counts is where the handshake servlet is mapped. */
    private static final String PATH = "/telemetry";

    private final SessionRegistry registry;
    /** Null where no servlet decides. */
    private final @Nullable Reservation place;

    private HandshakeConfigurator(SessionRegistry registry, @Nullable Reservation place) {
        this.registry = registry;
        this.place = place;
    }

    /** For one handshake that was decided. */
    static ServerEndpointConfig config(SessionRegistry registry, Reservation place) {
        return config(PATH, new HandshakeConfigurator(registry, place));
    }

    /** For all handshakes at an address of a container in which no servlet of ours decides. */
    static ServerEndpointConfig withoutServlet(SessionRegistry registry, String path) {
        return config(path, new HandshakeConfigurator(registry, null));
    }

    private static ServerEndpointConfig config(String path, HandshakeConfigurator configurator) {
        return ServerEndpointConfig.Builder.create(TelemetryEndpoint.class, path)
                .configurator(configurator)
                .build();
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
        return type.cast(new TelemetryEndpoint(registry, place));
    }

    @Override
    public boolean checkOrigin(@Nullable String origin) {
        if (place != null || origin == null || registry.settings().origins().allows(origin)) {
            return true; // with a place, the servlet decided, which sees the whole request
        }
        registry.counters().refused(RefusalReason.ORIGIN).increment();
        return false;
    }

    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return registry.settings().compression() ? super.getNegotiatedExtensions(installed, requested) : List.of();
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return "";
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {}
}
