package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a client gets what, in virtual time, and what sessions share. */
class PacingTest {

    private static final Duration INTERVAL = Duration.ofMillis(16);
    /** The longest that a beat may be away: after it everything is sent, and the next update goes out at once. */
    private static final Duration QUIET = INTERVAL.multipliedBy(3).dividedBy(2);

    private final Fleet fleet = new Fleet();
    private final VirtualTime time = new VirtualTime();
    private final Alarms alarms = new Alarms();
    private final SessionRegistry registry = new SessionRegistry(
            fleet.broadcaster, TestSettings.of(time, 300, TestSettings.SEND_TIMEOUT.toNanos(), INTERVAL), alarms);

    @AfterEach
    void stop() {
        registry.close();
        assertThat(fleet.failures).isEmpty();
    }

    /** Wakes when virtual time passes. */
    private final class Alarms implements Pacer {
        private record Alarm(long due, Runnable task) {}

        private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparing(Alarm::due));

        @Override
        public synchronized void after(long nanos, Runnable task) {
            alarms.add(new Alarm(time.nanoTime() + nanos, task));
        }

        void pass(Duration duration) {
            time.pass(duration);
            List<Runnable> due = new ArrayList<>();
            synchronized (this) {
                while (!alarms.isEmpty() && alarms.element().due() - time.nanoTime() <= 0) {
                    due.add(alarms.remove().task());
                }
            }
            due.forEach(Runnable::run);
        }
    }

    private FakeSession open(String... query) throws Exception {
        FakeSession fake = new FakeSession(FakeSession.Sends.INLINE);
        SubscriptionOptions options =
                SubscriptionOptions.ofQuery(query.length == 0 ? Map.of() : Map.of(query[0], List.of(query[1])));
        registry.open(fake.session(), registry.reserve(options, null));
        await().until(() -> fake.count.get() > 0);
        await().until(() -> registry.sendThreadsAreIdle());
        return fake;
    }

    private void running(long vehicle, long n) {
        fleet.running(vehicle, "n", n);
        await().until(() -> registry.sendThreadsAreIdle());
    }

    private void pass(Duration duration) {
        alarms.pass(duration);
        await().until(() -> registry.sendThreadsAreIdle());
    }

    @Test
    void theFirstUpdateAfterAQuietIntervalGoesOutAtOnceTheRestAtItsEnd() throws Exception {
        FakeSession fake = open();
        pass(QUIET);
        running(1, 1);
        assertThat(fake.sent.get(1)).contains("\"n\":1}");
        running(1, 2);
        running(1, 3);
        running(2, 4);
        assertThat(fake.count).hasValue(2);
        pass(INTERVAL.dividedBy(2).minusNanos(1));
        assertThat(fake.count).hasValue(2); // no beat comes sooner than half an interval
        pass(INTERVAL.plusNanos(1));
        assertThat(fake.sent.subList(2, 4)).anyMatch(frame -> frame.contains("\"n\":3}"));
        assertThat(fake.sent.subList(2, 4)).anyMatch(frame -> frame.contains("\"n\":4}"));
        assertThat(fake.count).hasValue(4);
        pass(QUIET);
        running(1, 5);
        assertThat(fake.count).hasValue(5);
    }

    @Test
    void sessionsThatBeganAtDifferentMomentsWakeAtTheSameBeatAndShareIt() throws Exception {
        fleet.running(1, "n", 0);
        List<FakeSession> sessions = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sessions.add(open("mode", "batch"));
            pass(INTERVAL.dividedBy(5));
            running(1, i + 1); // at another moment for each
        }
        pass(QUIET);
        running(1, 100);
        running(1, 101);
        running(2, 102);
        pass(QUIET);
        String last = sessions.get(0).sent.get(sessions.get(0).sent.size() - 1);
        assertThat(last).contains("\"n\":101}", "\"n\":102}");
        assertThat(sessions)
                .allSatisfy(session ->
                        assertThat(session.sent.get(session.sent.size() - 1)).isSameAs(last));
    }

    @Test
    void framesThatComeAloneAreNotCollectedSeveralLeaveTogether() throws Exception {
        FakeSession fake = open();
        for (int n = 1; n <= 7; n++) { // and the empty one
            pass(QUIET);
            running(1, n);
        }
        assertThat(fake.batched).hasValue(8);
        assertThat(fake.flushes).hasValue(8);
        for (int n = 8; n <= 20; n++) {
            pass(QUIET);
            running(1, n);
        }
        assertThat(fake.batched).hasValue(8);
        assertThat(fake.flushes).hasValue(8);
        for (int vehicle = 1; vehicle <= 10; vehicle++) {
            running(vehicle, 100);
        }
        pass(QUIET);
        assertThat(fake.count).hasValue(31);
        assertThat(fake.batched).hasValue(17); // not the first: nobody knew yet that others follow
        assertThat(fake.flushes).hasValue(9);
    }

    @Test
    void aRateHoldsUpdatesBackButNoStateAndNeverTheLast() throws Exception {
        FakeSession fake = open("max_rate", "2");
        pass(Duration.ofSeconds(1));
        running(1, 1);
        pass(QUIET);
        running(1, 2);
        pass(QUIET);
        running(1, 3);
        running(2, 7);
        pass(QUIET);
        assertThat(fake.sent.subList(1, fake.sent.size())).hasSize(2);
        assertThat(fake.sent.get(2)).contains("\"vehicle_id\":2");
        pass(Duration.ofMillis(500));
        assertThat(fake.sent.get(3)).contains("\"vehicle_id\":1,\"n\":3}");
        running(1, 4);
        pass(QUIET);
        assertThat(fake.count).hasValue(4);
        fleet.publish(1, VehicleState.OFFLINE, "n", SignalValue.of(4));
        await().until(() -> registry.sendThreadsAreIdle());
        pass(QUIET);
        assertThat(fake.sent.get(4)).contains("\"state\":\"offline\"", "\"n\":4}");
        pass(Duration.ofSeconds(10));
        assertThat(fake.count).hasValue(5);
        assertThat(registry.conflated()).isEqualTo(2);
    }

    @Test
    void sessionsThatGetTheSameShareIt() throws Exception {
        fleet.running(1, "n", 1);
        fleet.running(2, "n", 1);
        for (String mode : List.of("batch", "delta", "batch,delta")) {
            FakeSession one = open("mode", mode);
            FakeSession two = open("mode", mode);
            pass(QUIET);
            running(1, fleet.size() + one.hashCode());
            running(2, fleet.size() + one.hashCode());
            pass(QUIET);
            assertThat(one.count.get()).isGreaterThan(1);
            assertThat(one.sent).hasSameSizeAs(two.sent);
            for (int i = 0; i < one.sent.size(); i++) {
                assertThat(one.sent.get(i)).isSameAs(two.sent.get(i));
            }
        }
        FakeSession one = open("signals", "n");
        FakeSession two = open("signals", "n");
        assertThat(one.sent.get(0)).isSameAs(two.sent.get(0));
        assertThat(registry.frames().selections()).isOne();
    }
}
