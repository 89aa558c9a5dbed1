package io.vehicletelemetry.websocket;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One send in flight, whatever the container does, and deadlines of our own. */
class ClientSessionTest {

    private static final Duration SEND_TIMEOUT = TestSettings.SEND_TIMEOUT;
    private static final Duration PING = TestSettings.PING;

    private final Fleet fleet = new Fleet();
    private final VirtualTime time = new VirtualTime();
    // The limits of sessions and of time are checked at a tick of 250 ms; the time that they measure is virtual.
    private final SessionRegistry registry = new SessionRegistry(fleet.broadcaster, TestSettings.of(time, 300));

    @AfterEach
    void stop() {
        registry.close();
        assertThat(fleet.failures).isEmpty();
    }

    private FakeSession open(FakeSession fake) {
        connect(registry, fake);
        return fake;
    }

    private static ClientSession connect(SessionRegistry registry, FakeSession fake) {
        Reservation place = reserve(registry);
        return requireNonNull(registry.open(fake.session(), place), "session");
    }

    private static Reservation reserve(SessionRegistry registry) {
        try {
            return registry.reserve(SubscriptionOptions.EVERYTHING, null);
        } catch (NoPlace e) {
            throw new AssertionError(e);
        }
    }

    private boolean hasPlace() {
        try {
            Reservation unused = registry.reserve(SubscriptionOptions.EVERYTHING, null);
            return true;
        } catch (NoPlace e) {
            return false;
        }
    }

    @Test
    void aLongBacklogDrainsWhereCallbacksRunInsideOfTheCall() {
        int vehicles = 20_000;
        for (int vehicle = 0; vehicle < vehicles; vehicle++) {
            fleet.running(vehicle, "n", 1);
        }
        FakeSession fake = new FakeSession(FakeSession.Sends.INLINE);
        open(fake);
        await().until(() -> fake.count.get() == vehicles);
        await().until(() -> registry.framesSent() == vehicles);
        assertThat(fake.mostUnderWay).hasValue(1);
    }

    @Test
    void oneSendIsInFlightAndTheNextIsTheNewest() throws Exception {
        fleet.running(1, "n", 1);
        FakeSession fake = open(new FakeSession(FakeSession.Sends.HELD));
        await().until(() -> fake.count.get() == 1);
        for (int n = 2; n <= 1_000; n++) {
            fleet.running(1, "n", n);
        }
        fake.completeOne();
        await().until(() -> fake.count.get() == 2);
        fake.completeOne();
        assertThat(fake.sent.get(0)).contains("\"n\":1}");
        assertThat(fake.sent.get(1)).contains("\"n\":1000}");
        assertThat(fake.mostUnderWay).hasValue(1);
        await().until(() -> registry.framesSent() == 2);
        assertThat(registry.conflated()).isEqualTo(998);
    }

    @Test
    void allSessionsShareOneText() {
        fleet.running(1, "n", 1);
        FakeSession one = open(new FakeSession(FakeSession.Sends.INLINE));
        FakeSession two = open(new FakeSession(FakeSession.Sends.INLINE));
        await().until(() -> one.count.get() == 1 && two.count.get() == 1);
        assertThat(one.sent.get(0)).isSameAs(two.sent.get(0));
    }

    @Test
    void aSendThatOverrunsEndsTheSessionThoughTheContainerNeverCallsBack() throws Exception {
        FakeSession fake = new FakeSession(FakeSession.Sends.HELD, true);
        ClientSession client = connect(registry, fake);
        await().until(() -> fake.count.get() == 1);
        time.pass(SEND_TIMEOUT.minusNanos(1));
        client.check(time.nanoTime());
        assertThat(registry.sendTimeouts()).isZero();
        time.pass(Duration.ofNanos(1));
        await().until(() -> registry.sendTimeouts() == 1);
        assertThat(registry.sessions()).isZero();
        assertThat(fleet.broadcaster.subscribers()).isZero();
        assertThat(fake.closed.get(5, TimeUnit.SECONDS).getCloseCode().getCode())
                .isEqualTo(1001);
        assertThat(fake.closedBy.get(5, TimeUnit.SECONDS).getName()).startsWith("telemetry-close-");
        fake.completeOne(); // the callback comes late after all
        assertThat(registry.framesSent()).isZero();
        assertThat(registry.sendFailures()).isZero();
    }

