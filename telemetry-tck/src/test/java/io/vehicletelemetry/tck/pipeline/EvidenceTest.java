package io.vehicletelemetry.tck.pipeline;

import static io.vehicletelemetry.core.model.VehicleState.OFFLINE;
import static io.vehicletelemetry.core.model.VehicleState.RUNNING;
import static io.vehicletelemetry.tck.pipeline.Rig.CAR;
import static io.vehicletelemetry.tck.pipeline.Rig.NANOSECOND;
import static io.vehicletelemetry.tck.pipeline.Rig.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.EvidenceRule;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** L6: which live frames are evidence that the vehicle runs, where a rule is set. */
class EvidenceTest {

    private static final EvidenceRule CHANGED = EvidenceRule.parse("changed");
    private static final EvidenceRule REVOLVES = EvidenceRule.parse("rpm > 0");
    private static final EvidenceRule IGNITION = EvidenceRule.parse("ignition");

    private final Rig rig = new Rig();

    private TelemetryFrame.Builder frame(EvidenceRule rule) {
        return rig.frame().liveWhen(rule);
    }

    private void deliver(EvidenceRule rule, String signal, long value) {
        rig.source.frame(frame(rule).signal(signal, value).build());
    }

    @Test
    void l6_frameThatFailsIsMergedPublishedAndRecorded() {
        deliver(REVOLVES, "rpm", 0);

        assertThat(rig.state()).isEqualTo(OFFLINE);
        assertThat(rig.number("rpm")).isEqualTo(0);
        assertThat(rig.subscriber.last(CAR)).isSameAs(rig.car());
        assertThat(rig.car().lastLiveArrival()).isEqualTo(rig.now());
        assertThat(rig.log.frames).hasSize(1);
        assertThat(rig.log.changes).isEmpty();
        assertThat(rig.pipeline.rejected()).isEmpty();
    }

    @Test
    void l6_frozenRepeatsDoNotKeepItRunningWithChanged() {
        for (int second = 0; second < 30; second++) {
            deliver(CHANGED, "rpm", second < 5 ? 800 + second : 804);
            rig.advanceSeconds(1);
            assertThat(rig.state()).as("after %d s", second).isEqualTo(second < 13 ? RUNNING : OFFLINE);
        }
        assertThat(rig.log.states()).containsExactly("RUNNING by DATA", "OFFLINE by SILENCE");
        deliver(CHANGED, "rpm", 900);
        assertThat(rig.state()).isEqualTo(RUNNING);
    }

    @Test
    void l6_oneValueOfManyIsEnoughOfAChange() {
        rig.source.frame(frame(CHANGED).signal("a", 1).signal("b", 1).build());
        rig.advanceSeconds(9);
        rig.source.frame(frame(CHANGED).signal("a", 1).signal("b", 2).build());
        rig.advanceSeconds(9);

        assertThat(rig.state()).isEqualTo(RUNNING);
    }

    @Test
    void l6_aTimeThatGoesOnIsNoChange() {
        rig.source.frame(
                frame(CHANGED).device("d").deviceTime(rig.now()).signal("a", 1).build());
        rig.advanceSeconds(9);
        rig.source.frame(
                frame(CHANGED).device("d").deviceTime(rig.now()).signal("a", 1).build());
        rig.advanceSeconds(1);

        assertThat(rig.state()).isEqualTo(OFFLINE);
    }

    @Test
    void l6_aRepeatOfWhatWasReplayedIsNoChange() {
        rig.source.frame(frame(CHANGED).replayed(true).signal("rpm", 802.5).build());
        rig.source.frame(frame(CHANGED).signal("rpm", 802.5).build());
        assertThat(rig.log.changes).isEmpty();

        rig.source.frame(frame(CHANGED).signal("rpm", 803).build());
        assertThat(rig.state()).isEqualTo(RUNNING);
    }

    @Test
    void l6_aLateValueIsNoChange() {
        rig.rpm(900, rig.now());
        rig.availability(false, false);
        rig.advanceSeconds(1);
        rig.source.frame(frame(CHANGED)
                .device("d")
                .deviceTime(rig.now().minusSeconds(60))
                .signal("rpm", 1)
                .build());

        assertThat(rig.state()).isEqualTo(OFFLINE);
    }

    @Test
    void l6_valueOfAnEarlierFrameHoldsForTheTimeout() {
        deliver(REVOLVES, "rpm", 900);
        rig.advance(TIMEOUT.minus(NANOSECOND));
        deliver(REVOLVES, "speed", 50); // one key a message
        rig.advance(NANOSECOND);
        assertThat(rig.state()).isEqualTo(RUNNING);

        deliver(REVOLVES, "speed", 51); // the 900 is ten seconds old now
        rig.advance(TIMEOUT);
        assertThat(rig.log.states()).containsExactly("RUNNING by DATA", "OFFLINE by SILENCE");
    }

    @Test
    void l6_theTimeoutOfTheVehicleIsTheOneWithinWhichAValueCounts() {
        Rig own = new Rig(builder -> builder.offlineAfter(CAR, Duration.ofSeconds(3)));
        own.source.frame(own.frame().liveWhen(REVOLVES).signal("rpm", 900).build());
        own.advanceSeconds(3);
        own.source.frame(own.frame().liveWhen(REVOLVES).signal("speed", 50).build());

        assertThat(own.state()).isEqualTo(OFFLINE);
    }

