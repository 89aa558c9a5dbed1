package io.vehicletelemetry.tck.pipeline;

import static io.vehicletelemetry.core.model.VehicleState.OFFLINE;
import static io.vehicletelemetry.core.model.VehicleState.RUNNING;
import static io.vehicletelemetry.tck.pipeline.Rig.CAR;
import static io.vehicletelemetry.tck.pipeline.Rig.NANOSECOND;
import static io.vehicletelemetry.tck.pipeline.Rig.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.tck.RecordingSubscriber;
import io.vehicletelemetry.tck.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** L1, L2, L5, L7 and L8: what makes a vehicle run, when its silence ends that, and how it is told. */
class LivenessTest {

    private final Rig rig = new Rig();

    @Test
    void l1_liveFrameMakesItRun() {
        rig.rpm(900);

        assertThat(rig.state()).isEqualTo(RUNNING);
        assertThat(rig.log.states()).containsExactly("RUNNING by DATA");
        assertThat(rig.car().stateSince()).isEqualTo(rig.now());
        assertThat(rig.statesSeen()).containsExactly(RUNNING);
    }

    @Test
    void l1_everyLiveFrameMovesTheDeadline() {
        for (int i = 0; i < 5; i++) {
            rig.rpm(900); // the same value again and again is a sign of life too, without an evidence rule
            rig.advance(TIMEOUT.minus(NANOSECOND));
        }

        assertThat(rig.log.states()).containsExactly("RUNNING by DATA");
    }

    @Test
    void l1_bookkeepingIsMergedAndDoesNotReArm() {
        rig.source.frame(rig.frame().signOfLife(false).signal("version", "1.0").build());
        assertThat(rig.state()).isEqualTo(OFFLINE);
        assertThat(rig.car().signals().names()).containsExactly("version");

        rig.rpm(900);
        rig.advanceSeconds(9);
        rig.source.frame(rig.frame().signOfLife(false).signal("version", "1.1").build());
        rig.advanceSeconds(1);

        assertThat(rig.state()).isEqualTo(OFFLINE);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {Long.MAX_VALUE - 1, Long.MAX_VALUE - 10_000_000_000L, -10_000_000_000L, -1, 0, Long.MIN_VALUE})
    void l2_deadlineIsExactWhereverTheClockStands(long startNanos) {
        Rig started = new Rig(new VirtualTime(startNanos, VirtualTime.DEFAULT_START), builder -> builder);
        started.rpm(900);

        started.advance(TIMEOUT.minus(NANOSECOND));
        assertThat(started.state()).isEqualTo(RUNNING);

        started.advance(NANOSECOND);
        assertThat(started.state()).isEqualTo(OFFLINE);
        assertThat(started.log.states()).containsExactly("RUNNING by DATA", "OFFLINE by SILENCE");
    }

    @Test
    void l2_offlineIsPublishedOnceWithTheLastValuesAndNothingFollows() {
        rig.rpm(900);
        rig.source.frame(rig.frame().signal("speed", 50).build());
        VehicleSnapshot running = rig.car();

        rig.advance(Duration.ofMinutes(5));

        VehicleSnapshot last =
                rig.subscriber.snapshots().get(rig.subscriber.snapshots().size() - 1);
        assertThat(rig.subscriber.snapshots().stream().filter(it -> it.state() == OFFLINE))
                .containsExactly(last);
        assertThat(last.signals()).isEqualTo(running.signals());
        assertThat(last.timestamp()).isEqualTo(running.timestamp());
        assertThat(last.revision()).isEqualTo(running.revision() + 1);
        assertThat(last).isSameAs(rig.car());
    }

    @Test
    void l2_everyChangeOfTenThousandIsPublishedWithin100MillisecondsOfItsDeadline() {
        Random random = new Random(3);
        int vehicles = 10_000;
        for (int i = 0; i < vehicles; i++) {
            rig.source.frame(TelemetryFrame.builder(rig.time)
                    .vehicle(VehicleId.of(i))
                    .signal("rpm", 900)
                    .build());
            rig.advance(Duration.ofNanos(random.nextInt(500_000)));
        }
        rig.log.changes.clear();
        rig.log.changesAtNanos.clear();

        rig.advanceSeconds(20);

        assertThat(rig.log.changes).hasSize(vehicles);
        for (int i = 0; i < vehicles; i++) {
            Instant lastArrival = rig.log.changes.get(i).snapshot().lastLiveArrival();
            Instant published = rig.now().minusNanos(rig.time.nanoTime() - rig.log.changesAtNanos.get(i));
            assertThat(lastArrival).isNotNull();
            assertThat(Duration.between(lastArrival, published)).isBetween(TIMEOUT, TIMEOUT.plusMillis(100));
        }
    }

    @Test
    void l2_timeoutOfTheFrameHoldsAndTheOneOfTheVehicleWins() {
        VehicleId own = VehicleId.of(2);
        Rig both = new Rig(builder -> builder.offlineAfter(own, Duration.ofSeconds(3)));
        both.source.frame(both.frame()
                .offlineAfter(Duration.ofSeconds(30))
                .signal("rpm", 900)
                .build());
        both.source.frame(TelemetryFrame.builder(both.time)
                .vehicle(own)
                .offlineAfter(Duration.ofSeconds(30))
                .signal("rpm", 900)
                .build());

        both.advanceSeconds(3);
        assertThat(both.log.lastChange().vehicle()).isEqualTo(own);
        assertThat(both.log.lastChange().state()).isEqualTo(OFFLINE);

        both.advance(Duration.ofSeconds(27).minus(NANOSECOND));
        assertThat(both.state()).isEqualTo(RUNNING);
        both.advance(NANOSECOND);
        assertThat(both.state()).isEqualTo(OFFLINE);
    }

