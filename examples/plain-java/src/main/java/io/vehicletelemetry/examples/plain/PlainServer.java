package io.vehicletelemetry.examples.plain;

import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.decode.TelemetryDecoders;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.mqtt.MqttTelemetrySource;
import io.vehicletelemetry.websocket.TelemetryWebSocket;
import java.util.Map;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.tyrus.container.grizzly.server.GrizzlyServerContainer;
import org.glassfish.tyrus.container.grizzly.server.WebSocketAddOn;

/** MQTT in, WebSocket out at {@code /ws/telemetry}: {@code PlainServer mqtt://localhost:1883 localhost 8000}. */
public final class PlainServer {

    private PlainServer() {}

    public static void main(String... arguments) throws Exception {
        var json = TelemetryDecoders.named("json", TelemetryLimits.defaults());
        var mqtt = MqttTelemetrySource.builder(arguments[0])
                .subscribe("vehicles/{vehicle_id}/telemetry", json)
                .build();
        var http = new HttpServer();
        try (var pipeline = TelemetryPipeline.builder().source(mqtt).build();
                var socket = TelemetryWebSocket.builder(pipeline.broadcaster()).build()) {
            var tyrus = new GrizzlyServerContainer().createContainer(Map.of());
            tyrus.getWebSocketEngine().register(socket.endpoint("/telemetry"), "/ws");
            var listener = new NetworkListener("telemetry", arguments[1], Integer.parseInt(arguments[2]));
            listener.getTransport().setIOStrategy(WorkerThreadIOStrategy.getInstance());
            listener.getKeepAlive().setIdleTimeoutInSeconds(-1); // sessions have a heartbeat of their own
            listener.registerAddOn(new WebSocketAddOn(tyrus, "/ws"));
            http.addListener(listener);
            http.start();
            pipeline.start();
            Thread.currentThread().join(); // until somebody interrupts it
        } finally {
            http.shutdownNow();
        }
    }
}
