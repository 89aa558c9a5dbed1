package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.VehicleState;
import org.junit.jupiter.api.Test;

/** A frame of many buffers' length arrives whole, wherever the container cuts it. */
@OnEveryContainer
class LongTextsIT {

    /** In UTF-8 4 bytes, in Java 2 characters, which nobody may take apart. */
    private static final String CAR = "\uD83D\uDE97";

    private final ContainerKind kind;

    LongTextsIT(ContainerKind kind) {
        this.kind = kind;
    }

    @Test
    void aPairOfSurrogatesIsNotTakenApartAtTheEndOfABuffer() throws Exception {
        Fleet fleet = new Fleet();
        TelemetryWebSocket socket =
                TelemetryWebSocket.builder(fleet.broadcaster).build();
        try (WebSocketContainer server = kind.start(socket);
                StockClient client = StockClient.connect(server.uri())) {
            client.next();
            for (int i = 0; i < 24; i++) { // one after the other, and later than in the middle of a pair, in turn
                String text = "x".repeat(i % 2) + CAR.repeat(15_000) + i;
                fleet.publish(1, VehicleState.RUNNING, "text", SignalValue.of(text));
                assertThat(client.next()).contains('"' + text + '"');
            }
            assertThat(socket.stats().sendFailures()).isZero();
        }
        assertThat(fleet.failures).isEmpty();
    }
}