    @Test
    void l6_arrivalCountsAndNoDevicesTime() {
        Instant lastYear = rig.now().minus(Duration.ofDays(365));
        rig.source.frame(frame(IGNITION)
                .device("d")
                .deviceTime(lastYear)
                .signal("ignition", true)
                .build());
        assertThat(rig.state()).isEqualTo(RUNNING);
        rig.time.setInstant(rig.now().plus(Duration.ofDays(3)));
        rig.advanceSeconds(9);
        deliver(IGNITION, "speed", 1);
        rig.advanceSeconds(9);
        assertThat(rig.state()).isEqualTo(RUNNING);
    }

    @Test
    void l6_aReplayedValueIsNoEvidence() {
        rig.source.frame(frame(IGNITION).replayed(true).signal("ignition", true).build());
        deliver(IGNITION, "speed", 0);
        assertThat(rig.log.changes).isEmpty();

        rig.source.frame(frame(IGNITION).signal("ignition", true).build());
        assertThat(rig.state()).isEqualTo(RUNNING);
    }

    @Test
    void l6_valuesOfAnotherSourceAreEvidenceAndItsOwnRuleHoldsForEach() {
        ScriptedSource position = new ScriptedSource("position");
        Rig both = new Rig(builder -> builder.source(position));
        both.source.frame(
                both.frame().liveWhen(IGNITION).signal("ignition", false).build());
        position.frame(both.frame().liveWhen(IGNITION).signal("latitude", 1).build());
        assertThat(both.log.changes).isEmpty();

        both.source.frame(both.frame().signal("ignition", true).build()); // without a rule
        both.advanceSeconds(9);
        position.frame(both.frame().liveWhen(IGNITION).signal("latitude", 2).build());
        both.advanceSeconds(9);
        assertThat(both.state()).isEqualTo(RUNNING);

        both.source.frame(both.frame().signal("ignition", false).build());
        both.advanceSeconds(9);
        position.frame(both.frame().liveWhen(IGNITION).signal("latitude", 3).build());
        both.advanceSeconds(1);
        assertThat(both.state()).isEqualTo(OFFLINE);
    }

    @Test
    void l6_theRuleOfTheVehicleGoesBeforeThatOfTheFrame() {
        VehicleId other = VehicleId.of(2);
        Rig own = new Rig(builder -> builder.liveWhen(CAR, REVOLVES));
        own.source.frame(own.frame().signal("rpm", 0).build());
        own.source.frame(own.frame().liveWhen(CHANGED).signal("rpm", 0.0).build());
        assertThat(own.state()).isEqualTo(OFFLINE);
        own.source.frame(own.frame().liveWhen(CHANGED).signal("rpm", 1).build());
        own.source.frame(own.frame().liveWhen(CHANGED).signal("rpm", 1).build());
        assertThat(own.state()).isEqualTo(RUNNING);

        own.source.frame(
                TelemetryFrame.builder(own.time).vehicle(other).signal("rpm", 0).build());
        assertThat(own.pipeline.snapshots().get(other))
                .extracting(VehicleSnapshot::state)
                .isEqualTo(RUNNING);
    }

    @Test
    void l6_bookkeepingIsNoEvidenceWhateverTheRuleSays() {
        rig.source.frame(frame(CHANGED).signOfLife(false).signal("version", "1").build());
        rig.source.frame(
                frame(evidence -> true).historical(true).signal("rpm", 1).build());

        assertThat(rig.log.changes).isEmpty();
    }

    @Test
    void l6_aRuleThatThrowsIsReportedOnceCountedEachTimeAndNoEvidence() {
        EvidenceRule broken = evidence -> {
            throw new IllegalStateException("broken");
        };
        for (int i = 0; i < 3; i++) {
            deliver(broken, "rpm", i);
        }

        assertThat(rig.state()).isEqualTo(OFFLINE);
        assertThat(rig.number("rpm")).isEqualTo(2);
        assertThat(rig.subscriber.last(CAR)).isSameAs(rig.car());
        assertThat(rig.log.frames).hasSize(3);
        assertThat(rig.log.failures).hasSize(1);
        assertThat(rig.pipeline.rejected()).containsOnly(Map.entry(RejectReason.INTERNAL_ERROR, 3L));
    }

    @Test
    void l6_aRuleOfOnesOwnSeesValuesAndChange() {
        EvidenceRule charging = evidence -> evidence.changed()
                && evidence.value("volts") instanceof SignalValue.OfDecimal volts
                && volts.value() > 13.2;
        rig.source.frame(frame(charging).signal("volts", 12.6).build());
        assertThat(rig.state()).isEqualTo(OFFLINE);
        rig.source.frame(frame(charging).signal("volts", 13.9).build());
        assertThat(rig.state()).isEqualTo(RUNNING);
    }

    @Test
    void l7_aFrameThatFailsTheRuleDoesNotVoidAnExpiry() {
        InterruptedTracker tracker = new InterruptedTracker();
        Rig interrupted = new Rig(builder -> builder.tracker(tracker).liveWhen(CAR, REVOLVES));
        interrupted.rpm(900);
        tracker.betweenDecisionAndApplication(() -> interrupted.rpm(0));

        interrupted.advance(TIMEOUT);

        assertThat(interrupted.state()).isEqualTo(OFFLINE);
        assertThat(interrupted.number("rpm")).isEqualTo(0);
    }

    @Test
    void l3_aReportedOfflineIsNotOverriddenByAFrameThatFails() {
        deliver(REVOLVES, "rpm", 900);
        rig.availability(false, false);
        rig.advanceSeconds(1);
        deliver(REVOLVES, "rpm", 0);

        assertThat(rig.state()).isEqualTo(OFFLINE);
    }
}
