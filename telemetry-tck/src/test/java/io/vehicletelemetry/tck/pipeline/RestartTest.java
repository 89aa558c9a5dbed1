package io.vehicletelemetry.tck.pipeline;

import static io.vehicletelemetry.core.model.VehicleState.OFFLINE;
import static io.vehicletelemetry.core.model.VehicleState.RUNNING;
import static io.vehicletelemetry.tck.pipeline.Rig.CAR;
import static io.vehicletelemetry.tck.pipeline.Rig.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.history.HistoryRestorer;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.latest.LatestSnapshots;
import io.vehicletelemetry.core.model.EvidenceRule;
import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import io.vehicletelemetry.tck.VirtualTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A pipeline that begins with what a history knows last. */
class RestartTest {

    private final VirtualTime time = new VirtualTime();
    private final TelemetryHistory history = TelemetryHistory.inMemory(600, 10);
    private final Instant yesterday = time.instant().minusSeconds(86_400);

    private Rig restarted() {
        return new Rig(
                time,
                builder -> builder.restorer(HistoryRestorer.builder(history).build()));
    }

    private void recorded(int second, String signal, double value) {
        Instant arrival = yesterday.plusSeconds(second);
        history.append(List.of(RecordedFrame.of(
                CAR,
                TelemetryFrame.builder(arrival, 0)
                        .vehicle(CAR)
                        .signal(signal, value)
                        .build())));
    }

    private void recorded(VehicleState state, int second, Cause cause) {
        history.appendStates(List.of(new RecordedState(CAR, state, yesterday.plusSeconds(second), cause)));
    }

    private List<RecordedState> states() {
        return history.states(CAR, yesterday.minusSeconds(60), time.instant());
    }

    @Test
    void lastValuesAreThereBeforeAnythingElseAndOffline() {
        recorded(RUNNING, 0, Cause.DATA);
        recorded(0, "coolant_temperature", 87.5);
        recorded(1, "rpm", 900.5);
        recorded(2, "rpm", 950.5);
        recorded(OFFLINE, 12, Cause.SILENCE);

        Rig rig = restarted();

        assertThat(rig.state()).isEqualTo(OFFLINE);
        assertThat(rig.car().stateSince()).isEqualTo(yesterday.plusSeconds(12));
        assertThat(rig.number("rpm")).isEqualTo(950.5);
        assertThat(rig.number("coolant_temperature")).isEqualTo(87.5);
        assertThat(rig.observedAt("rpm")).isEqualTo(yesterday.plusSeconds(2));
        assertThat(rig.observedAt("coolant_temperature")).isEqualTo(yesterday);
        assertThat(rig.car().timestamp()).isEqualTo(yesterday.plusSeconds(2));
        assertThat(rig.car().lastLiveArrival()).isNull();
        assertThat(rig.log.changes).as("nothing changed").isEmpty();
        assertThat(Objects.requireNonNull(rig.subscriber.last(CAR)).signals().size())
                .as("clients that were there before")
                .isEqualTo(2);
        rig.advance(TIMEOUT.multipliedBy(3));
        assertThat(rig.log.changes).as("later either").isEmpty();
    }

    @Test
    void vehicleThatRanWhenTheProcessEndedIsClosedAtItsLastObservation() {
        recorded(RUNNING, 0, Cause.DATA);
        recorded(0, "rpm", 900);
        recorded(5, "rpm", 950);

        Rig rig = restarted();

        assertThat(rig.state()).isEqualTo(OFFLINE);
        assertThat(rig.car().stateSince()).isEqualTo(yesterday.plusSeconds(5));
        assertThat(rig.log.states()).containsExactly("OFFLINE by RESTART");
        assertThat(states())
                .containsExactly(
                        new RecordedState(CAR, RUNNING, yesterday, Cause.DATA),
                        new RecordedState(CAR, OFFLINE, yesterday.plusSeconds(5), Cause.RESTART));
        rig.pipeline.close();

        Rig again = restarted();
        assertThat(again.car().stateSince()).isEqualTo(yesterday.plusSeconds(5));
        assertThat(again.log.changes).as("a second restart").isEmpty();
        assertThat(states()).hasSize(2);
    }

    @Test
    void stateIsClosedNoEarlierThanItBegan() {
        // The device's clock is wrong by days: the last observation is before the vehicle ran.
        history.append(List.of(RecordedFrame.of(
                CAR,
                TelemetryFrame.builder(yesterday.plusSeconds(3), 0)
                        .vehicle(CAR)
                        .deviceTime(yesterday.minusSeconds(500_000))
                        .signal("rpm", 900)
                        .build())));
        recorded(RUNNING, 0, Cause.DATA);

        assertThat(restarted().car().stateSince()).isEqualTo(yesterday.plusSeconds(3));
    }

    @Test
    void liveFrameMakesItRunAsAlways() {
        recorded(0, "rpm", 900);
        recorded(0, "fuel_level", 40.5);
        recorded(OFFLINE, 9, Cause.REPORTED);
        Rig rig = restarted();

        rig.rpm(2500);

        assertThat(rig.state()).isEqualTo(RUNNING);
        assertThat(rig.car().stateSince()).isEqualTo(rig.now());
        assertThat(rig.number("rpm")).isEqualTo(2500);
        assertThat(rig.number("fuel_level")).isEqualTo(40.5);
        assertThat(rig.log.states()).containsExactly("RUNNING by DATA");
        rig.advance(TIMEOUT);
        assertThat(rig.log.states()).containsExactly("RUNNING by DATA", "OFFLINE by SILENCE");
    }

    @Test
    void retainedMessageNeitherMakesItRunNorTakesAnythingBack() {
        recorded(0, "rpm", 900);
        Rig rig = restarted();

        rig.source.frame(
                rig.frame().replayed(true).signal("rpm", 1).signal("load", 2).build());
        rig.availability(false, true);

        assertThat(rig.state()).isEqualTo(OFFLINE);
        assertThat(rig.number("rpm")).isEqualTo(900);
        assertThat(rig.number("load")).isEqualTo(2);
        assertThat(rig.log.changes).isEmpty();
    }

    @Test
    void restoredValuesAreNoEvidence() {
        recorded(0, "rpm", 900);
        Rig rig = new Rig(
                time,
                builder -> builder.liveWhen(CAR, EvidenceRule.parse("rpm > 0"))
                        .restorer(HistoryRestorer.builder(history).build()));

        rig.source.frame(rig.frame().signal("voltage", 12.5).build());

        assertThat(rig.state()).isEqualTo(OFFLINE);
    }

    @Test
    void whatIsLiveAlreadyIsNotTakenBack() {
        recorded(RUNNING, 0, Cause.DATA);
        recorded(0, "rpm", 900);
        recorded(0, "fuel_level", 40.5);
        Rig rig = new Rig(time, builder -> builder);
        rig.rpm(2500);
        VehicleSnapshot live = rig.car();

        LatestSnapshots latest = (LatestSnapshots) rig.pipeline.snapshots();
        latest.restore(CAR, history.last(CAR, time.instant(), 10).signals(), yesterday, rig.now(), time.nanoTime());

        assertThat(rig.state()).isEqualTo(RUNNING);
        assertThat(rig.car().stateSince()).isEqualTo(live.stateSince());
        assertThat(rig.number("rpm")).isEqualTo(2500);
        assertThat(rig.number("fuel_level")).as("a gap is filled").isEqualTo(40.5);
        assertThat(rig.car().revision()).isEqualTo(live.revision() + 1);
    }
}
