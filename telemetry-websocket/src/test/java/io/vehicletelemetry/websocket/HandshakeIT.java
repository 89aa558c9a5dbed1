package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each refusal is an HTTP answer that a person can read. */
class HandshakeIT {

    private static final int LIMIT = 20;

    private final Fleet fleet = new Fleet();
    private final TelemetryWebSocket socket = TelemetryWebSocket.builder(fleet.broadcaster)
            .allowedOrigin("https://*.dash.example")
            .maxSessions(LIMIT)
            .build();

    @AfterEach
    void stop() {
        socket.close();
        assertThat(fleet.failures).isEmpty();
    }

    private static String[] withHost(String host, String... headers) {
        return Stream.concat(Stream.of("Host: " + host), Arrays.stream(headers)).toArray(String[]::new);
    }

    private static int handshake(TomcatServer server, String... headers) throws Exception {
        try (RawClient client = new RawClient(server.port(), 0)) {
            return client.handshake(withHost("server.example:8000", headers));
        }
    }

    @Test
    void pagesOfTheServerItselfAndOfTheAllowListMayConnectOthersMayNot() throws Exception {
        try (TomcatServer server = TomcatServer.with(socket)) {
            assertThat(handshake(server)).isEqualTo(101);
            assertThat(handshake(server, "Origin: http://server.example:8000")).isEqualTo(101);
            assertThat(handshake(server, "Origin: https://eu.dash.example")).isEqualTo(101);
            assertThat(handshake(server, "Origin: null")).isEqualTo(403);
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
        assertThat(socket.stats().refused(RefusalReason.ORIGIN)).isEqualTo(4);
    }

    @Test
    void aPlainRequestIsToldToUpgrade() throws Exception {
        try (TomcatServer server = TomcatServer.with(socket);
                RawClient client = new RawClient(server.port(), 0)) {
            assertThat(client.request("/ws/telemetry")).isEqualTo(426);
            assertThat(client.header("upgrade")).isEqualTo("websocket");
            assertThat(client.body()).contains("\"status\":426");
        }
        assertThat(socket.stats().refused(RefusalReason.NOT_A_HANDSHAKE)).isOne();
    }

    @Test
    void aHandshakeThatTheContainerRefusesTakesNoPlace() throws Exception {
        try (TomcatServer server = TomcatServer.with(socket)) {
            for (int i = 0; i < LIMIT + 1; i++) {
                try (RawClient client = new RawClient(server.port(), 0)) {
                    int withoutKey = client.request(
                            "/ws/telemetry", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13");
                    assertThat(withoutKey).isEqualTo(400);
                }
            }
            assertThat(handshake(server)).isEqualTo(101);
        }
        assertThat(socket.stats().refused(RefusalReason.CONTAINER)).isEqualTo(LIMIT + 1);
    }

    @Test
    void unknownQueryKeysAreIgnoredAndNoExtensionIsAgreedOn() throws Exception {
        try (TomcatServer server = TomcatServer.with(socket);
                RawClient client = new RawClient(server.port(), 0)) {
            assertThat(client.request(
                            "/ws/telemetry?utm=1&x",
                            "Upgrade: WebSocket",
                            "Connection: upgrade",
                            "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"))
                    .isEqualTo(101);
            assertThat(client.header("sec-websocket-extensions")).isEmpty();
            assertThat(client.read().text()).contains("\"data\":{}");
        }
    }

    @Test
    void withoutWebSocketInTheContainerTheAnswerSaysSo() throws Exception {
        try (TomcatServer server = TomcatServer.withoutWebSocket(socket)) {
            assertThat(handshake(server)).isEqualTo(501);
            assertThat(handshake(server)).isEqualTo(501);
        }
    }

    @Test
    void theSessionLimitIsExactUnderConcurrentHandshakesAndPlacesComeBack() throws Exception {
        int clients = 60;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<RawClient> opened = new ArrayList<>();
        try (TomcatServer server = TomcatServer.with(socket)) {
            CyclicBarrier start = new CyclicBarrier(clients);
            Callable<Integer> attempt = () -> {
                RawClient client = new RawClient(server.port(), 0);
                synchronized (opened) {
                    opened.add(client);
                }
                start.await();
                int status = client.handshake();
                assertThat(status == 101 || !client.header("retry-after").isEmpty())
                        .isTrue();
                return status;
            };
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(Collections.nCopies(clients, attempt))) {
                statuses.add(status.get());
            }
            assertThat(statuses).filteredOn(status -> status == 101).hasSize(LIMIT);
            assertThat(statuses).filteredOn(status -> status == 503).hasSize(clients - LIMIT);
            assertThat(socket.stats().refused(RefusalReason.SESSION_LIMIT)).isEqualTo(clients - LIMIT);
            for (RawClient client : opened) {
                client.reset();
            }
            await().until(() -> socket.stats().sessions() == 0);
            for (int i = 0; i < LIMIT; i++) {
                assertThat(handshake(server)).isEqualTo(101);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
