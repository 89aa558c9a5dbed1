package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that stall, vanish or misbehave, each beside a healthy one that must not notice. */
@OnEveryContainer
class UnluckyClientIT {

    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(2);
    private static final Pattern REVISION = Pattern.compile("\"revision\":([0-9]+)");

    private final Fleet fleet = new Fleet();
    private final TelemetryWebSocket socket = TelemetryWebSocket.builder(fleet.broadcaster)
            .sendTimeout(SEND_TIMEOUT)
            .build();
    private final List<Throwable> thrownByOurThreads = new CopyOnWriteArrayList<>();
    private final ContainerKind kind;
    private WebSocketContainer server;
    private StockClient healthy;

    UnluckyClientIT(ContainerKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            if (thread.getName().startsWith("telemetry-")) {
                thrownByOurThreads.add(failure);
            }
        });
        server = kind.start(socket);
        healthy = StockClient.connect(server.uri());
        healthy.next();
    }

    @AfterEach
    void stop() throws Exception {
        fleet.running(99, "rpm", 4711);
        String frame = healthy.next();
        while (!frame.contains("\"vehicle_id\":99")) {
            frame = healthy.next();
        }
        healthy.close();
        server.close();
        Thread.setDefaultUncaughtExceptionHandler(null);
        assertThat(thrownByOurThreads).isEmpty();
        assertThat(fleet.failures).isEmpty();
    }

    /**
     * Tomcat sends a large text in pieces; where its session is closed in between, the next piece throws in one of its own
     * threads and the callback never comes. So only what our threads throw counts.
     */
    private static ConditionFactory patiently() {
        return await().dontCatchUncaughtExceptions();
    }

    private static long revision(String frame) {
        Matcher matcher = REVISION.matcher(frame);
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void oneThatReadsNothingIsClosedAtTheSendTimeoutAndHoldsNobodyUp() throws Exception {
        String large = "x".repeat(1_000_000);
        List<Long> revisions = new ArrayList<>();
        try (RawClient stalled = new RawClient(server.port(), 8192)) {
            assertThat(stalled.handshake()).isEqualTo(101);
            patiently().until(() -> socket.stats().sessions() == 2);
            long slowest = 0;
            long begin = System.nanoTime();
            while (socket.stats().sendTimeouts() == 0 && System.nanoTime() - begin < 20_000_000_000L) {
                VehicleSnapshot made =
                        fleet.merge(1, VehicleState.RUNNING, "text", SignalValue.of(large + revisions.size()));
                long before = System.nanoTime();
                fleet.broadcaster.publish(made);
                slowest = Math.max(slowest, System.nanoTime() - before);
                String frame = healthy.next();
                revisions.add(revision(frame));
                assertThat(revision(frame)).isEqualTo(made.revision()); // waits for each, so none is conflated
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(socket.stats().sendTimeouts()).isOne();
            assertThat(took).isBetween(SEND_TIMEOUT, SEND_TIMEOUT.plusSeconds(8));
            // One that waited for the client would take all of the timeout; a busy machine alone may take 0.3 s. That
            // publish waits for no send at all is shown without a clock in ClientSessionTest.
            assertThat(Duration.ofNanos(slowest)).isLessThan(SEND_TIMEOUT.dividedBy(2));
            assertThat(revisions).hasSizeGreaterThan(10).isSorted().doesNotHaveDuplicates();
            assertThat(socket.stats().sessions()).isOne();
            assertThat(fleet.broadcaster.subscribers()).isOne();
            assertThat(socket.stats().conflated()).isPositive();
        }
    }

    @Test
    void closingTheServerDoesNotWaitForOneThatIsStalled() throws Exception {
        List<RawClient> stalled = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RawClient client = new RawClient(server.port(), 8192);
            stalled.add(client);
            assertThat(client.handshake()).isEqualTo(101);
        }
        patiently().until(() -> socket.stats().sessions() == 9);
        String large = "x".repeat(1_000_000);
        for (int i = 0; i < 10; i++) {
            fleet.publish(1, VehicleState.RUNNING, "text", SignalValue.of(large + i));
            healthy.next();
        }
        StockClient other = StockClient.connect(server.uri());
        other.next();
        TelemetryWebSocket closing = socket;
        long begin = System.nanoTime();
        closing.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(2_500));
        assertThat(other.closeCode()).isEqualTo(1001);
        assertThat(healthy.closeCode()).isEqualTo(1001);
        for (RawClient client : stalled) {
            client.close();
        }
        healthy.frames.add("\"vehicle_id\":99"); // nothing more to see for the check at the end
    }

    @Test
    void oneThatIsResetDuringASendIsForgotten() throws Exception {
        String large = "x".repeat(1_000_000);
        for (int round = 0; round < 10; round++) {
            RawClient client = new RawClient(server.port(), 8192);
            assertThat(client.handshake()).isEqualTo(101);
            patiently().until(() -> socket.stats().sessions() == 2);
            fleet.publish(1, VehicleState.RUNNING, "text", SignalValue.of(large + round));
            fleet.publish(1, VehicleState.RUNNING, "text", SignalValue.of(large + round + "b"));
            client.reset();
            patiently().until(() -> socket.stats().sessions() == 1);
        }
        assertThat(fleet.broadcaster.subscribers()).isOne();
        assertThat(socket.stats().sendTimeouts()).isZero();
    }

    @Test
    void binaryIsRefusedWith1003() throws Exception {
        try (RawClient client = RawClient.connect(server.port())) {
            client.send(RawClient.BINARY, new byte[] {1, 2, 3});
            assertThat(client.readUntil(RawClient.CLOSE).closeCode()).isEqualTo(1003);
        }
        patiently().until(() -> socket.stats().sessions() == 1);
    }

    @Test
    void aMessageOfTheGreatestSizeIsTakenAndOneByteMoreIsRefusedWith1009() throws Exception {
        String ping = "{\"type\":\"ping\",\"ä\":\"\"}";
        String fill = "ü".repeat((8192 - bytes(ping).length) / 2);
        String greatest = ping.replace("\"\"", "\"" + fill + "\"");
        greatest = greatest + " ".repeat(8192 - bytes(greatest).length);
        try (RawClient client = RawClient.connect(server.port())) {
            client.readUntil(RawClient.TEXT);
            client.send(RawClient.TEXT, bytes(greatest));
            assertThat(client.readUntil(RawClient.TEXT).text()).contains("pong");
            client.send(RawClient.TEXT, bytes(greatest + " "));
            assertThat(client.readUntil(RawClient.CLOSE).closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aMegabyteAndFragmentsThatNeverEndAreRefusedWith1009() throws Exception {
        try (RawClient client = RawClient.connect(server.port())) {
            client.send(RawClient.TEXT, new byte[1_000_000]);
            assertThat(client.readUntil(RawClient.CLOSE).closeCode()).isEqualTo(1009);
        }
        try (RawClient client = RawClient.connect(server.port())) {
            client.send(RawClient.TEXT, bytes("[1"), false);
            for (int i = 0; i < 9; i++) {
                client.send(0, bytes(" ".repeat(1000)), false);
            }
            assertThat(client.readUntil(RawClient.CLOSE).closeCode()).isEqualTo(1009);
        }
        assertThat(socket.stats().badMessages()).isEqualTo(2);
    }

    @Test
    void invalidUtf8AndUnmaskedFramesAreTheContainers() throws Exception {
        try (RawClient client = afterItsFirstFrame(2)) {
            client.send(RawClient.TEXT, new byte[] {(byte) 0xc3, (byte) 0x28});
            assertThat(client.readUntil(RawClient.CLOSE).closeCode()).isEqualTo(1007);
        }
        try (RawClient client = afterItsFirstFrame(3)) {
            client.socket.getOutputStream().write(new byte[] {(byte) 0x81, 2, '{', '}'});
            if (kind.readsUnmasked()) { // and nothing comes of it but the answer to a bad message
                assertThat(client.readUntil(RawClient.TEXT).text()).contains("bad_request");
            } else {
                assertThat(client.readUntil(RawClient.CLOSE).closeCode()).isEqualTo(1002);
            }
        }
        assertThat(socket.stats().badMessages()).isEqualTo(kind.readsUnmasked() ? 1 : 0);
        patiently().until(() -> socket.stats().sessions() == 1);
    }

    /** Beside a send, Tomcat hangs up on a broken frame without a code. */
    private RawClient afterItsFirstFrame(int framesInAll) throws Exception {
        RawClient client = RawClient.connect(server.port());
        client.readUntil(RawClient.TEXT);
        patiently().until(() -> socket.stats().framesSent() == framesInAll);
        return client;
    }

    @Test
    void aFloodOfPingsThatReadsNoAnswerGrowsNothing() throws Exception {
        try (RawClient client = RawClient.connect(server.port())) {
            for (int i = 0; i < 20_000; i++) {
                client.send(RawClient.TEXT, bytes("{\"type\":\"ping\"}"));
            }
            client.send(RawClient.TEXT, bytes("{\"type\":\"last\"}"));
            RawClient.Frame frame = client.readUntil(RawClient.TEXT);
            for (int i = 0; i < 2 && frame.opcode() == RawClient.TEXT; i++) {
                frame = client.readUntil(RawClient.TEXT);
            }
            assertThat(frame.text()).contains("pong");
        }
    }

    @Test
    void aThousandThatConnectAndLeaveLeaveNothing() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            RawClient client = RawClient.connect(server.port());
            if (i % 3 == 0) {
                client.reset();
            } else if (i % 3 == 1) {
                client.readUntil(RawClient.TEXT);
                client.send(RawClient.CLOSE, new byte[] {3, (byte) 0xe8});
                client.close();
            } else {
                client.close();
            }
        }
        patiently().until(() -> socket.stats().sessions() == 1);
        patiently().until(() -> fleet.broadcaster.subscribers() == 1);
        patiently().until(() -> ownThreads() <= 7); // 4 that send, 2 that close, the timer
        // The last onOpen may come after its client left: all are counted then.
        patiently().until(() -> socket.stats().opened() == 1_001);
        assertThat(socket.stats().sessions()).isOne();
    }

    private static long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("telemetry-"))
                .count();
    }
}
