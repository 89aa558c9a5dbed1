package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.VehicleState;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code history=60}: the first frame of a vehicle carries its last points, and waits for nobody for long. */
@Tag("slow")
@OnEveryContainer
class LastPointsIT {

    /** Not over in a test where the history answers. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Fleet fleet = new Fleet();
    private final GatedHistory history = new GatedHistory();
    private final CountDownLatch never = new CountDownLatch(1);
    private final TelemetryWebSocket socket = TelemetryWebSocket.builder(fleet.broadcaster)
            .history(history)
            .historyPatience(PATIENCE)
            .build();
    private final ContainerKind kind;
    private WebSocketContainer server;

    LastPointsIT(ContainerKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws Exception {
        server = kind.start(socket);
    }

    @AfterEach
    void stop() throws Exception {
        never.countDown();
        server.close();
        fleet.broadcaster.close();
        assertThat(fleet.failures).isEmpty();
    }

    private StockClient connect(String query) {
        return StockClient.connect(URI.create(server.uri() + "?" + query));
    }

    @Test
    void firstFrameCarriesTheLastPointsOldestFirst() throws Exception {
        for (int i = 0; i < 10; i++) {
            history.record(1, i, i % 2 == 0 ? "rpm" : "speed", i);
        }
        fleet.running(1, "rpm", 42);
        fleet.running(2, "rpm", 7);
        try (StockClient client = connect("history=3&vehicle_id=1")) {
            String first = client.next();
            assertThat(first)
                    .startsWith(
                            "{\"type\":\"telemetry_update\",\"state\":\"running\",\"data\":{\"vehicle_id\":1,\"rpm\":42}")
                    .endsWith(",\"history\":[{\"timestamp\":\"2025-11-27T16:03:14.234Z\",\"speed\":7},"
                            + "{\"timestamp\":\"2025-11-27T16:03:15.234Z\",\"rpm\":8},"
                            + "{\"timestamp\":\"2025-11-27T16:03:16.234Z\",\"speed\":9}]}");
            fleet.running(1, "rpm", 43);
            assertThat(client.next()).contains("\"rpm\":43").doesNotContain("history");
        }
        try (StockClient client = connect("history=2&signals=rpm&vehicle_id=1")) {
            assertThat(client.next())
                    .endsWith("\"history\":[{\"timestamp\":\"2025-11-27T16:03:13.234Z\",\"rpm\":6},"
                            + "{\"timestamp\":\"2025-11-27T16:03:15.234Z\",\"rpm\":8}]}");
        }
        try (StockClient client = connect("history=3&vehicle_id=2")) {
            assertThat(client.next()).as("nothing was recorded").endsWith("\"history\":[]}");
        }
        assertThat(history.threads).allMatch(name -> name.startsWith("telemetry-past-"));
    }

    @Test
    void everyVehicleComesOnceWithItsPointsAlsoOneThatReportsLater() throws Exception {
        for (int vehicle = 1; vehicle <= 100; vehicle++) {
            history.record(vehicle, 1, "rpm", 1_000 + vehicle);
            fleet.running(vehicle, "rpm", vehicle);
        }
        try (StockClient client = connect("history=60")) {
            Set<String> seen = new HashSet<>();
            for (int i = 1; i <= 100; i++) {
                String frame = client.next();
                String vehicle = frame.replaceFirst(".*\"vehicle_id\":(\\d+).*", "$1");
                assertThat(seen.add(vehicle)).as("vehicle %s once", vehicle).isTrue();
                assertThat(frame).contains("\"rpm\":" + (1_000 + Integer.parseInt(vehicle)) + "}]}");
            }
            history.record(101, 1, "rpm", 1_101);
            fleet.running(101, "rpm", 101);
            assertThat(client.next()).contains("\"vehicle_id\":101,\"rpm\":101}", "\"rpm\":1101}]}");
            assertThat(client.frames).isEmpty();
        }
    }

    @Test
    void itGoesWithTheOtherModes() throws Exception {
        history.record(1, 1, "rpm", 900);
        fleet.running(1, "rpm", 1);
        fleet.running(1, "speed", 50);
        try (StockClient client = connect("history=60&mode=batch,delta&max_rate=1000&ages=true")) {
            assertThat(client.next())
                    .startsWith("{\"type\":\"telemetry_batch\",\"updates\":[{")
                    .contains("\"ages\":{")
                    .endsWith("\"rpm\":900}]}]}");
            fleet.running(1, "rpm", 2);
            assertThat(client.next())
                    .contains("\"delta\":true", "\"data\":{\"vehicle_id\":1,\"rpm\":2}")
                    .doesNotContain("history");
        }
    }

    @Test
    void subscriptionThatReplacesAnotherBeginsAnew() throws Exception {
        history.record(1, 1, "rpm", 900);
        fleet.running(1, "rpm", 1);
        try (StockClient client = connect("mode=batch")) {
            assertThat(client.next()).doesNotContain("history");
            client.socket
                    .sendText("{\"type\":\"subscribe\",\"history\":60}", true)
                    .join();
            assertThat(client.next()).isEqualTo("{\"type\":\"subscribed\",\"history\":60}");
            assertThat(client.next()).endsWith("\"rpm\":900}]}");
        }
    }

    @Test
    void historyThatHangsDelaysOnlyWhoAsksForItAndThoseNotForLong() throws Exception {
        history.record(1, 1, "rpm", 900);
        fleet.running(1, "rpm", 1);
        fleet.running(2, "rpm", 2);
        history.close(never);
        try (StockClient client = connect("history=60");
                StockClient other = connect("max_rate=1000")) {
            assertThat(other.next()).contains("\"vehicle_id\"");
            assertThat(other.next()).contains("\"vehicle_id\"");
            fleet.publish(1, VehicleState.OFFLINE, "rpm", SignalValue.of(3));
            assertThat(other.next()).contains("offline", "\"rpm\":3");

            List<String> first = List.of(client.next(), client.next());
            assertThat(first).noneMatch(frame -> frame.contains("history"));
            assertThat(first)
                    .as("the newest")
                    .anyMatch(frame -> frame.contains("offline") && frame.contains("\"rpm\":3"));
            fleet.running(1, "rpm", 4);
            assertThat(client.next()).contains("\"rpm\":4").doesNotContain("history");
            assertThat(client.frames).isEmpty();
        }
    }

    @Test
    void vehiclesThatWaitDoNotHoldUpThoseThatDoNot() throws Exception {
        fleet.running(1, "rpm", 1);
        try (StockClient client = connect("history=60")) {
            assertThat(client.next()).endsWith("\"history\":[]}");
            CountDownLatch answer = new CountDownLatch(1);
            history.close(answer);
            fleet.running(2, "rpm", 2);
            await().atMost(LONG).until(() -> history.questions.get() == 2);
            fleet.running(1, "rpm", 10);
            assertThat(client.next()).contains("\"vehicle_id\":1,\"rpm\":10}");
            answer.countDown();
            assertThat(client.next()).contains("\"vehicle_id\":2,\"rpm\":2}").endsWith("\"history\":[]}");
            assertThat(client.frames).isEmpty();
        }
    }

    @Test
    void historyThatIsAwayIsGoneWithoutAtOnce() throws Exception {
        fleet.running(1, "rpm", 1);
        history.away = true;
        try (StockClient client = connect("history=60")) {
            assertThat(client.next()).contains("\"rpm\":1").doesNotContain("history");
        }
        history.away = false;
        try (StockClient client = connect("history=60")) {
            assertThat(client.next()).endsWith("\"history\":[]}");
        }
    }

    @Test
    void whereNoVehicleIsKnownItIsSaidAtOnce() throws Exception {
        history.close(never);
        try (StockClient client = connect("history=60")) {
            assertThat(client.next()).contains("\"state\":\"offline\",\"data\":{}");
        }
    }

    @Test
    void nothingIsReadForWhoIsGone() throws Exception {
        for (int vehicle = 1; vehicle <= 50; vehicle++) {
            fleet.running(vehicle, "rpm", vehicle);
        }
        CountDownLatch answer = new CountDownLatch(1);
        history.close(answer);
        try (StockClient client = connect("history=60")) {
            await().atMost(LONG).until(() -> history.questions.get() == 2); // as many as there are threads
        }
        await().atMost(LONG).until(() -> socket.stats().sessions() == 0);
        answer.countDown();
        try (StockClient client = connect("history=60&vehicle_id=1")) {
            assertThat(client.next()).endsWith("\"history\":[]}");
        }
        assertThat(history.questions).hasValueLessThanOrEqualTo(3);
    }
}
