package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that take in nothing, or nearly nothing, or nothing for a while. */
@Tag("slow")
@OnEveryContainer
class SlowReadersIT extends BesideAHealthyClient {

    SlowReadersIT(ContainerKind kind) {
        super(kind);
    }

    private static void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    private void awaitTheSendTimeout() {
        patiently().untilAsserted(() -> assertThat(stats().sendTimeouts()).isOne());
        awaitOnlyTheHealthyOne();
        assertThat(stats().sendFailures()).isZero();
        assertThat(stats().unanswered()).isZero();
        assertThat(stats().conflated()).isPositive();
    }

    @Test
    void oneThatReadsNothingIsClosedAtTheSendTimeout() throws Exception {
        long descriptors = openDescriptors();
        try (RawClient stalled = narrowClient()) {
            traffic.large(true);
            long begin = System.nanoTime();
            awaitTheSendTimeout();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(SEND_TIMEOUT, SEND_TIMEOUT.plusSeconds(8));
            assertThat(stalled.socket.isClosed()).isFalse(); // it did nothing, all was the server's doing
            if (kind.cutsTheStalled() && descriptors > 0) {
                patiently()
                        .untilAsserted(() -> assertThat(openDescriptors()).isEqualTo(descriptors + 1)); // the client's
            }
        }
    }

    /** Ten times as fast as in life, with a timeout of a fifth: what it reads is nothing in either case. */
    @Test
    void oneThatReadsAByteNowAndThenIsClosedAtTheSendTimeout() throws Exception {
        try (RawClient slow = narrowClient()) {
            traffic.large(true);
            patiently().pollInterval(Duration.ofMillis(100)).until(() -> {
                int unused = slow.socket.getInputStream().read();
                return stats().sendTimeouts() == 1;
            });
            awaitTheSendTimeout();
        }
    }

    @Test
    void oneThatPausesForNearlyTheSendTimeoutGoesOnWithTheNewest() throws Exception {
        try (RawClient pausing = narrowClient()) {
            traffic.large(true);
            long conflated = stats().conflated();
            pause(SEND_TIMEOUT.multipliedBy(9).dividedBy(10));
            long newest = newest(Traffic.STEADY);
            traffic.large(false);
            assertThat(stats().conflated()).isGreaterThan(conflated + 10);
            Map<Long, Long> revisions = new HashMap<>();
            while (revisions.getOrDefault(Traffic.STEADY, 0L) < newest
                    || revisions.getOrDefault(Traffic.LARGE, 0L) < newest(Traffic.LARGE)) {
                String frame = pausing.readUntil(RawClient.TEXT).text();
                if (!frame.contains("\"data\":{}")) {
                    long revision = Witness.number(frame, "revision");
                    Long before = revisions.put(Witness.number(frame, "vehicle_id"), revision);
                    assertThat(revision).isGreaterThan(before == null ? 0 : before);
                }
            }
            assertThat(stats().sessions()).isEqualTo(2);
            assertThat(stats().sendTimeouts()).isZero();
        }
        awaitOnlyTheHealthyOne();
    }

    private long newest(long vehicle) {
        long[] newest = new long[1];
        fleet.forEach(snapshot -> {
            if (snapshot.vehicle().number().orElseThrow() == vehicle) {
                newest[0] = snapshot.revision();
            }
        });
        return newest[0];
    }

    @Test
    void oneThatIsResetDuringASendIsForgotten() throws Exception {
        traffic.large(true);
        patiently().until(() -> healthy.revisions().containsKey(Traffic.LARGE));
        for (int round = 0; round < 10; round++) {
            long opened = stats().opened();
            RawClient client = narrowClient();
            patiently().until(() -> stats().opened() == opened + 1);
            int unused = client.socket.getInputStream().read(); // the snapshot has a large frame: it is on its way
            client.reset();
            patiently().until(() -> stats().sessions() == 1);
        }
        awaitOnlyTheHealthyOne();
        assertThat(stats().sendTimeouts()).isZero();
    }

    @Test
    void closingTheServerDoesNotWaitForThoseThatAreStalled() throws Exception {
        List<RawClient> stalled = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            stalled.add(narrowClient());
        }
        patiently().until(() -> stats().sessions() == 9);
        traffic.large(true);
        long before = stats().conflated();
        patiently().until(() -> stats().conflated() > before + 8 * 10);
        long begin = System.nanoTime();
        closeTheServer();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(2_500));
        assertThat(healthy.closeCode()).isEqualTo(1001);
        for (RawClient client : stalled) {
            client.close();
        }
    }
}
