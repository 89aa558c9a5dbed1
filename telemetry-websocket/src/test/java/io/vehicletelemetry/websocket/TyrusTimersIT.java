package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tyrus starts a timer at each frame where the idle timeout is 0, though 0 means none: the adapter must not set that. */
class TyrusTimersIT {

    private static final int FRAMES = 500;

    @Test
    void aFrameWakesNoThreadOfTheContainer() throws Exception {
        Fleet fleet = new Fleet();
        TelemetryWebSocket socket = TelemetryWebSocket.builder(fleet.broadcaster)
                .flushInterval(Duration.ZERO)
                .build();
        try (WebSocketContainer server = ContainerKind.TYRUS.start(socket);
                StockClient client = StockClient.connect(server.uri())) {
            client.next();
            long before = timesThatTimersWaited();
            for (int i = 0; i < FRAMES; i++) {
                fleet.running(1, "n", i);
                client.next();
            }
            assertThat(timesThatTimersWaited() - before).isLessThan(FRAMES / 10);
        }
        assertThat(fleet.failures).isEmpty();
    }

    private static long timesThatTimersWaited() {
        long waited = 0;
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(false, false)) {
            waited += thread.getThreadName().startsWith("tyrus-") ? thread.getWaitedCount() : 0;
        }
        return waited;
    }
}
