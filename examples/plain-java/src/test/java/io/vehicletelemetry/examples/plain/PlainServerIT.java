package io.vehicletelemetry.examples.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vehicletelemetry.schemas.WireSchemas;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a device publishes is on a stock client's screen. */
class PlainServerIT {

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static final class Frames implements WebSocket.Listener {
        final Queue<String> texts = new ConcurrentLinkedQueue<>();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            texts.add(text.toString()); // small enough to come in one piece
            socket.request(1);
            return null;
        }
    }

    @Test
    void aMessageFromADeviceReachesAStockClient() throws Exception {
        int port = freePort();
        try (Broker broker = new Broker(freePort())) {
            FutureTask<Void> server = new FutureTask<>(() -> {
                PlainServer.main(broker.uri(), "127.0.0.1", String.valueOf(port));
                return null;
            });
            Thread thread = new Thread(server, "plain-server");
            thread.start();
            Frames frames = new Frames();
            WebSocket client = await().ignoreExceptions()
                    .until(
                            () -> HttpClient.newHttpClient()
                                    .newWebSocketBuilder()
                                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/telemetry"), frames)
                                    .get(5, TimeUnit.SECONDS),
                            opened -> true);
            await().until(() -> !frames.texts.isEmpty());
            WireSchemas.check(frames.texts.element());
            assertThat(frames.texts.remove()).contains("\"data\":{}");
            // The server subscribes in the background: what was published before went to nobody.
            await().pollInterval(Duration.ofMillis(100)).until(() -> {
                broker.publish("vehicles/7/telemetry", "{\"rpm\":2500,\"vehicle_speed\":65.5}");
                return !frames.texts.isEmpty();
            });
            WireSchemas.check(frames.texts.element());
            assertThat(frames.texts.remove())
                    .startsWith("{\"type\":\"telemetry_update\",\"state\":\"running\",")
                    .contains("\"data\":{\"vehicle_id\":7,\"rpm\":2500,\"vehicle_speed\":65.5}");
            client.abort();
            thread.interrupt();
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }
}
