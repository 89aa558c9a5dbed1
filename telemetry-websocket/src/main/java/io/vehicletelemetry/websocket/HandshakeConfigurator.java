package io.vehicletelemetry.websocket;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/**
 * Hands the container a new endpoint for one handshake that was decided already. No extension is agreed on: compression
 * costs more than it saves on small frames.
 */
final class HandshakeConfigurator extends ServerEndpointConfig.Configurator {

    /** The API asks for a path; what counts is where the handshake servlet is mapped. */
    private static final String PATH = "/telemetry";

    private final SessionRegistry registry;
    private final Reservation place;

    private HandshakeConfigurator(SessionRegistry registry, Reservation place) {
        this.registry = registry;
        this.place = place;
    }

    static ServerEndpointConfig config(SessionRegistry registry, Reservation place) {
        return ServerEndpointConfig.Builder.create(TelemetryEndpoint.class, PATH)
                .configurator(new HandshakeConfigurator(registry, place))
                .build();
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
        return type.cast(new TelemetryEndpoint(registry, place));
    }

    @Override
    public boolean checkOrigin(String origin) {
        return true; // decided by the servlet, which sees the whole request
    }

    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return List.of();
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return "";
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {}
}
