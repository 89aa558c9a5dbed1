package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Vehicles report, a healthy client listens, and a test does to the server what it likes. At the end the healthy client
 * must have seen no step back, no gap in which it could have waited for another client, and every last value.
 */
abstract class BesideAHealthyClient {

    static final Duration SEND_TIMEOUT = Duration.ofSeconds(2);
    /** One that waited for a stalled client would see all of the timeout. What the machine itself pauses is added. */
    private static final Duration LONGEST_GAP = SEND_TIMEOUT.dividedBy(2);

    final Fleet fleet = new Fleet();
    final ContainerKind kind;
    final TelemetryWebSocket socket;
    private final List<Throwable> thrownByOurThreads = new CopyOnWriteArrayList<>();
    WebSocketContainer server;
    Traffic traffic;
    Witness healthy;
    private boolean closedByTest;

    BesideAHealthyClient(ContainerKind kind) {
        this(kind, 10_000);
    }

    BesideAHealthyClient(ContainerKind kind, int maxSessions) {
        this.kind = kind;
        this.socket = TelemetryWebSocket.builder(fleet.broadcaster)
                .sendTimeout(SEND_TIMEOUT)
                .maxSessions(maxSessions)
                .build();
    }

    @BeforeEach
    void start() throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            if (thread.getName().startsWith("telemetry-")) {
                thrownByOurThreads.add(failure);
            }
        });
        server = kind.start(socket);
        healthy = Witness.connect(server.uri());
        traffic = new Traffic(fleet);
        await().until(() -> healthy.revisions().containsKey(Traffic.STEADY));
    }

    @AfterEach
    void stop() throws Exception {
        traffic.stop();
        if (!closedByTest) {
            Map<Long, Long> expected = new HashMap<>();
            fleet.forEach(snapshot -> expected.put(snapshot.vehicle().number().orElseThrow(), snapshot.revision()));
            patiently().untilAsserted(() -> assertThat(healthy.revisions()).isEqualTo(expected));
            assertThat(healthy.isOpen()).isTrue();
        }
        server.close();
        assertThat(healthy.closeCode()).isEqualTo(1001);
        Thread.setDefaultUncaughtExceptionHandler(null);
        assertThat(healthy.violations()).isEmpty();
        Duration longest = longestAllowedGap();
        assertThat(healthy.longestGap()).isLessThan(longest);
        assertThat(Duration.ofNanos(traffic.slowestNanos())).isLessThan(longest);
        assertThat(thrownByOurThreads).isEmpty();
        assertThat(fleet.failures).isEmpty();
        assertThat(socket.stats().sessions()).isZero();
        assertThat(fleet.broadcaster.subscribers()).isZero();
    }

    Duration longestAllowedGap() {
        return LONGEST_GAP.plusNanos(traffic.longestPauseNanos());
    }

    void closeTheServer() {
        closedByTest = true;
        socket.close();
    }

    WebSocketStats stats() {
        return socket.stats();
    }

    /** A client that the server let in, with a receive buffer that is soon full. */
    RawClient narrowClient() throws Exception {
        RawClient client = new RawClient(server.port(), 8192);
        assertThat(client.handshake()).isEqualTo(101);
        return client;
    }

    void awaitOnlyTheHealthyOne() {
        patiently().untilAsserted(() -> assertThat(stats().sessions()).isOne());
        patiently()
                .untilAsserted(() -> assertThat(fleet.broadcaster.subscribers()).isOne());
    }

    /**
     * Tomcat sends a large text in pieces; where its session is closed in between, the next piece throws in one of its own
     * threads and the callback never comes. So only what our threads throw counts.
     */
    static ConditionFactory patiently() {
        return await().dontCatchUncaughtExceptions()
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(15));
    }

    /** Of the whole process; 0 where the system does not tell. */
    static long openDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
