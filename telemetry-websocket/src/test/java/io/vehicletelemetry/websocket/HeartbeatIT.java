package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who answers pings stays, though it sends nothing; who does not is closed. */
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
            await().pollDelay(Duration.ofMillis(2_500))
                    .until(() -> socket.stats().sessions() == 1);
            fleet.running(1, "rpm", 1);
            assertThat(alive.next()).contains("\"rpm\":1");
        }
        assertThat(fleet.failures).isEmpty();
    }
}
