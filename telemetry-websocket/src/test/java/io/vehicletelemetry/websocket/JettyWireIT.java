package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee11.websocket.jakarta.client.JakartaWebSocketClientContainer;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JettyWireIT extends WireContract {

    @Override
    io.vehicletelemetry.websocket.WebSocketContainer serve() throws Exception {
        return JettyServer.with(SERVED);
    }

    @Override
    @Nullable
    Wire of(Session session) {
        return JettyWire.of(session);
    }

    @Test
    void aWriteToOneThatDoesNotReadEndsAtTheSendTimeoutAndTearsNothing() throws Exception {
        try (RawClient client = client(4_096)) {
            assertThat(client.handshake()).isEqualTo(101);
            Session session = opened();
            Wire wire = wire(session);
            session.getAsyncRemote().setSendTimeout(300);
            List<Frame> frames = List.of(padded(9_000), padded(9_000), padded(9_000));
            long start = System.nanoTime();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 5_000; i++) {
                            wire.write(frames);
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThatThrownBy(() -> wire.write(frames)).isInstanceOf(IOException.class);
            otherFramesToAnotherClient(); // by the same thread
            CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> close(session));
            // It reads again: Jetty may write what is left, and the close frame.
            RawClient.Frame next = client.read();
            while (next.opcode() != RawClient.CLOSE) {
                assertThat(next.text()).isEqualTo(frames.get(0).text());
                next = client.read();
            }
            closing.get();
        }
    }

    @Test
    void notWhereFramesAreToBeSmallerThanWhatIsWrittenTogether() throws Exception {
        try (RawClient client = connect()) {
            assertThat(client.header("upgrade")).isEqualTo("websocket");
            JakartaWebSocketSession session = (JakartaWebSocketSession) opened();
            session.getCoreSession().setMaxFrameSize(Wire.MAX - 1);
            assertThat(JettyWire.of(session)).isNull();
        }
    }

    @Test
    void notOfAClientWhichHasToMask() throws Exception {
        JakartaWebSocketClientContainer jetty = new JakartaWebSocketClientContainer();
        jetty.start();
        try (Session client = ((WebSocketContainer) jetty)
                .connectToServer(
                        new WireContract.Served(),
                        ClientEndpointConfig.Builder.create().build(),
                        server().uri())) {
            assertThat(JettyWire.of(client)).isNull();
        } finally {
            jetty.stop();
        }
    }
}