    @Test
    void l2_generalTimeoutCanBeSet() {
        Rig slow = new Rig(builder -> builder.offlineAfter(Duration.ofMinutes(10)));
        slow.rpm(900);

        slow.advance(Duration.ofMinutes(10).minus(NANOSECOND));
        assertThat(slow.state()).isEqualTo(RUNNING);
        slow.advance(NANOSECOND);
        assertThat(slow.state()).isEqualTo(OFFLINE);
    }

    @Test
    void l5_frameWithoutASignalChangesNothingAndIsCounted() {
        rig.rpm(900);
        VehicleSnapshot before = rig.car();
        int seen = rig.subscriber.snapshots().size();
        rig.advanceSeconds(9);

        rig.source.frame(rig.frame().build());

        assertThat(rig.car()).isSameAs(before);
        assertThat(rig.subscriber.snapshots()).hasSize(seen);
        assertThat(rig.pipeline.rejected()).containsOnly(Map.entry(RejectReason.NO_SIGNALS, 1L));
        assertThat(rig.log.frames).hasSize(1);
        rig.advanceSeconds(1);
        assertThat(rig.state()).as("the deadline did not move").isEqualTo(OFFLINE);
    }

    @Test
    void l5_frameWithoutASignalMakesNoVehicleKnown() {
        rig.source.frame(rig.frame().build());

        assertThat(rig.isCarKnown()).isFalse();
        assertThat(rig.pipeline.snapshots().size()).isZero();
    }

    @Test
    void l7_expiryIsVoidWhereAFrameWasMergedSinceItWasDecided() {
        InterruptedTracker tracker = new InterruptedTracker();
        Rig interrupted = new Rig(builder -> builder.tracker(tracker));
        interrupted.rpm(900);
        tracker.betweenDecisionAndApplication(() -> interrupted.rpm(1000));

        interrupted.advance(TIMEOUT);

        assertThat(interrupted.state()).isEqualTo(RUNNING);
        assertThat(interrupted.log.states()).containsExactly("RUNNING by DATA");
        interrupted.advance(TIMEOUT.minus(NANOSECOND));
        assertThat(interrupted.state()).isEqualTo(RUNNING);
        interrupted.advance(NANOSECOND);
        assertThat(interrupted.state()).as("its deadline is not lost").isEqualTo(OFFLINE);
    }

    @Test
    void l7_replayInBetweenDoesNotVoidAnExpiry() {
        InterruptedTracker tracker = new InterruptedTracker();
        Rig interrupted = new Rig(builder -> builder.tracker(tracker));
        interrupted.rpm(900);
        tracker.betweenDecisionAndApplication(() -> interrupted.source.frame(
                interrupted.frame().replayed(true).signal("speed", 1).build()));

        interrupted.advance(TIMEOUT);

        assertThat(interrupted.state()).isEqualTo(OFFLINE);
        assertThat(interrupted.number("speed")).isEqualTo(1);
        assertThat(interrupted.log.states()).containsExactly("RUNNING by DATA", "OFFLINE by SILENCE");
    }

    @Test
    void l8_everyTransitionIsToldOnceInOrderWithDataAndStateOfOneSnapshot() {
        rig.rpm(1);
        rig.availability(false, false);
        rig.advanceSeconds(1);
        rig.rpm(2);
        rig.advance(TIMEOUT);
        rig.rpm(3);

        assertThat(rig.log.states())
                .containsExactly(
                        "RUNNING by DATA",
                        "OFFLINE by REPORTED",
                        "RUNNING by DATA",
                        "OFFLINE by SILENCE",
                        "RUNNING by DATA");
        assertThat(rig.statesSeen()).containsExactly(RUNNING, OFFLINE, RUNNING, OFFLINE, RUNNING);
        assertThat(rig.log.changes)
                .extracting(it -> it.snapshot().signals().get("rpm"))
                .extracting(String::valueOf)
                .containsExactly("1", "1", "2", "2", "3");
        assertThat(rig.log.changes)
                .allSatisfy(change -> assertThat(rig.subscriber.snapshots()).contains(change.snapshot()));
        assertThat(rig.subscriber.revisions(CAR)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void l8_slowSubscriberMissesAFlapButNotTheStateThatHolds() {
        RecordingSubscriber slow = RecordingSubscriber.withholding();
        rig.pipeline.broadcaster().subscribe(slow, vehicle -> true);
        rig.rpm(1);
        rig.availability(false, false);
        rig.advanceSeconds(1);
        rig.rpm(2);
        Instant since = rig.now();
        rig.advanceSeconds(5);
        rig.rpm(3);

        slow.complete();

        List<VehicleSnapshot> seen = slow.snapshots(CAR);
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).state()).isEqualTo(RUNNING);
        assertThat(seen.get(0).stateSince()).as("tells that there was a flap").isEqualTo(since);
    }

    @Test
    void l8_newSubscriberGetsTheStateThatHolds() {
        rig.rpm(1);
        rig.advance(TIMEOUT);
        RecordingSubscriber late = RecordingSubscriber.completing();
        rig.pipeline.broadcaster().subscribe(late, vehicle -> true);

        assertThat(late.snapshots()).containsExactly(rig.car());
        assertThat(late.snapshots().get(0).state()).isEqualTo(OFFLINE);
    }
}
