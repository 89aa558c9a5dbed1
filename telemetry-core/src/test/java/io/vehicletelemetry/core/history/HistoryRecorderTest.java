package io.vehicletelemetry.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing writes what waits: so every test ends with it before it looks. */
@Timeout(30)
class HistoryRecorderTest {

    private static final VehicleId CAR = VehicleId.of(1);
    private static final Instant START = Instant.parse("2025-11-27T16:00:00Z");

    private final TroubledHistory history = new TroubledHistory();

    @Test
    void recordsFramesAndStatesButNoReplays() {
        HistoryRecorder recorder = started(HistoryRecorder.builder(history));
        recorder.frame(CAR, frame(1));
        recorder.frame(CAR, frame(2).toBuilder().replayed(true).build());
        recorder.frame(CAR, frame(1));
        recorder.stateChanged(running());
        recorder.close();

        assertThat(rpm()).containsExactly(1.0);
        assertThat(history.states(CAR, START, START.plusSeconds(1)))
                .containsExactly(new RecordedState(CAR, VehicleState.RUNNING, START, Cause.DATA));
        assertThat(recorder.stats()).isEqualTo(new RecorderStats(2, 1, 0, 0, 0, 0));
    }

    @Test
    void losesNothingWhileTheHistoryIsAwayForAWhile() {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch stored = new CountDownLatch(1);
        history.trouble = batch -> {
            if (attempts.incrementAndGet() <= 2) {
                throw HistoryException.away("away, on purpose", null);
            }
            stored.countDown();
        };
        HistoryRecorder recorder = started(HistoryRecorder.builder(history).flushInterval(Duration.ZERO));
        for (int i = 0; i < 100; i++) {
            recorder.frame(CAR, frame(i));
        }
        await(stored);
        recorder.close();

        assertThat(rpm()).hasSize(100);
        assertThat(recorder.stats()).isEqualTo(new RecorderStats(100, 0, 0, 0, 0, 0));
    }

    @Test
    void dropsTheOldestAndCountsThemExactly() {
        HistoryRecorder recorder =
                HistoryRecorder.builder(history).queueCapacity(30).build();
        for (int i = 0; i < 100; i++) {
            recorder.frame(CAR, frame(i));
        }
        assertThat(recorder.stats()).isEqualTo(new RecorderStats(0, 0, 0, 70, 0, 30));
        recorder.start();
        recorder.close();
        recorder.frame(CAR, frame(100));

        assertThat(rpm()).hasSize(30).startsWith(70.0).endsWith(99.0);
        assertThat(recorder.stats()).isEqualTo(new RecorderStats(30, 0, 0, 71, 0, 0));
    }

    @Test
    void storesEverythingButWhatIsRefused() {
        history.trouble = batch -> {
            if (batch.stream().anyMatch(frame -> rpm(frame) % 40 == 13)) {
                throw HistoryException.refused("13 is refused, on purpose", null);
            }
        };
        HistoryRecorder recorder = started(HistoryRecorder.builder(history));
        for (int i = 0; i < 100; i++) {
            recorder.frame(CAR, frame(i));
        }
        recorder.close();

        assertThat(rpm()).hasSize(97).doesNotContain(13.0, 53.0, 93.0);
        assertThat(history.putAside).extracting(HistoryRecorderTest::rpm).containsExactly(13.0, 53.0, 93.0);
        assertThat(recorder.stats()).isEqualTo(new RecorderStats(97, 0, 0, 0, 3, 0));
    }

    @Test
    void triesADefectAgainBeforeItRefuses() {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch stored = new CountDownLatch(1);
        history.trouble = batch -> {
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("a defect, on purpose");
            }
            stored.countDown();
        };
        HistoryRecorder recorder = started(HistoryRecorder.builder(history).flushInterval(Duration.ZERO));
        recorder.frame(CAR, frame(1));
        await(stored);
        recorder.close();

        assertThat(recorder.stats()).isEqualTo(new RecorderStats(1, 0, 0, 0, 0, 0));
    }

    @Test
    void givesUpAtTheEndWhatADeadHistoryDoesNotTakeAndCountsIt() {
        history.trouble = batch -> {
            throw HistoryException.away("dead, on purpose", null);
        };
        HistoryRecorder recorder = started(HistoryRecorder.builder(history).batchSize(10));
        for (int i = 0; i < 1000; i++) {
            recorder.frame(CAR, frame(i));
        }
        recorder.close();

        assertThat(recorder.stats()).isEqualTo(new RecorderStats(0, 0, 0, 1000, 0, 0));
    }

    @Test
    void countsWhatWasGivenToTheLastOneWhateverHappens() {
        AtomicInteger attempts = new AtomicInteger();
        history.trouble = batch -> {
            switch (attempts.incrementAndGet() % 4) {
                case 1 -> throw new AssertionError("an error, on purpose");
                case 2 -> throw HistoryException.refused("refused, on purpose", null);
                default -> {}
            }
        };
        HistoryRecorder recorder =
                started(HistoryRecorder.builder(history).batchSize(7).queueCapacity(50));
        for (int i = 0; i < 500; i++) {
            recorder.frame(CAR, frame(i / 2));
        }
        recorder.close();

        RecorderStats stats = recorder.stats();
        assertThat(stats.stored() + stats.duplicates() + stats.dropped() + stats.refused() + stats.waiting())
                .as("%s", stats)
                .isEqualTo(500);
        assertThat(rpm()).hasSize((int) stats.stored());
    }

    @Test
    void recordsTheNewestValuesOfEachInterval() {
        HistoryRecorder recorder = started(HistoryRecorder.builder(history).minInterval(Duration.ofSeconds(5)));
        for (int i = 0; i < 12; i++) {
            recorder.frame(CAR, frame(i));
        }
        recorder.close();

        assertThat(rpm()).containsExactly(4.0, 9.0, 11.0);
        assertThat(recorder.stats()).isEqualTo(new RecorderStats(3, 0, 9, 0, 0, 0));
    }

    @Test
    void startsOnceAndSaysWhatIsAllowed() {
        HistoryRecorder recorder = started(HistoryRecorder.builder(history));
        assertThatThrownBy(recorder::start).isInstanceOf(IllegalStateException.class);
        recorder.close();
        recorder.close();
        assertThatThrownBy(recorder::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> HistoryRecorder.builder(history).batchSize(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("batchSize", "0", "from 1");
        assertThatThrownBy(() -> HistoryRecorder.builder(history).minInterval(Duration.ofDays(1)))
                .hasMessageContainingAll("minInterval", "hour");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static HistoryRecorder started(HistoryRecorder.Builder builder) {
        HistoryRecorder recorder = builder.build();
        recorder.start();
        return recorder;
    }

    private List<Double> rpm() {
        return history.newest(CAR, 100_000).stream()
                .map(HistoryRecorderTest::rpm)
                .toList();
    }

    private static double rpm(RecordedFrame frame) {
        return Objects.requireNonNull(frame.signals().get("rpm")).number().orElseThrow();
    }

    private static TelemetryFrame frame(int second) {
        return TelemetryFrame.builder(START.plusSeconds(1000), 0)
                .vehicle(CAR)
                .deviceTime(START.plusSeconds(second))
                .signal("rpm", second)
                .build();
    }

    private static StateChange running() {
        return new StateChange(
                VehicleSnapshot.builder(CAR, "epoch", START)
                        .state(VehicleState.RUNNING, START)
                        .build(),
                Cause.DATA);
    }
}
