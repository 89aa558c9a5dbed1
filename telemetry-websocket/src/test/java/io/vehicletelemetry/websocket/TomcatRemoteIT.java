package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.schemas.WireSchemas;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The Tomcat that the tests run with is as {@link TomcatRemote} knows it: else it would be slower, and nobody would see. */
class TomcatRemoteIT {

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @Test
    void aTextThatIsBytesAlreadyArrivesByTomcatsOwnMethods() throws Exception {
        Fleet fleet = new Fleet();
        TelemetryWebSocket socket =
                TelemetryWebSocket.builder(fleet.broadcaster).build();
        WsWebSocketContainer tomcat = new WsWebSocketContainer();
        try (WebSocketContainer server = ContainerKind.JETTY.start(socket);
                Session client = tomcat.connectToServer(
                        new Receiver(), ClientEndpointConfig.Builder.create().build(), server.uri())) {
            assertThat(next()).contains("telemetry_update");
            TomcatRemote remote = Objects.requireNonNull(TomcatRemote.of(client.getAsyncRemote()), "not as known");

            remote.sendAndWait(new Frame("{\"type\":\"ping\"}"));
            assertThat(next()).contains("pong");

            CompletableFuture<SendResult> result = new CompletableFuture<>();
            remote.send(new Frame("{\"type\":\"ping\"}"), result::complete);
            assertThat(result.get(5, TimeUnit.SECONDS).isOK()).isTrue();
            assertThat(next()).contains("pong");
        } finally {
            tomcat.destroy();
        }
        assertThat(fleet.failures).isEmpty();
    }

    @Test
    void nobodyElseHasThem() {
        assertThat(TomcatRemote.of(
                        new FakeSession(FakeSession.Sends.INLINE).session().getAsyncRemote()))
                .isNull();
    }

    private @Nullable String next() throws InterruptedException {
        String text = received.poll(5, TimeUnit.SECONDS);
        if (text != null) {
            WireSchemas.check(text);
        }
        return text;
    }

    private final class Receiver extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) received::add);
        }
    }
}
