package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that ask for too much, too often, or for what there is not. */
@Tag("slow")
@OnEveryContainer
class GreedySubscribersIT extends BesideAHealthyClient {

    private static final byte[] SUBSCRIBE =
            bytes("{\"type\":\"subscribe\",\"vehicles\":[1],\"mode\":[\"batch\",\"delta\"],\"max_rate\":1000}");

    GreedySubscribersIT(ContainerKind kind) {
        super(kind);
    }

    private static String ids(int count) {
        return LongStream.rangeClosed(1, count).mapToObj(String::valueOf).collect(Collectors.joining(","));
    }

    /** What the server says to the next message, beside its updates. */
    private static String answer(RawClient client) throws Exception {
        String text = client.readUntil(RawClient.TEXT).text();
        while (text.startsWith("{\"type\":\"telemetry_")) {
            text = client.readUntil(RawClient.TEXT).text();
        }
        return text;
    }

    @Test
    void tenThousandSubscriptionsASecondTakeEffectTenTimesASecond() throws Exception {
        try (RawClient client = RawClient.connect(server.port())) {
            long begin = System.nanoTime();
            CompletableFuture<Void> flood = FloodsIT.flooding(client, RawClient.TEXT, SUBSCRIBE, 10_000, 10_000);
            int subscribed = 0;
            while (!flood.isDone()) {
                subscribed += client.readUntil(RawClient.TEXT).text().startsWith("{\"type\":\"subscribed\"") ? 1 : 0;
            }
            flood.join();
            long seconds = (System.nanoTime() - begin) / 1_000_000_000L;
            assertThat(subscribed).isBetween(1, (int) (11 * (seconds + 1)));
            assertThat(stats().badMessages()).isZero();
            assertThat(stats().sessions()).isEqualTo(2);
        }
        awaitOnlyTheHealthyOne();
    }

    @Test
    void subscriptionsWhoseSnapshotsAreNeverReadGrowNothing() throws Exception {
        traffic.large(true);
        patiently().until(() -> healthy.revisions().containsKey(Traffic.LARGE));
        try (RawClient client = narrowClient()) {
            byte[] all = bytes("{\"type\":\"subscribe\"}");
            CompletableFuture<Void> flood = FloodsIT.flooding(client, RawClient.TEXT, all, 1_000_000, 10_000);
            awaitOnlyTheHealthyOne();
            client.close(); // Tyrus leaves the connection open until the client goes
            Throwable ended = flood.handle((done, failure) -> failure).join();
            assertThat(ended).isNotNull();
            assertThat(stats().sendTimeouts()).isOne();
            assertThat(stats().badMessages()).isZero();
        }
    }

    @Test
    void whatThereIsNotIsRefusedInTheHandshake() throws Exception {
        List<String> wrong = List.of(
                "max_rate=0",
                "max_rate=-1",
                "max_rate=1e9",
                "max_rate=NaN",
                "max_rate=5&max_rate=5",
                "signals=",
                "mode=fast",
                "vehicle_id=" + ids(1_001));
        for (String query : wrong) {
            try (RawClient client = new RawClient(server.port(), 0)) {
                int status = client.handshakeAt("/ws/telemetry?" + query);
                int told = status == 101 ? client.read().closeCode() : status;
                assertThat(told).as(query).isEqualTo(kind.refusesByHttp() ? 400 : 1008);
            }
        }
        assertThat(stats().refused(RefusalReason.BAD_QUERY)).isEqualTo(wrong.size());
        assertThat(stats().opened()).isOne();
        awaitOnlyTheHealthyOne();
    }

    /** Longer than any container takes a request line for. */
    @Test
    void tenThousandVehiclesInTheQueryAreTheContainers() throws Exception {
        try (RawClient client = new RawClient(server.port(), 0)) {
            assertThat(client.handshakeAt("/ws/telemetry?vehicle_id=" + ids(10_000)))
                    .isBetween(400, 499);
        }
        assertThat(stats().opened()).isOne();
        awaitOnlyTheHealthyOne();
    }

    @Test
    void whatThereIsNotIsRefusedInAMessageAndTheSubscriptionStays() throws Exception {
        try (RawClient client = RawClient.connect(server.port())) {
            client.send(RawClient.TEXT, bytes("{\"type\":\"subscribe\",\"vehicles\":[77]}"));
            assertThat(answer(client)).isEqualTo("{\"type\":\"subscribed\",\"vehicles\":[77]}");
            for (String wrong : List.of(
                    "\"max_rate\":0",
                    "\"max_rate\":-1",
                    "\"max_rate\":1e9",
                    "\"max_rate\":\"NaN\"",
                    "\"signals\":[]",
                    "\"vehicles\":[]",
                    "\"vehicles\":[" + ids(1_001) + "]")) {
                client.send(RawClient.TEXT, bytes("{\"type\":\"subscribe\"," + wrong + "}"));
                assertThat(answer(client)).as(wrong).contains("bad_request", wrong.split("\"", -1)[1]);
            }
            assertThat(stats().badMessages()).isEqualTo(7);
            fleet.running(77, "rpm", 1);
            assertThat(client.readUntil(RawClient.TEXT).text()).contains("\"vehicle_id\":77");
            client.send(RawClient.TEXT, bytes("{\"type\":\"subscribe\",\"vehicles\":[" + ids(10_000) + "]}"));
            assertThat(client.farewell()).isIn(1009, RawClient.HUNG_UP);
        }
        awaitOnlyTheHealthyOne();
    }
}
