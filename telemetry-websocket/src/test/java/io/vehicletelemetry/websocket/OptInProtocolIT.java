package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.VehicleState;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client gets that asks for something, over real sockets. */
@OnEveryContainer
class OptInProtocolIT {

    private final Fleet fleet = new Fleet();
    private final TelemetryWebSocket socket =
            TelemetryWebSocket.builder(fleet.broadcaster).build();
    private final ContainerKind kind;
    private WebSocketContainer server;

    OptInProtocolIT(ContainerKind kind) {
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

    private StockClient connect(String query) {
        return StockClient.connect(URI.create(server.uri() + "?" + query));
    }

    private static void say(StockClient client, String message) {
        client.socket.sendText(message, true).join();
    }

    @Test
    void onlyTheVehiclesThatWereAskedForAlsoUnknownOnes() throws Exception {
        fleet.running(1, "rpm", 1);
        fleet.running(2, "rpm", 2);
        try (StockClient client = connect("vehicle_id=2,9")) {
            assertThat(client.next()).contains("\"vehicle_id\":2");
            fleet.running(1, "rpm", 10);
            fleet.running(9, "rpm", 9);
            assertThat(client.next()).contains("\"vehicle_id\":9");
            fleet.running(2, "rpm", 20);
            assertThat(client.next()).contains("\"vehicle_id\":2,\"rpm\":20}");
        }
        try (StockClient client = connect("vehicle_id=77")) {
            assertThat(client.next()).contains("\"state\":\"offline\",\"data\":{}");
        }
    }

    @Test
    void onlyTheSignalsThatWereAskedForWhenOneOfThemOrTheStateChanges() throws Exception {
        fleet.running(1, "rpm", 1);
        fleet.running(1, "speed", 50);
        fleet.running(2, "speed", 50);
        try (StockClient client = connect("signals=rpm,fuel")) {
            List<String> first = List.of(client.next(), client.next());
            assertThat(first).anyMatch(frame -> frame.contains("\"data\":{\"vehicle_id\":1,\"rpm\":1}"));
            assertThat(first).anyMatch(frame -> frame.contains("\"data\":{\"vehicle_id\":2}"));
            fleet.running(1, "speed", 60);
            fleet.running(1, "rpm", 1);
            fleet.running(1, "rpm", 2);
            assertThat(client.next()).contains("\"data\":{\"vehicle_id\":1,\"rpm\":2}");
            fleet.publish(1, VehicleState.OFFLINE, "speed", SignalValue.of(0));
            assertThat(client.next()).contains("\"state\":\"offline\",\"data\":{\"vehicle_id\":1,\"rpm\":2}");
            fleet.running(2, "fuel", 40);
            assertThat(client.next()).contains("\"data\":{\"vehicle_id\":2,\"fuel\":40}");
            assertThat(client.frames).isEmpty();
        }
    }

    @Test
    void aBatchHoldsEveryVehicleAtMostOnce() throws Exception {
        try (StockClient client = connect("mode=batch")) {
            assertThat(client.next())
                    .startsWith("{\"type\":\"telemetry_batch\",\"updates\":[{\"type\":\"telemetry_update\","
                            + "\"state\":\"offline\",\"data\":{},")
                    .endsWith("}]}");
        }
        for (int vehicle = 1; vehicle <= 600; vehicle++) {
            fleet.running(vehicle, "rpm", vehicle);
        }
        try (StockClient client = connect("mode=batch")) {
            List<String> frames = List.of(client.next(), client.next(), client.next());
            assertThat(frames).allMatch(frame -> frame.startsWith("{\"type\":\"telemetry_batch\",\"updates\":[{"));
            List<Integer> sizes = frames.stream()
                    .map(frame -> frame.split("\"telemetry_update\"", -1).length - 1)
                    .toList();
            assertThat(sizes).containsExactly(256, 256, 88);
            for (int vehicle = 1; vehicle <= 600; vehicle++) {
                String data = "\"data\":{\"vehicle_id\":" + vehicle + ",\"rpm\":" + vehicle + "}";
                assertThat(frames).filteredOn(frame -> frame.contains(data)).hasSize(1);
            }
            fleet.running(1, "rpm", 1000);
            assertThat(client.next()).contains("\"updates\":[{", "\"vehicle_id\":1,\"rpm\":1000}");
        }
    }

    @Test
    void aDeltaHoldsWhatChangedSinceTheRevisionThatThisClientHas() throws Exception {
        fleet.running(1, "rpm", 1);
        fleet.running(1, "speed", 50);
        try (StockClient client = connect("mode=delta")) {
            assertThat(client.next())
                    .contains("\"data\":{\"vehicle_id\":1,\"rpm\":1,\"speed\":50}", "\"revision\":2,")
                    .doesNotContain("\"delta\"");
            fleet.running(1, "rpm", 2);
            assertThat(client.next())
                    .contains("\"data\":{\"vehicle_id\":1,\"rpm\":2}", "\"revision\":3,")
                    .endsWith(",\"delta\":true,\"base_revision\":2}");
            fleet.running(2, "fuel", 3);
            assertThat(client.next())
                    .contains("\"data\":{\"vehicle_id\":2,\"fuel\":3}")
                    .doesNotContain("\"delta\"");
            fleet.publish(1, VehicleState.OFFLINE, "rpm", SignalValue.of(2));
            assertThat(client.next())
                    .contains("\"state\":\"offline\",\"data\":{\"vehicle_id\":1},")
                    .endsWith(",\"delta\":true,\"base_revision\":3}");
        }
        try (StockClient client = connect("mode=batch,delta&vehicle_id=2")) {
            client.next();
            fleet.running(2, "rpm", 3);
            assertThat(client.next())
                    .startsWith("{\"type\":\"telemetry_batch\"")
                    .contains("\"data\":{\"vehicle_id\":2,\"rpm\":3}", "\"delta\":true,\"base_revision\":1}]}");
        }
    }

    @Test
    void agesComeToWhoAsksForThemInTheQueryOrLater() throws Exception {
        fleet.running(1, "rpm", 1);
        try (StockClient client = connect("ages=true")) {
            assertThat(client.next())
                    .matches(".*\"data\":\\{\"vehicle_id\":1,\"rpm\":1},.*\"ages\":\\{\"rpm\":[0-9.E]+}}");
            say(client, "{\"type\":\"subscribe\",\"mode\":\"delta\"}");
            assertThat(client.next()).isEqualTo("{\"type\":\"subscribed\",\"mode\":\"delta\"}");
            assertThat(client.next()).doesNotContain("ages");
            say(client, "{\"type\":\"subscribe\",\"ages\":true,\"mode\":[\"batch\",\"delta\"]}");
            assertThat(client.next())
                    .isEqualTo("{\"type\":\"subscribed\",\"ages\":true,\"mode\":[\"batch\",\"delta\"]}");
            assertThat(client.next())
                    .startsWith("{\"type\":\"telemetry_batch\"")
                    .contains("\"ages\":{\"rpm\":");
            fleet.running(1, "rpm", 2);
            assertThat(client.next()).contains("\"rpm\":2}", "\"ages\":{\"rpm\":", "\"delta\":true");
        }
    }

    @Test
    void atMostTheRateThatWasAskedForAndTheLastValueArrives() throws Exception {
        fleet.running(1, "n", 0);
        try (StockClient client = connect("max_rate=4")) {
            client.next();
            long begin = System.nanoTime();
            for (int n = 1; n <= 100; n++) {
                fleet.running(1, "n", n);
            }
            assertThat(client.next()).contains("\"n\":100}");
            assertThat(System.nanoTime() - begin).isGreaterThan(150_000_000L); // the period is 250 ms
            fleet.publish(1, VehicleState.OFFLINE, "n", SignalValue.of(101));
            assertThat(client.next()).contains("\"state\":\"offline\"", "\"n\":101}");
            assertThat(client.frames).isEmpty();
        }
        await().until(() -> socket.stats().conflated() == 99);
    }

    @Test
    void aSubscriptionReplacesTheOneBeforeAnswersAndBeginsWithASnapshot() throws Exception {
        fleet.running(1, "rpm", 1);
        fleet.running(2, "rpm", 2);
        try (StockClient client = connect("vehicle_id=1")) {
            assertThat(client.next()).contains("\"vehicle_id\":1");
            say(client, "{\"type\":\"subscribe\",\"vehicles\":[2],\"mode\":\"batch\"}");
            assertThat(client.next()).isEqualTo("{\"type\":\"subscribed\",\"vehicles\":[2],\"mode\":\"batch\"}");
            assertThat(client.next())
                    .startsWith("{\"type\":\"telemetry_batch\"")
                    .contains("\"vehicle_id\":2");
            fleet.running(1, "rpm", 10);
            fleet.running(2, "rpm", 20);
            assertThat(client.next()).contains("\"vehicle_id\":2,\"rpm\":20}");
            say(client, "{\"type\":\"subscribe\",\"mode\":\"x\"}");
            assertThat(client.next())
                    .contains("\"code\":\"bad_request\"", "mode \\\"x\\\": allowed are batch and delta");
            fleet.running(2, "rpm", 21);
            assertThat(client.next()).contains("\"vehicle_id\":2,\"rpm\":21}");
            say(client, "{\"type\":\"subscribe\"}");
            assertThat(client.next()).isEqualTo("{\"type\":\"subscribed\"}");
            assertThat(List.of(client.next(), client.next()))
                    .allMatch(frame -> frame.startsWith("{\"type\":\"telemetry_update\""));
            assertThat(client.frames).isEmpty();
        }
    }

    @Test
    void subscriptionsInALoopCostNoMoreThanTenASecondAndTheNewestCounts() throws Exception {
        for (int vehicle = 0; vehicle < 100; vehicle++) {
            fleet.running(vehicle, "rpm", vehicle);
        }
        try (StockClient client = connect("mode=batch")) {
            client.next();
            long begin = System.nanoTime();
            for (int i = 0; i < 2_000; i++) {
                say(client, "{\"type\":\"subscribe\",\"mode\":\"batch\",\"max_rate\":" + (i % 2 == 0 ? 5 : 6) + "}");
            }
            say(client, "{\"type\":\"subscribe\",\"vehicles\":[7]}");
            int answers = 0;
            List<String> all = new ArrayList<>();
            for (String frame = client.next(); !frame.contains("\"vehicles\":[7]"); frame = client.next()) {
                all.add(frame);
                answers += frame.startsWith("{\"type\":\"subscribed\"") ? 1 : 0;
            }
            long seconds = (System.nanoTime() - begin) / 1_000_000_000L;
            assertThat(answers).isBetween(1, (int) (11 * (seconds + 1)));
            assertThat(all).noneMatch(frame -> frame.contains("\"error\""));
            assertThat(client.next()).contains("\"data\":{\"vehicle_id\":7,\"rpm\":7}");
            assertThat(client.frames).isEmpty();
        }
        await().until(() -> fleet.broadcaster.subscribers() == 0);
    }

    @Test
    void aBadQueryIsToldWhatIsWrongAndTakesNoPlace() throws Exception {
        for (String query : List.of(
                "max_rate=NaN", "max_rate=0", "max_rate=-1", "max_rate=1e9", "mode=x", "signals=", "vehicle_id=")) {
            try (RawClient client = new RawClient(server.port(), 0)) {
                int status = client.handshakeAt("/ws/telemetry?" + query);
                if (kind.refusesByHttp()) {
                    assertThat(status).as(query).isEqualTo(400);
                    assertThat(client.header("content-type")).isEqualTo("application/problem+json");
                    assertThat(client.body()).contains(query.substring(0, query.indexOf('=')), "allowed");
                } else {
                    assertThat(status).isEqualTo(101);
                    RawClient.Frame close = client.read();
                    assertThat(close.opcode()).isEqualTo(RawClient.CLOSE);
                    assertThat(close.closeCode()).isEqualTo(1008);
                    assertThat(close.text()).contains(query.substring(0, query.indexOf('=')), "allowed");
                }
            }
        }
        assertThat(socket.stats().refused(RefusalReason.BAD_QUERY)).isEqualTo(7);
        assertThat(socket.stats().opened()).isZero();
    }
}
