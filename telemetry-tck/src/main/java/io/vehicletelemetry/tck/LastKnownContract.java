package io.vehicletelemetry.tck;

import static io.vehicletelemetry.tck.HistoryFixture.BEFORE;
import static io.vehicletelemetry.tck.HistoryFixture.CAR;
import static io.vehicletelemetry.tck.HistoryFixture.END;
import static io.vehicletelemetry.tck.HistoryFixture.OTHER;
import static io.vehicletelemetry.tck.HistoryFixture.START;
import static io.vehicletelemetry.tck.HistoryFixture.frame;
import static io.vehicletelemetry.tck.HistoryFixture.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.LastKnown;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.VehicleState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rule H9, and what counts and bounds; apart for their length. */
abstract class LastKnownContract {

    private static final int DEPTH = 1_000;
    /** More than what is read at once, one would think. */
    private static final int LONG_AGO = 300;

    abstract TelemetryHistory history();

    private static Signals one(String name, SignalValue value) {
        return Signals.builder().put(name, value, 0, 0).build();
    }

    @Test
    final void h9_theNewestValueOfEachSignalIsKnownLast() {
        TelemetryHistory history = history();
        history.append(List.of(frame(CAR, 0, one("odometer", SignalValue.of(1200.5)))));
        history.append(List.of(frame(CAR, 1, one("note", SignalValue.of("parked")))));
        history.append(IntStream.range(2, LONG_AGO)
                .mapToObj(i -> frame(CAR, i, i == 2 ? 800 : 900))
                .toList());
        history.append(List.of(frame(OTHER, LONG_AGO + 1, one("rpm", SignalValue.of(1)))));

        LastKnown last = history.last(CAR, END, DEPTH);

        assertThat(last.vehicle()).isEqualTo(CAR);
        assertThat(last.signals().names()).containsExactlyInAnyOrder("odometer", "note", "rpm");
        assertThat(last.signals().get("odometer")).isEqualTo(SignalValue.of(1200.5));
        assertThat(last.signals().get("note")).isEqualTo(SignalValue.of("parked"));
        assertThat(last.signals().get("rpm")).isEqualTo(SignalValue.of(900));
        assertThat(last.signals().observedAt(last.signals().indexOf("rpm"))).isEqualTo(START.plusSeconds(LONG_AGO - 1));
        assertThat(last.signals().observedAt(last.signals().indexOf("odometer")))
                .isEqualTo(START);
        assertThat(last.lastArrival()).isEqualTo(END.plusSeconds(7));
    }

    @Test
    final void h9_noMoreFramesAreLookedAtThanWereAskedFor() {
        TelemetryHistory history = history();
        history.append(List.of(frame(CAR, 0, one("odometer", SignalValue.of(7)))));
        history.append(List.of(frame(CAR, 1, 900), frame(CAR, 2, 950)));

        assertThat(history.last(CAR, END, 2).signals().names()).containsExactly("rpm");
    }

    @Test
    final void h9_whatCameAtTheTimeOrAfterItIsNotKnownBefore() {
        TelemetryHistory history = history();
        history.append(List.of(frame(CAR, 0, 900), frame(CAR, 1, 950)));
        history.appendStates(
                List.of(state(VehicleState.RUNNING, 0, Cause.DATA), state(VehicleState.OFFLINE, 1, Cause.SILENCE)));

        LastKnown last = history.last(CAR, START.plusSeconds(1), DEPTH);

        assertThat(last.signals().get("rpm")).isEqualTo(SignalValue.of(900));
        assertThat(last.state()).isEqualTo(state(VehicleState.RUNNING, 0, Cause.DATA));
        assertThat(history.last(CAR, BEFORE, DEPTH).signals().size()).isZero();
        assertThat(history.last(CAR, BEFORE, DEPTH).state()).isNull();
    }

    @Test
    final void h9_theNewestStateIsKnownLast() {
        TelemetryHistory history = history();
        List<RecordedState> states = new ArrayList<>();
        states.add(state(VehicleState.OFFLINE, 60, Cause.RESTART)); // of the same moment, and it follows
        states.add(state(VehicleState.RUNNING, 60, Cause.DATA));
        states.add(state(VehicleState.RUNNING, 0, Cause.DATA));
        history.appendStates(states);
        history.append(List.of(frame(CAR, 0, 900)));

        assertThat(history.last(CAR, END, DEPTH).state()).isEqualTo(states.get(0));
        assertThat(history.last(OTHER, END, DEPTH).state()).isNull();
        assertThat(history.last(OTHER, END, DEPTH).lastArrival()).isNull();
    }

    @Test
    final void h2_framesAreCountedAsTheyAreFound() {
        TelemetryHistory history = history();
        history.append(
                IntStream.range(0, LONG_AGO).mapToObj(i -> frame(CAR, i, i)).toList());
        history.append(List.of(frame(CAR, 1, one("note", SignalValue.of("x"))), frame(OTHER, 1, 1)));

        HistoryQuery all = HistoryQuery.of(CAR, START, END);
        assertThat(history.count(all)).isEqualTo(LONG_AGO + 1);
        assertThat(history.count(all.signals(List.of("note")).limit(1))).isEqualTo(LONG_AGO + 1);
        assertThat(history.count(HistoryQuery.of(CAR, START.plusSeconds(1), START.plusSeconds(3))))
                .isEqualTo(3);
        assertThat(history.count(HistoryQuery.of(CAR, START, START))).isZero();
    }

    @Test
    final void h4_noMoreStatesThanTheLimitAreFoundTheFirstOnes() {
        TelemetryHistory history = history();
        List<RecordedState> states = IntStream.range(-1, 9)
                .mapToObj(i -> state(i % 2 == 0 ? VehicleState.RUNNING : VehicleState.OFFLINE, i, Cause.DATA))
                .toList();
        history.appendStates(states);

        assertThat(history.states(CAR, START.plusMillis(500), END, 3)).isEqualTo(states.subList(1, 4));
        assertThat(history.states(CAR, START, END, 3)).isEqualTo(states.subList(1, 4));
        assertThat(history.states(CAR, START, END, 100)).isEqualTo(states.subList(1, 10));
    }
}
