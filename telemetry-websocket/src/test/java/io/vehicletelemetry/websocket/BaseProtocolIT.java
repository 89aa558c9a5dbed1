package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a dashboard of today sees, over real sockets. */
@OnEveryContainer
class BaseProtocolIT {

    private final Fleet fleet = new Fleet();
    private final TelemetryWebSocket socket = TelemetryWebSocket.builder(fleet.broadcaster)
            .allowedOrigin("https://dash.example")
            .maxSessions(10_000)
            .sendTimeout(Duration.ofSeconds(10))
            .build();
    private final ContainerKind kind;
    private WebSocketContainer server;

    BaseProtocolIT(ContainerKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws Exception {
        server = kind.start(socket);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        fleet.broadcaster.close();
        assertThat(fleet.failures).isEmpty();
    }

    @Test
    void whereNothingIsKnownTheClientGetsOneEmptyFrameAndThenLiveUpdates() throws Exception {
        try (StockClient client = StockClient.connect(server.uri())) {
            assertThat(client.next())
                    .startsWith("{\"type\":\"telemetry_update\",\"state\":\"offline\",\"data\":{},\"timestamp\":\"")
                    .endsWith("Z\"}");
            fleet.running(1, "rpm", 2500);
            assertThat(client.next()).contains("\"data\":{\"vehicle_id\":1,\"rpm\":2500}", "\"state\":\"running\"");
            assertThat(client.frames).isEmpty();
        }
    }

    @Test
    void onConnectTheClientGetsEveryVehicleInItsLatestState() throws Exception {
        fleet.running(1, "rpm", 900);
        fleet.running(1, "rpm", 1000);
        fleet.publish(2, VehicleState.OFFLINE, "rpm", SignalValue.of(0));
        fleet.running(3, "rpm", 3000);
        try (StockClient client = StockClient.connect(server.uri())) {
            Set<String> frames = new HashSet<>(List.of(client.next(), client.next(), client.next()));
            assertThat(frames)
                    .anyMatch(frame -> frame.contains("\"vehicle_id\":1,\"rpm\":1000}") && frame.contains("running"))
                    .anyMatch(frame -> frame.contains("\"vehicle_id\":2,\"rpm\":0}") && frame.contains("offline"))
                    .anyMatch(frame -> frame.contains("\"vehicle_id\":3,\"rpm\":3000}"))
                    .allMatch(frame -> frame.startsWith("{\"type\":\"telemetry_update\""));
            assertThat(client.frames).isEmpty();
        }
    }

    @Test
    void aVehicleThatGoesOfflineKeepsItsValues() throws Exception {
        VehicleSnapshot last = fleet.running(1, "rpm", 2500);
        try (StockClient client = StockClient.connect(server.uri())) {
            client.next();
            fleet.broadcaster.publish(last.next(Fleet.TIME)
                    .state(VehicleState.OFFLINE, Fleet.TIME)
                    .build());
            assertThat(client.next()).contains("\"state\":\"offline\"", "\"vehicle_id\":1,\"rpm\":2500}");
        }
    }

    @Test
    void closingTellsEverySession1001AndRefusesNewOnes() throws Exception {
        try (StockClient one = StockClient.connect(server.uri());
                StockClient two = StockClient.connect(server.uri())) {
            one.next();
            two.next();
            assertThat(socket.stats().sessions()).isEqualTo(2);
            socket.close();
            socket.close();
            assertThat(one.closeCode()).isEqualTo(1001);
            assertThat(two.closeCode()).isEqualTo(1001);
            assertThat(socket.stats().sessions()).isZero();
            assertThat(fleet.broadcaster.subscribers()).isZero();
        }
        try (RawClient late = new RawClient(server.port(), 0)) {
            assertThat(late.admission()).isEqualTo(kind.shuttingDown());
            assertThat(late.header("retry-after").isEmpty()).isNotEqualTo(kind.refusesByHttp());
        }
        assertThat(socket.stats().refused(RefusalReason.SHUTTING_DOWN)).isOne();
    }

    @Test
    void aBroadcasterThatClosesEndsTheSessionsAndLetsNobodyIn() throws Exception {
        try (StockClient client = StockClient.connect(server.uri())) {
            client.next();
            fleet.broadcaster.close();
            assertThat(client.closeCode()).isEqualTo(1001);
        }
        try (StockClient late = StockClient.connect(server.uri())) {
            assertThat(late.closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void aClientThatSaysGoodbyeLeavesNothingBehind() throws Exception {
        try (StockClient client = StockClient.connect(server.uri())) {
            client.next();
            client.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            assertThat(client.closeCode()).isEqualTo(1000);
        }
        await().until(() -> socket.stats().sessions() == 0);
        assertThat(fleet.broadcaster.subscribers()).isZero();
        assertThat(socket.stats().opened()).isOne();
        assertThat(socket.stats().sendFailures()).isZero();
    }

    @Test
    void aPingIsAnsweredAndWhatIsNotUnderstoodIsToldSo() throws Exception {
        try (StockClient client = StockClient.connect(server.uri())) {
            client.next();
            client.socket.sendText("{\"type\":\"ping\"}", true).join();
            assertThat(client.next())
                    .startsWith("{\"type\":\"pong\",\"timestamp\":\"")
                    .endsWith("Z\"}");
            client.socket.sendText("{\"type\":", false).join();
            client.socket.sendText("\"x\"}", true).join();
            assertThat(client.next())
                    .isEqualTo("{\"type\":\"error\",\"code\":\"bad_request\","
                            + "\"message\":\"type \\\"x\\\": allowed are ping and subscribe\"}");
            fleet.running(1, "rpm", 1);
            assertThat(client.next()).contains("\"rpm\":1");
        }
        assertThat(socket.stats().badMessages()).isOne();
    }

    @Test
    void theTenthBadMessageInARowEndsTheSession() throws Exception {
        try (StockClient client = StockClient.connect(server.uri())) {
            client.next();
            for (int i = 0; i < 9; i++) {
                client.socket.sendText("nonsense", true).join();
            }
            client.socket.sendText("{\"type\":\"ping\"}", true).join();
            for (int i = 0; i < 10; i++) {
                client.socket.sendText("[]", true).join();
            }
            assertThat(client.closeCode()).isEqualTo(1008);
        }
        assertThat(socket.stats().badMessages()).isEqualTo(19);
    }
}
