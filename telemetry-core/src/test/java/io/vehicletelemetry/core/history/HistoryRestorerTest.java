package io.vehicletelemetry.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.history.RestoreStatus.Phase;
import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HistoryRestorerTest {

    private static final VehicleId CAR = VehicleId.of(1);
    private final Instant yesterday = Instant.now().minus(Duration.ofDays(1));

    private final TroubledHistory history = new TroubledHistory();
    private final Map<VehicleId, LastKnown> restored = new ConcurrentHashMap<>();
    private final CountDownLatch first = new CountDownLatch(1);

    private void take(LastKnown last) {
        restored.put(last.vehicle(), last);
        first.countDown();
    }

    private void record(int vehicles) {
        for (int i = 1; i <= vehicles; i++) {
            history.append(List.of(frame(VehicleId.of(i), yesterday, 100 * i)));
        }
    }

    private static RecordedFrame frame(VehicleId vehicle, Instant arrival, int rpm) {
        return RecordedFrame.of(
                vehicle,
                TelemetryFrame.builder(arrival, 0)
                        .vehicle(vehicle)
                        .signal("rpm", rpm)
                        .build());
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void bringsEveryVehicleBackBeforeTheStartGoesOn() {
        record(100); // as many as the history keeps
        try (HistoryRestorer restorer = HistoryRestorer.builder(history).build()) {
            restorer.restore((last, closed) -> take(last));
            assertThat(restored).hasSize(100);
            assertThat(restorer.status()).isEqualTo(new RestoreStatus(Phase.COMPLETE, 100, 0));
        }
    }

    @Test
    void bringsBackNoMoreThanItMay() {
        record(50);
        try (HistoryRestorer restorer =
                HistoryRestorer.builder(history).mostVehicles(20).build()) {
            restorer.restore((last, closed) -> take(last));
            assertThat(restored).hasSize(20);
        }
    }

    @Test
    void historyThatIsAwayDoesNotStopAStartAndComesLater() throws InterruptedException {
        record(3);
        CountDownLatch back = new CountDownLatch(1);
        history.troubleOfReading = () -> {
            if (back.getCount() > 0) {
                throw HistoryException.away("away, on purpose", null);
            }
        };
        try (HistoryRestorer restorer =
                HistoryRestorer.builder(history).patience(Duration.ofMillis(50)).build()) {
            restorer.restore((last, closed) -> take(last));
            assertThat(restored).isEmpty();
            assertThat(restorer.status().phase()).isEqualTo(Phase.AWAY);

            back.countDown();
            await(first);
        }
    }

    @Test
    void historyThatHangsDoesNotStopAStart() throws InterruptedException {
        record(1);
        CountDownLatch answer = new CountDownLatch(1);
        history.troubleOfReading = () -> uninterruptibly(answer);
        try (HistoryRestorer restorer =
                HistoryRestorer.builder(history).patience(Duration.ofMillis(50)).build()) {
            restorer.restore((last, closed) -> take(last));
            assertThat(restored).isEmpty();
            answer.countDown();
            await(first);
        }
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            await(latch);
        } catch (InterruptedException e) {
            throw new AssertionError("a database may take an interrupt for its own end", e);
        }
    }

    @Test
    void whatIsLiveByThenIsNotTakenForThePast() throws InterruptedException {
        record(1);
        history.appendStates(List.of(new RecordedState(CAR, VehicleState.OFFLINE, yesterday, Cause.SILENCE)));
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger questions = new AtomicInteger();
        history.troubleOfReading = () -> {
            if (questions.incrementAndGet() == 2) { // of the vehicle, asked before the start went on
                uninterruptibly(answer);
            }
        };
        try (HistoryRestorer restorer = HistoryRestorer.builder(history)
                .patience(Duration.ofMillis(200))
                .build()) {
            restorer.restore((last, closed) -> take(last));
            Instant now = Instant.now();
            history.append(List.of(frame(CAR, now, 2500)));
            history.appendStates(List.of(new RecordedState(CAR, VehicleState.RUNNING, now, Cause.DATA)));
            answer.countDown();
            await(first);
        }
        assertThat(restored.get(CAR)).satisfies(last -> {
            assertThat(last.signals().toString()).isEqualTo("{rpm=100}");
            assertThat(last.state()).isEqualTo(new RecordedState(CAR, VehicleState.OFFLINE, yesterday, Cause.SILENCE));
        });
        assertThat(history.states(
                        CAR, Instant.now().minusSeconds(60), Instant.now().plusSeconds(60)))
                .extracting(RecordedState::state)
                .containsExactly(VehicleState.OFFLINE, VehicleState.RUNNING);
    }

    @Test
    void historyThatRefusesStopsAStart() {
        history.troubleOfReading = () -> {
            throw HistoryException.refused("tables of another shape, on purpose", null);
        };
        try (HistoryRestorer restorer = HistoryRestorer.builder(history).build()) {
            assertThatThrownBy(() -> restorer.restore((last, closed) -> take(last)))
                    .isInstanceOf(HistoryException.class)
                    .hasMessageContaining("another shape");
            assertThat(restorer.status().phase()).isEqualTo(Phase.GIVEN_UP);
        }
    }

    @Test
    void vehicleThatCannotBeReadDoesNotHoldUpTheOthers() {
        record(3);
        AtomicInteger questions = new AtomicInteger();
        history.troubleOfReading = () -> {
            if (questions.incrementAndGet() == 2) {
                throw new IllegalStateException("unreadable, on purpose");
            }
        };
        try (HistoryRestorer restorer = HistoryRestorer.builder(history).build()) {
            restorer.restore((last, closed) -> take(last));
            assertThat(restored).hasSize(2);
        }
    }

    @Test
    void endsWhileTheHistoryIsAway() {
        history.troubleOfReading = () -> {
            throw HistoryException.away("away, on purpose", null);
        };
        HistoryRestorer restorer =
                HistoryRestorer.builder(history).patience(Duration.ZERO).build();
        restorer.restore((last, closed) -> take(last));
        restorer.close();
        restorer.restore((last, closed) -> take(last));
        assertThat(restored).isEmpty();
        assertThatThrownBy(() -> HistoryRestorer.builder(history).patience(Duration.ofSeconds(-1)))
                .hasMessageContainingAll("patience", "PT-1S", "from zero");
    }
}
