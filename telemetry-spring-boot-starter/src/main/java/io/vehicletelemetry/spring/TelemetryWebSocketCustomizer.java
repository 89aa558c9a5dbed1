package io.vehicletelemetry.spring;

import io.vehicletelemetry.websocket.TelemetryWebSocketBuilder;

/**
 * Changes the WebSocket after the properties were applied. Beans of this type are called in their order.
 *
 * <p><em>Called by the thread that starts the application.</em>
 */
@FunctionalInterface
public interface TelemetryWebSocketCustomizer {

    /**
     * Changes the socket to be.
     *
     * @param builder what the properties made
     */
    void customize(TelemetryWebSocketBuilder builder);
}
