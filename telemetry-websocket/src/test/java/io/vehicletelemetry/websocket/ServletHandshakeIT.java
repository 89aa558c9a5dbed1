package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the handshake servlet adds: the server's own origin, and for each refusal an answer that a person can read. */
@OnServletContainers
class ServletHandshakeIT {

    private final Fleet fleet = new Fleet();
    private final TelemetryWebSocket socket = TelemetryWebSocket.builder(fleet.broadcaster)
            .allowedOrigin("https://*.dash.example")
            .build();
    private final ContainerKind kind;

    ServletHandshakeIT(ContainerKind kind) {
        this.kind = kind;
    }

    @AfterEach
    void stop() {
        socket.close();
        assertThat(fleet.failures).isEmpty();
    }

    private static int handshake(WebSocketContainer server, String... headers) throws Exception {
        try (RawClient client = new RawClient(server.port(), 0)) {
            Stream<String> host = Stream.of("Host: server.example:8000");
            return client.handshake(Stream.concat(host, Arrays.stream(headers)).toArray(String[]::new));
        }
    }

    @Test
    void pagesOfTheServerItselfMayConnectToo() throws Exception {
        try (WebSocketContainer server = kind.start(socket)) {
            assertThat(handshake(server, "Origin: http://server.example:8000")).isEqualTo(101);
            assertThat(handshake(server, "Origin: https://eu.dash.example")).isEqualTo(101);
            assertThat(handshake(server, "Origin: http://server.example")).isEqualTo(403);
            assertThat(handshake(server, "Origin: https://server.example:8000")).isEqualTo(403);
            try (RawClient client = new RawClient(server.port(), 0)) {
                assertThat(client.handshake("Origin: https://evil.example\u00e4\""))
                        .isEqualTo(403);
                assertThat(client.header("content-type")).startsWith("application/problem+json");
                assertThat(client.body())
                        .startsWith("{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,\"detail\":\"")
                        .contains("https://evil.example");
            }
        }
        assertThat(socket.stats().refused(RefusalReason.ORIGIN)).isEqualTo(3);
    }

    @Test
    void aPlainRequestIsToldToUpgrade() throws Exception {
        try (WebSocketContainer server = kind.start(socket);
                RawClient client = new RawClient(server.port(), 0)) {
            assertThat(client.request("/ws/telemetry")).isEqualTo(426);
            assertThat(client.header("upgrade")).isEqualTo("websocket");
            assertThat(client.body()).contains("\"status\":426");
        }
        assertThat(socket.stats().refused(RefusalReason.NOT_A_HANDSHAKE)).isOne();
    }

    @Test
    void whatTheContainerRefusesIsCounted() throws Exception {
        try (WebSocketContainer server = kind.start(socket);
                RawClient client = new RawClient(server.port(), 0)) {
            int withoutKey = client.request(
                    "/ws/telemetry", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13");
            assertThat(withoutKey).isEqualTo(400);
        }
        assertThat(socket.stats().refused(RefusalReason.CONTAINER)).isOne();
    }

    @Test
    void withoutWebSocketInTheContainerTheAnswerSaysSo() throws Exception {
        try (WebSocketContainer server = kind.startWithoutWebSocket(socket)) {
            assertThat(handshake(server)).isEqualTo(501);
            assertThat(handshake(server)).isEqualTo(501);
        }
        assertThat(socket.stats().refused(RefusalReason.NO_WEBSOCKET)).isEqualTo(2);
    }
}
