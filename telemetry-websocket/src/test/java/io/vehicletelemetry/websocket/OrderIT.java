package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nothing is missed and nothing goes backwards between the snapshot on connect and what comes live. */
@OnEveryContainer
class OrderIT {

    private static final int VEHICLES = 5;
    private static final Pattern FRAME = Pattern.compile("\"vehicle_id\":([0-9]+).*\"revision\":([0-9]+)");

    private final ContainerKind kind;

    OrderIT(ContainerKind kind) {
        this.kind = kind;
    }

    private static void checkOrder(List<String> frames, Map<Long, Long> last) {
        for (String frame : frames) {
            Matcher matcher = FRAME.matcher(frame);
            if (matcher.find()) {
                long revision = Long.parseLong(matcher.group(2));
                Long before = last.put(Long.parseLong(matcher.group(1)), revision);
                assertThat(revision).isGreaterThan(before == null ? 0 : before);
            } else {
                assertThat(last).isEmpty(); // the empty frame, only as the first
            }
        }
    }

    @Test
    void revisionsRiseAndTheLastOneArrivesWithConcurrentPublishersAndComers() throws Exception {
        Fleet fleet = new Fleet();
        TelemetryWebSocket socket =
                TelemetryWebSocket.builder(fleet.broadcaster).build();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        AtomicBoolean go = new AtomicBoolean(true);
        List<ReadingClient> clients = new ArrayList<>();
        try (WebSocketContainer server = kind.start(socket)) {
            List<Future<Void>> publishers = new ArrayList<>();
            for (int p = 0; p < 3; p++) {
                Callable<Void> publisher = () -> {
                    for (long n = 0; go.get(); n++) {
                        fleet.running(n % VEHICLES, "n", n);
                        Thread.onSpinWait();
                    }
                    return null;
                };
                publishers.add(threads.submit(publisher));
            }
            for (int i = 0; i < 50; i++) {
                ReadingClient client = new ReadingClient(server.port());
                clients.add(client);
                await().pollInterval(Duration.ofMillis(1)).until(() -> !client.frames.isEmpty());
            }
            go.set(false);
            for (Future<Void> publisher : publishers) {
                publisher.get();
            }
            Map<Long, Long> expected = new HashMap<>();
            fleet.forEach(snapshot -> expected.put(snapshot.vehicle().number().orElseThrow(), snapshot.revision()));
            for (ReadingClient client : clients) {
                Map<Long, Long> last = new HashMap<>();
                List<String> frames = new ArrayList<>();
                do {
                    frames.clear();
                    frames.add(client.next());
                    client.frames.drainTo(frames);
                    checkOrder(frames, last);
                } while (!last.equals(expected));
                assertThat(client.frames).isEmpty();
            }
        } finally {
            go.set(false);
            threads.shutdownNow();
            clients.forEach(ReadingClient::close);
        }
        assertThat(fleet.failures).isEmpty();
    }
}
