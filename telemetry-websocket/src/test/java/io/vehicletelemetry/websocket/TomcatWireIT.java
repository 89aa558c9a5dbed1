package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TomcatWireIT extends WireContract {

    @Override
    WebSocketContainer serve() throws Exception {
        return TomcatServer.with(TomcatServer.NIO, SERVED);
    }

    @Override
    @Nullable
    Wire of(Session session) {
        return TomcatWire.of(session);
    }

    @Test
    void longFramesArrive() throws Exception {
        try (RawClient client = connect()) {
            Wire wire = wire(opened());
            for (int length : List.of(65_536, 1_000_000)) {
                wire.write(padded(length));
                assertThat(client.read().text()).isEqualTo(padded(length).text());
            }
        }
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
            client.send(RawClient.PING, new byte[0]);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> close(session));
            assertThatThrownBy(() -> wire.write(frames)).isInstanceOf(IOException.class);
            otherFramesToAnotherClient(); // by the same thread
            // It reads again: Tomcat may write what is left, then a pong, and the close frame.
            RawClient.Frame next = client.read();
            while (next.opcode() != RawClient.CLOSE) {
                boolean whole = next.opcode() == RawClient.TEXT
                        && next.text().equals(frames.get(0).text());
                assertThat(whole || next.opcode() == RawClient.PONG).isTrue();
                next = client.read();
            }
            closing.get();
        }
    }

    @Test
    void notOfAClientWhichHasToMask() throws Exception {
        WsWebSocketContainer tomcat = new WsWebSocketContainer();
        try (Session client = tomcat.connectToServer(
                new WireContract.Served(), ClientEndpointConfig.Builder.create().build(), server().uri())) {
            assertThat(TomcatWire.of(client)).isNull();
        } finally {
            tomcat.destroy();
        }
    }

    @Test
    void notOfAnotherConnector() throws Exception {
        try (TomcatServer other = TomcatServer.with(TomcatServer.NIO2, SERVED);
                RawClient client = RawClient.connect(other.port())) {
            assertThat(client.header("upgrade")).isEqualTo("websocket");
            assertThat(TomcatWire.of(opened())).isNull();
        }
    }
}
