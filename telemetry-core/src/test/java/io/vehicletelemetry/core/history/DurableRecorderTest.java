package io.vehicletelemetry.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.source.Acknowledgement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing writes what waits: so every test ends with it before it looks. */
@Timeout(30)
class DurableRecorderTest {

    private static final VehicleId CAR = VehicleId.of(1);
    private static final Instant START = Instant.parse("2025-11-27T16:00:00Z");

    private final TroubledHistory history = new TroubledHistory();
    private final List<Integer> acknowledged = new CopyOnWriteArrayList<>();
    private final DurableRecorder.Builder builder = DurableRecorder.builder(history);
    private DurableRecorder recorder = builder.build();

    @AfterEach
    void close() {
        recorder.close();
    }

    @Test
    void acknowledgesAfterTheCommitAndNotBefore() {
        CountDownLatch tried = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        history.trouble = batch -> {
            tried.countDown();
            await(goOn);
        };
        start(builder.flushInterval(Duration.ZERO));
        record(1);
        await(tried);
        assertThat(acknowledged).isEmpty();
        goOn.countDown();
        recorder.close();

        assertThat(acknowledged).containsExactly(1);
        assertThat(recorder.stats()).isEqualTo(new DurableStats(1, 0, 0, 0, 0, 0));
    }

    @Test
    void acknowledgesNothingWhileTheHistoryIsAwayAndAllOfItOnceItIsBack() {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch stored = new CountDownLatch(1);
        history.trouble = batch -> {
            if (attempts.incrementAndGet() <= 2) {
                assertThat(acknowledged).isEmpty();
                throw HistoryException.away("away, on purpose", null);
            }
            stored.countDown();
        };
        start(builder.batchSize(10));
        for (int i = 0; i < 10; i++) {
            record(i);
        }
        await(stored);
        recorder.close();

        assertThat(acknowledged).hasSize(10);
        assertThat(recorder.stats()).isEqualTo(new DurableStats(10, 0, 0, 0, 0, 0));
    }

    @Test
    void storesOnceWhatComesAgain() {
        start(builder);
        record(1);
        record(2);
        record(1);
        recorder.close();

        assertThat(rpm()).containsExactly(1.0, 2.0);
        assertThat(acknowledged).containsExactlyInAnyOrder(1, 2, 1);
        assertThat(recorder.stats()).isEqualTo(new DurableStats(2, 1, 0, 0, 0, 0));
    }

    @Test
    void putsAsideWhatIsRefusedOnceTheRestOfItsBatchIsStored() {
        history.trouble = batch -> {
            assertThat(history.putAside).isEmpty();
            if (batch.stream().anyMatch(frame -> rpm(frame) % 40 == 13)) {
                throw HistoryException.refused("13 is refused, on purpose", null);
            }
        };
        recorder = builder.build();
        for (int i = 0; i < 100; i++) {
            record(i);
        }
        recorder.start(); // so that they are one batch, whatever the scheduler does
        recorder.close();

        assertThat(rpm()).hasSize(97).doesNotContain(13.0, 53.0, 93.0);
        assertThat(history.putAside).extracting(DurableRecorderTest::rpm).containsExactly(13.0, 53.0, 93.0);
        assertThat(acknowledged).hasSize(100).endsWith(13, 53, 93);
        assertThat(recorder.stats()).isEqualTo(new DurableStats(97, 0, 3, 0, 0, 0));
    }

    @Test
    void isNotStoppedByWhatCannotEvenBePutAside() {
        history.trouble = batch -> {
            throw HistoryException.refused("refused, on purpose", null);
        };
        history.troubleAside = () -> {
            throw new IllegalStateException("a defect, on purpose");
        };
        CountDownLatch second = new CountDownLatch(2);
        start(builder.flushInterval(Duration.ZERO));
        recorder.frame(CAR, frame(1), second::countDown);
        recorder.frame(CAR, frame(2), second::countDown);
        await(second);

        assertThat(recorder.stats()).isEqualTo(new DurableStats(0, 0, 2, 0, 0, 0));
    }

    @Test
    void leavesUnacknowledgedWhatADeadHistoryDoesNotTake() {
        history.trouble = batch -> {
            throw HistoryException.away("dead, on purpose", null);
        };
        start(builder.batchSize(10));
        for (int i = 0; i < 1000; i++) {
            record(i);
        }
        recorder.close();
        record(1000);

        assertThat(acknowledged).isEmpty();
        assertThat(recorder.stats()).isEqualTo(new DurableStats(0, 0, 0, 0, 0, 1000));
    }

    @Test
    void survivesErrorsAndAnAcknowledgementThatThrows() {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(50);
        history.trouble = batch -> {
            if (attempts.incrementAndGet() % 3 != 0) {
                throw new OutOfMemoryError("an error, on purpose");
            }
        };
        start(builder.batchSize(7));
        for (int i = 0; i < 50; i++) {
            recorder.frame(CAR, frame(i), () -> {
                done.countDown();
                throw new IllegalStateException("the connection is gone, on purpose");
            });
        }
        await(done);
        recorder.close();

        assertThat(rpm()).hasSize(50);
        assertThat(recorder.stats()).isEqualTo(new DurableStats(50, 0, 0, 0, 0, 0));
    }

    @Test
    void countsWhatWouldNotComeAgain() {
        start(builder);
        record(1);
        recorder.frame(CAR, frame(2), Acknowledgement.NONE);
        recorder.frame(CAR, frame(3), Acknowledgement.NONE);
        recorder.unusable();
        recorder.close();

        assertThat(recorder.stats()).isEqualTo(new DurableStats(3, 0, 0, 1, 2, 0));
    }

    /** A broker that waits for the acknowledgement of a few must not wait for the whole interval each time. */
    @Test
    void commitsOnceNoMoreCome() {
        start(builder.flushInterval(Duration.ofHours(1)));
        CountDownLatch all = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            recorder.frame(CAR, frame(i), all::countDown);
        }
        await(all);

        assertThat(recorder.stats().stored()).isEqualTo(20);
    }

    @Test
    void startsOnceAndSaysWhatIsAllowed() {
        start(builder);
        assertThatThrownBy(recorder::start).isInstanceOf(IllegalStateException.class);
        recorder.close();
        recorder.close();
        assertThatThrownBy(recorder::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.batchSize(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("batchSize", "0", "from 1");
        assertThatThrownBy(() -> builder.flushInterval(Duration.ofDays(1)))
                .hasMessageContainingAll("flushInterval", "hour");
    }

    private void start(DurableRecorder.Builder built) {
        recorder = built.build();
        recorder.start();
    }

    private void record(int number) {
        recorder.frame(CAR, frame(number), () -> acknowledged.add(number));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<Double> rpm() {
        return history.newest(CAR, 100_000).stream()
                .map(DurableRecorderTest::rpm)
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
}
