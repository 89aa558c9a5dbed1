package io.vehicletelemetry.tck;

import static io.vehicletelemetry.tck.HistoryFixture.BEFORE;
import static io.vehicletelemetry.tck.HistoryFixture.CAR;
import static io.vehicletelemetry.tck.HistoryFixture.END;
import static io.vehicletelemetry.tck.HistoryFixture.OTHER;
import static io.vehicletelemetry.tck.HistoryFixture.START;
import static io.vehicletelemetry.tck.HistoryFixture.all;
import static io.vehicletelemetry.tck.HistoryFixture.frame;
import static io.vehicletelemetry.tck.HistoryFixture.frames;
import static io.vehicletelemetry.tck.HistoryFixture.state;
import static io.vehicletelemetry.tck.HistoryFixture.timeless;
import static io.vehicletelemetry.tck.HistoryFixture.unreadableAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.history.HistoryBucket;
import io.vehicletelemetry.core.history.HistoryBucket.Numbers;
import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The rules H1 to H9 of {@link TelemetryHistory} as tests. Extend it and implement {@link #history()}: with room for
 * 1,000 frames a vehicle.
 *
 * <p><em>Confined to one thread at a time: a test instance.</em>
 */
public abstract class TelemetryHistoryContract extends LastKnownContract {

    /** For subclasses. */
    protected TelemetryHistoryContract() {}

    /**
     * Makes a history in which nothing is.
     *
     * @return the implementation under test
     */
    @Override
    protected abstract TelemetryHistory history();

    @Test
    final void h1_whatWasAppendedIsFound() {
        TelemetryHistory history = history();
        RecordedFrame frame = frame(CAR, 0, 2500);
        RecordedFrame other = frame(OTHER, 0, 900);

        assertThat(history.append(List.of(frame, other))).isEqualTo(2);

        assertThat(all(history, CAR)).containsExactly(frame);
        assertThat(all(history, OTHER)).containsExactly(other);
        assertThat(all(history, CAR).get(0).arrival()).isEqualTo(frame.arrival());
    }

    @Test
    final void h1_onlyTheSignalsThatAreAskedForAreFound() {
        TelemetryHistory history = history();
        history.append(List.of(
                frame(CAR, 0, 900),
                frame(
                        CAR,
                        1,
                        Signals.builder()
                                .put("rpm", SignalValue.of(950), 0, 0)
                                .put("fuel", SignalValue.of(40.5), 0, 0)
                                .build())));

        List<RecordedFrame> found =
                history.find(HistoryQuery.of(CAR, START, END).signals(List.of("fuel", "unheard_of")));

        assertThat(found).hasSize(1);
        assertThat(found.get(0).time()).isEqualTo(START.plusSeconds(1));
        assertThat(found.get(0).signals().names()).containsExactly("fuel");
    }

    @Test
    final void h1_peaksSurviveASummary() {
        TelemetryHistory history = history();
        int[] rpm = {900, 6100, 700, 1000, 1200, 1100};
        history.append(IntStream.range(0, rpm.length)
                .mapToObj(i -> frame(CAR, i, rpm[i]))
                .toList());

        List<HistoryBucket> buckets =
                history.summarize(HistoryQuery.of(CAR, START, END).limit(1), Duration.ofSeconds(4));

        assertThat(buckets).extracting(HistoryBucket::start).containsExactly(START, START.plusSeconds(4));
        assertThat(buckets.get(0).signals()).containsEntry("rpm", new Numbers(700, 6100, 900, 1000));
        assertThat(buckets.get(1).signals()).containsEntry("rpm", new Numbers(1100, 1200, 1200, 1100));
    }

    @Test
    final void h1_statesAreFoundWithTheOneThatHeldBefore() {
        TelemetryHistory history = history();
        RecordedState before = state(VehicleState.RUNNING, -60, Cause.DATA);
        RecordedState within = state(VehicleState.OFFLINE, 60, Cause.SILENCE);
        history.appendStates(List.of(within, before, state(VehicleState.OFFLINE, -120, Cause.REPORTED)));
        history.appendStates(List.of(within, state(VehicleState.RUNNING, 3600, Cause.DATA)));

        assertThat(history.states(CAR, START, END)).containsExactly(before, within);
        assertThat(history.states(OTHER, START, END)).isEmpty();
    }

    @Test
    final void h1_theNewestAreFoundWhateverOrderTheyCameIn() {
        TelemetryHistory history = history();
        history.append(List.of(frame(CAR, 3, 3), frame(CAR, 1, 1), frame(OTHER, 4, 4)));
        history.append(List.of(frame(CAR, 2, 2)));

        assertThat(history.newest(CAR, 2)).containsExactly(frame(CAR, 2, 2), frame(CAR, 3, 3));
        assertThat(history.newest(CAR, 600)).hasSize(3);
        assertThat(history.newest(VehicleId.of(404), 2)).isEmpty();
        assertThat(history.vehicles()).containsExactlyInAnyOrder(CAR, OTHER);
        assertThat(history.signals(CAR)).containsExactly("rpm");
    }

    @Test
    final void h2_theBeginningBelongsToATimeAndItsEndDoesNot() {
        TelemetryHistory history = history();
        RecordedFrame first = frame(CAR, 0, 1);
        RecordedFrame second = frame(CAR, 1, 2);
        history.append(List.of(first, second, frame(CAR, 2, 3)));

        assertThat(history.find(HistoryQuery.of(CAR, START, START.plusSeconds(2))))
                .containsExactly(first, second);
        assertThat(history.find(HistoryQuery.of(CAR, START.plus(1, ChronoUnit.MICROS), START.plusSeconds(2))))
                .containsExactly(second);
        assertThat(history.find(HistoryQuery.of(CAR, START, START))).isEmpty();
    }

    @Test
    final void h3_framesAreFoundInAscendingOrder() {
        TelemetryHistory history = history();
        List<RecordedFrame> frames = new ArrayList<>(frames(200));
        List<RecordedFrame> mixed = new ArrayList<>(frames);
        Collections.shuffle(mixed, new Random(42));
        for (int i = 0; i < mixed.size(); i += 50) {
            history.append(mixed.subList(i, i + 50));
        }

        assertThat(all(history, CAR)).containsExactlyElementsOf(frames);
    }

    @Test
    final void h4_noMoreThanTheLimitIsFoundTheFirstOnes() {
        TelemetryHistory history = history();
        List<RecordedFrame> frames = frames(10);
        history.append(frames);
        assertThat(history.find(HistoryQuery.of(CAR, BEFORE, END).limit(3)))
                .containsExactlyElementsOf(frames.subList(0, 3));
    }

    @Test
    final void h4_pagesFollowEachOtherAlsoWithinOneMoment() {
        TelemetryHistory history = history();
        List<RecordedFrame> frames = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            frames.add(frame(CAR, i / 10, i)); // ten of each second
        }
        history.append(frames);
        frames.sort((a, b) -> a.position().compareTo(b.position()));

        List<RecordedFrame> found = new ArrayList<>();
        HistoryQuery query = HistoryQuery.of(CAR, BEFORE, END).limit(7);
        List<RecordedFrame> page = history.find(query);
        for (int pages = 0; !page.isEmpty() && pages < 30; pages++) {
            found.addAll(page);
            page = history.find(query.after(page.get(page.size() - 1).position()));
        }

        assertThat(found).containsExactlyElementsOf(frames);
    }

    @Test
    final void h5_theSameFrameTwiceIsStoredOnce() {
        TelemetryHistory history = history();
        RecordedFrame frame = frame(CAR, 0, 2500);
        RecordedFrame again = frame(CAR, 0, 2500);

        assertThat(history.append(List.of(frame, again))).as("new in one batch").isEqualTo(1);
        assertThat(history.append(List.of(again, frame(CAR, 1, 2500))))
                .as("new in the next")
                .isEqualTo(1);
        assertThat(all(history, CAR)).hasSize(2);
    }

    @Test
    final void h5_anotherContentOfTheSameMomentIsAnotherFrame() {
        TelemetryHistory history = history();

        history.append(List.of(frame(CAR, 0, 2500), frame(CAR, 0, 2501), frame(OTHER, 0, 2500)));

        assertThat(all(history, CAR)).hasSize(2);
        assertThat(all(history, OTHER)).hasSize(1);
    }

    @Test
    final void h5_framesWithoutADeviceTimeAreNeverTakenForEachOther() {
        TelemetryHistory history = history();
        TelemetryFrame frame = timeless(0, 2500);

        history.append(List.of(RecordedFrame.of(CAR, frame), RecordedFrame.of(CAR, frame)));

        assertThat(all(history, CAR)).hasSize(2);
    }

    @Test
    final void h5_aMessageThatIsCountedByItsDeviceIsStoredOnceWheneverItArrives() {
        TelemetryHistory history = history();
        RecordedFrame frame = RecordedFrame.of(CAR, timeless(0, 7), "rpm");
        RecordedFrame redelivered = RecordedFrame.of(CAR, timeless(30, 7), "rpm");
        RecordedFrame next = RecordedFrame.of(CAR, timeless(1, 8), "rpm");
        RecordedFrame ofAnother = RecordedFrame.of(OTHER, timeless(1, 7), "rpm");

        assertThat(history.append(List.of(frame))).isEqualTo(1);
        assertThat(history.append(List.of(redelivered, next, redelivered, ofAnother)))
                .as("new in the next")
                .isEqualTo(2);
        assertThat(all(history, CAR)).containsExactly(frame, next);
        assertThat(all(history, OTHER)).hasSize(1);
    }

    @Test
    final void h6_anEmptyBatchChangesNothing() {
        TelemetryHistory history = history();
        history.append(List.of(frame(CAR, 0, 1)));

        assertThat(history.append(List.of())).isZero();
        history.appendStates(List.of());
        assertThat(all(history, CAR)).hasSize(1);
    }

    @Test
    final void h7_timesSurviveToTheMicrosecond() {
        TelemetryHistory history = history();
        Instant time = START.plusNanos(123_456_000);
        Signals signals = Signals.builder().put("rpm", SignalValue.of(1), 0, 0).build();
        history.append(List.of(frame(CAR, time, signals), frame(CAR, time.plus(1, ChronoUnit.MICROS), signals)));

        assertThat(all(history, CAR))
                .extracting(RecordedFrame::time)
                .containsExactly(time, time.plus(1, ChronoUnit.MICROS));
    }

    @Test
    final void h7_valuesSurviveInTheirKind() {
        TelemetryHistory history = history();
        Signals signals = Signals.builder()
                .put("integer", SignalValue.of(-42), 0, 0)
                .put("great", SignalValue.of(Long.MAX_VALUE), 0, 0)
                .put("least", SignalValue.of(Long.MIN_VALUE), 0, 0)
                .put("greatest_exact", SignalValue.of(1L << 53), 0, 0)
                .put("decimal", SignalValue.of(0.1), 0, 0)
                .put("whole_decimal", SignalValue.of(65.0), 0, 0)
                .put("tiny", SignalValue.of(Double.MIN_VALUE), 0, 0)
                .put("negative_zero", SignalValue.of(-0.0), 0, 0)
                .put("boolean", SignalValue.of(true), 0, 0)
                .put("text", SignalValue.of("'; -- \"{,}\\ \n ü 🚗"), 0, 0)
                .put("empty", SignalValue.of(""), 0, 0)
                .put("number_as_text", SignalValue.of("65"), 0, 0)
                .put("null", SignalValue.ofNull(), 0, 0)
                .put("name, with \"everything\" {in} it: 'ü🚗", SignalValue.of(7), 0, 0)
                .build();
        RecordedFrame frame = frame(CAR, 0, signals);
        history.append(List.of(frame));
        Signals found = all(history, CAR).get(0).signals();

        for (int i = 0; i < signals.size(); i++) {
            assertThat(found.get(signals.name(i))).as(signals.name(i)).isEqualTo(signals.value(i));
        }
        assertThat(found.names()).containsExactlyInAnyOrderElementsOf(signals.names());
    }

    @Test
    final void h8_aFailureLeavesNoPartialBatch() {
        TelemetryHistory history = history();
        List<RecordedFrame> frames = frames(100);
        List<RecordedFrame> failing = unreadableAt(60, frames);

        assertThatThrownBy(() -> history.append(failing)).isInstanceOf(RuntimeException.class);
        assertThat(all(history, CAR)).as("after a failure").isEmpty();

        assertThat(history.append(frames)).as("new at the next attempt").isEqualTo(100);
    }
}