    @Test
    void sendsThatBlockHoldNobodyElseUp() {
        List<FakeSession> stuck = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            stuck.add(open(new FakeSession(FakeSession.Sends.STUCK)));
        }
        FakeSession healthy = open(new FakeSession(FakeSession.Sends.INLINE));
        await().until(() -> healthy.count.get() == 1);
        for (int n = 1; n <= 10; n++) {
            int sent = n + 1;
            fleet.running(1, "n", n);
            await().atMost(Duration.ofSeconds(5)).until(() -> healthy.count.get() == sent);
        }
        time.pass(SEND_TIMEOUT);
        await().until(() -> registry.sendTimeouts() == 100);
        assertThat(registry.sessions()).isOne();
        assertThat(stuck).allMatch(fake -> fake.count.get() == 1);
    }

    @Test
    void aSendThatThrowsEndsTheSession() {
        FakeSession fake = open(new FakeSession(FakeSession.Sends.FAILING));
        await().until(fake.closed::isDone);
        assertThat(registry.sendFailures()).isOne();
        assertThat(registry.sessions()).isZero();
    }

    @Test
    void aSilentClientIsPingedAndOneThatAnswersStays() {
        FakeSession fake = open(new FakeSession(FakeSession.Sends.INLINE));
        await().until(() -> fake.count.get() == 1);
        for (int n = 1; n <= 5; n++) {
            int pings = n;
            time.pass(PING);
            await().until(() -> fake.pings.get() == pings);
            fake.pong();
        }
        assertThat(registry.sessions()).isOne();
        assertThat(registry.unanswered()).isZero();
    }

    @Test
    void aClientThatAnswersNothingForTwoPeriodsIsClosed() throws Exception {
        FakeSession fake = open(new FakeSession(FakeSession.Sends.INLINE));
        await().until(() -> fake.count.get() == 1);
        time.pass(PING);
        await().until(() -> fake.pings.get() == 1);
        time.pass(PING);
        await().until(() -> fake.pings.get() == 2);
        assertThat(registry.sessions()).isOne();
        time.pass(PING);
        assertThat(fake.closed.get(5, TimeUnit.SECONDS).getCloseCode().getCode())
                .isEqualTo(1001);
        assertThat(registry.unanswered()).isOne();
    }

    @Test
    void aPingWaitsForTheSendThatIsInFlight() throws Exception {
        SessionRegistry patient =
                new SessionRegistry(fleet.broadcaster, TestSettings.of(time, 1, Long.MAX_VALUE / 2, Duration.ZERO));
        FakeSession fake = new FakeSession(FakeSession.Sends.HELD);
        ClientSession client = connect(patient, fake);
        await().until(() -> fake.count.get() == 1);
        time.pass(PING);
        client.check(time.nanoTime());
        assertThat(fake.pings).hasValue(0);
        fake.completeOne(); // it waited, so this is a sign of life
        await().until(() -> patient.framesSent() == 1);
        time.pass(PING);
        await().until(() -> fake.pings.get() == 1);
        patient.close();
    }

    @Test
    void closingIsBoundedThoughClosesAreStuck() {
        for (int i = 0; i < 20; i++) {
            open(new FakeSession(FakeSession.Sends.INLINE, true));
        }
        FakeSession healthy = open(new FakeSession(FakeSession.Sends.INLINE));
        long begin = System.nanoTime();
        registry.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(2_500));
        assertThat(healthy.closed).isDone();
    }

    @Test
    void aPlaceThatIsNotTakenInTimeComesBackAndALateOneIsTakenAnewOrRefused() throws Exception {
        List<Reservation> places = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            places.add(reserve(registry));
        }
        assertThat(hasPlace()).isFalse();
        time.pass(Duration.ofSeconds(10));
        await().until(() -> hasPlace());
        FakeSession late = new FakeSession(FakeSession.Sends.INLINE);
        assertThat(registry.open(late.session(), places.get(0))).isNotNull();
        for (int i = 0; i < 298; i++) {
            await().pollInterval(Duration.ofMillis(1)).until(() -> hasPlace());
        }
        assertThat(hasPlace()).isFalse();
        FakeSession tooLate = new FakeSession(FakeSession.Sends.INLINE);
        assertThat(registry.open(tooLate.session(), places.get(1))).isNull();
        assertThat(tooLate.closed.get(5, TimeUnit.SECONDS).getCloseCode().getCode())
                .isEqualTo(1013);
    }

    @Test
    void theTextsAreForgottenWhenTheLastSessionLeft() {
        fleet.publish(1, VehicleState.RUNNING, "n", SignalValue.of(1));
        FakeSession fake = new FakeSession(FakeSession.Sends.INLINE);
        ClientSession client = connect(registry, fake);
        await().until(() -> registry.frames().size() == 1);
        await().until(() -> registry.framesSent() == 1);
        client.end(Ending.closedByContainer());
        assertThat(registry.frames().size()).isZero();
    }
}
