package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who answers pings stays, though it sends nothing; who does not is closed. */
@Tag("slow")
@OnEveryContainer
class HeartbeatIT {

    private final ContainerKind kind;

    HeartbeatIT(ContainerKind kind) {
        this.kind = kind;
    }

    @Test
    void aSilentClientThatAnswersStaysBesideOneThatDoesNot() throws Exception {
        Fleet fleet = new Fleet();
        TelemetryWebSocket socket = TelemetryWebSocket.builder(fleet.broadcaster)
                .pingInterval(Duration.ofMillis(500))
                .build();
        try (WebSocketContainer server = kind.start(socket);
                StockClient alive = StockClient.connect(server.uri());
                RawClient dead = RawClient.connect(server.port())) {
            alive.next();
            assertThat(dead.read().opcode()).isEqualTo(RawClient.TEXT);
            assertThat(dead.read().opcode()).isEqualTo(RawClient.PING);
            assertThat(dead.readUntil(RawClient.CLOSE).closeCode()).isEqualTo(1001);
            await().until(() -> socket.stats().sessions() == 1);
            assertThat(socket.stats().unanswered()).isOne();
            await().pollDelay(Duration.ofSeconds(6)).until(() -> socket.stats().sessions() == 1);
            fleet.running(1, "rpm", 1);
            assertThat(alive.next()).contains("\"rpm\":1");
        }
        assertThat(fleet.failures).isEmpty();
    }

    /** Many a client library pings too, and hangs up where nothing comes back. Nothing else is sent that could take it along. */
    @Test
    void aClientsOwnPingIsAnsweredAlsoWhileNoVehicleReports() throws Exception {
        Fleet fleet = new Fleet();
        TelemetryWebSocket socket =
                TelemetryWebSocket.builder(fleet.broadcaster).build();
        try (WebSocketContainer server = kind.start(socket);
                RawClient client = RawClient.connect(server.port())) {
            assertThat(client.read().opcode()).isEqualTo(RawClient.TEXT);
            for (int n = 1; n <= 20; n++) { // alone at first, then several at once
                fleet.running(n, "rpm", n);
                fleet.running(n + 1, "rpm", n);
                assertThat(client.read().opcode()).isEqualTo(RawClient.TEXT);
            }
            await().until(() -> {
                client.socket.setSoTimeout(300);
                try {
                    return client.read().opcode() == 0;
                } catch (SocketTimeoutException e) {
                    return true; // all updates are read
                }
            });
            client.send(RawClient.PING, new byte[] {1, 2, 3});
            client.socket.setSoTimeout(3_000);
            assertThat(client.read().opcode()).isEqualTo(RawClient.PONG);
        }
        assertThat(fleet.failures).isEmpty();
    }
}
