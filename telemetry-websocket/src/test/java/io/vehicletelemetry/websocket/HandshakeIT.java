package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is let in, and who is not, whatever the container. */
@OnEveryContainer
class HandshakeIT {

    private static final int LIMIT = 20;

    private final Fleet fleet = new Fleet();
    private final TelemetryWebSocket socket = TelemetryWebSocket.builder(fleet.broadcaster)
            .allowedOrigin("https://*.dash.example")
            .maxSessions(LIMIT)
            .build();
    private final ContainerKind kind;
    private WebSocketContainer server;

    HandshakeIT(ContainerKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws Exception {
        server = kind.start(socket);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        assertThat(fleet.failures).isEmpty();
    }

    private int admission(String... headers) throws Exception {
        try (RawClient client = new RawClient(server.port(), 0)) {
            return client.admission(headers);
        }
    }

    @Test
    void pagesOfTheAllowListMayConnectOthersMayNot() throws Exception {
        assertThat(admission()).isEqualTo(101);
        assertThat(admission("Origin: https://eu.dash.example")).isEqualTo(101);
        assertThat(admission("Origin: https://a.eu.dash.example")).isEqualTo(101);
        assertThat(admission("Origin: https://dash.example")).isEqualTo(403);
        assertThat(admission("Origin: http://eu.dash.example")).isEqualTo(403);
        assertThat(admission("Origin: https://eu.dash.example.evil.example")).isEqualTo(403);
        assertThat(admission("Origin: https://evil.example\u00e4\"")).isEqualTo(403);
        assertThat(admission("Origin: null")).isEqualTo(403);
        assertThat(admission("Origin:")).isEqualTo(403);
        assertThat(admission("Origin: https://eu.dash.example, https://eu.dash.example"))
                .isEqualTo(403);
        assertThat(admission("Origin: https://eu.dash.example", "Origin: https://eu.dash.example"))
                .isEqualTo(403);
        assertThat(socket.stats().refused(RefusalReason.ORIGIN)).isEqualTo(8);
        assertThat(socket.stats().opened()).isEqualTo(3);
    }

    @Test
    void aHandshakeThatTheContainerRefusesTakesNoPlace() throws Exception {
        for (int i = 0; i < LIMIT + 1; i++) {
            try (RawClient client = new RawClient(server.port(), 0)) {
                int withoutKey = client.request(
                        "/ws/telemetry", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13");
                assertThat(withoutKey).isEqualTo(kind.withoutKey());
            }
        }
        assertThat(admission()).isEqualTo(101);
        assertThat(socket.stats().opened()).isOne();
    }

    @Test
    void unknownQueryKeysAreIgnoredAndNoExtensionIsAgreedOn() throws Exception {
        try (RawClient client = new RawClient(server.port(), 0)) {
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
    void theSessionLimitIsExactUnderConcurrentHandshakesAndPlacesComeBack() throws Exception {
        int clients = 60;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<RawClient> opened = new ArrayList<>();
        try {
            CyclicBarrier start = new CyclicBarrier(clients);
            Callable<Integer> attempt = () -> {
                RawClient client = new RawClient(server.port(), 0);
                synchronized (opened) {
                    opened.add(client);
                }
                start.await();
                int admission = client.admission();
                assertThat(client.header("retry-after").isEmpty()).isEqualTo(admission != 503);
                return admission;
            };
            List<Integer> admissions = new ArrayList<>();
            for (Future<Integer> admission : threads.invokeAll(Collections.nCopies(clients, attempt))) {
                admissions.add(admission.get());
            }
            assertThat(admissions).filteredOn(admission -> admission == 101).hasSize(LIMIT);
            assertThat(admissions)
                    .filteredOn(admission -> admission == kind.tooManySessions())
                    .hasSize(clients - LIMIT);
            assertThat(socket.stats().refused(RefusalReason.SESSION_LIMIT)).isEqualTo(clients - LIMIT);
            for (RawClient client : opened) {
                client.reset();
            }
            await().until(() -> socket.stats().sessions() == 0);
            for (int i = 0; i < LIMIT; i++) {
                assertThat(admission()).isEqualTo(101);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
