package io.vehicletelemetry.tck.pipeline;

import static io.vehicletelemetry.core.model.VehicleState.OFFLINE;
import static io.vehicletelemetry.core.model.VehicleState.RUNNING;
import static io.vehicletelemetry.tck.pipeline.Rig.CAR;
import static io.vehicletelemetry.tck.pipeline.Rig.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** L3, L4 and L9: last wills, status topics, replays, and sources that are away. */
class AvailabilityTest {

    private final Rig rig = new Rig();

    @Test
    void l3_liveOfflineTakesEffectAtOnceAndALaterFrameEndsIt() {
        rig.rpm(900);
        rig.advanceSeconds(2);

        rig.availability(false, false);
        assertThat(rig.state()).isEqualTo(OFFLINE);
        assertThat(rig.car().stateSince()).isEqualTo(rig.now());
        assertThat(rig.number("rpm")).isEqualTo(900);

        rig.advance(Duration.ofNanos(1));
        rig.rpm(901);
        assertThat(rig.state()).isEqualTo(RUNNING);
        rig.advance(TIMEOUT.plusMillis(100)); // the deadline lies between two looks of the timer
        assertThat(rig.log.states())
                .containsExactly("RUNNING by DATA", "OFFLINE by REPORTED", "RUNNING by DATA", "OFFLINE by SILENCE");
    }

    @Test
    void l3_liveOfflineIsToldOnceAndSilenceAddsNothing() {
        rig.rpm(900);
        rig.availability(false, false);
        rig.availability(false, false);
        rig.advance(Duration.ofMinutes(1));

        assertThat(rig.log.states()).containsExactly("RUNNING by DATA", "OFFLINE by REPORTED");
    }

    @Test
    void l3_frameThatArrivedBeforeTheOfflineIsMergedAndDoesNotReArm() {
        rig.rpm(900);
        TelemetryFrame onItsWay = rig.frame().signal("rpm", 950).build();
        rig.advanceSeconds(1);
        rig.availability(false, false);

        rig.source.frame(onItsWay);

        assertThat(rig.state()).isEqualTo(OFFLINE);
        assertThat(rig.number("rpm")).isEqualTo(950);
    }

    @Test
    void l3_liveOfflineThatArrivedBeforeTheNewestFrameDoesNotCount() {
        Availability onItsWay = new Availability(CAR, null, false, false, rig.now(), rig.time.nanoTime());
        rig.advanceSeconds(1);
        rig.rpm(900);

        rig.source.availability(onItsWay);

        assertThat(rig.state()).isEqualTo(RUNNING);
    }

    @Test
    void l3_replayedOfflineCountsOnlyWhereNoLiveFrameLiesWithinTheTimeout() {
        rig.advance(Duration.ofMillis(5));
        rig.rpm(900);
        rig.advance(TIMEOUT.minusNanos(1));
        rig.availability(false, true);
        assertThat(rig.state()).isEqualTo(RUNNING);

        rig.advance(Duration.ofNanos(1)); // at the deadline, before the timer looks
        rig.availability(false, true);
        assertThat(rig.log.states()).containsExactly("RUNNING by DATA", "OFFLINE by REPORTED");
    }

    @Test
    void l3_offlineOfAVehicleThatNeverRanChangesNothing() {
        rig.availability(false, false);
        rig.availability(false, true);
        assertThat(rig.isCarKnown()).isFalse();

        rig.rpm(900);
        assertThat(rig.state()).isEqualTo(RUNNING);
    }

    @Test
    void l4_replayFillsAndNeverMakesItRun() {
        rig.source.frame(rig.frame().replayed(true).signal("rpm", 900).build());

        assertThat(rig.state()).isEqualTo(OFFLINE);
        assertThat(rig.car().stateSince()).isNull();
        assertThat(rig.car().lastLiveArrival()).isNull();
        assertThat(rig.number("rpm")).isEqualTo(900);
        assertThat(rig.statesSeen()).containsExactly(OFFLINE);
        rig.advance(Duration.ofMinutes(1));
        assertThat(rig.log.changes).isEmpty();
    }

    @Test
    void l4_replayNeverMovesADeadline() {
        rig.rpm(900);
        rig.advanceSeconds(9);
        rig.source.frame(rig.frame().replayed(true).signal("speed", 1).build());
        rig.advanceSeconds(1);

        assertThat(rig.state()).isEqualTo(OFFLINE);
    }

    @Test
    void l4_replayFillsWhatIsMissingAndLeavesTheRest() {
        rig.rpm(900);
        rig.source.frame(
                rig.frame().replayed(true).signal("rpm", 100).signal("speed", 1).build());

        assertThat(rig.number("rpm")).isEqualTo(900);
        assertThat(rig.number("speed")).isEqualTo(1);
        assertThat(rig.state()).isEqualTo(RUNNING);
    }

    @Test
    void l4_replayReplacesWhatIsOlderWhereBothTimesAreKnown() {
        Instant known = rig.now().minusSeconds(60);
        replay(1, known);
        replay(2, known.minusSeconds(1));
        assertThat(rig.number("rpm")).isEqualTo(1);
        replay(3, known.plusSeconds(1));
        assertThat(rig.number("rpm")).isEqualTo(3);
        replay(4, null);
        assertThat(rig.number("rpm"))
                .as("a replay without a time fills only gaps")
                .isEqualTo(3);
    }

    @Test
    void l4_replayThatChangesNothingIsNotPublished() {
        rig.rpm(900);
        VehicleSnapshot before = rig.car();
        int seen = rig.subscriber.snapshots().size();

        replay(1, null);

        assertThat(rig.car()).isSameAs(before);
        assertThat(rig.subscriber.snapshots()).hasSize(seen);
    }

    @Test
    void l4_replayIsToldApartByListeners() {
        replay(1, null);

        assertThat(rig.log.frames).hasSize(1);
        assertThat(rig.log.frames.get(0).replayed()).isTrue();
    }

    @Test
    void l4_onlineNeverOverridesSilence() {
        rig.availability(true, true);
        rig.availability(true, false);
        assertThat(rig.isCarKnown()).isFalse();

        rig.rpm(900);
        rig.advanceSeconds(9);
        rig.availability(true, false);
        rig.advanceSeconds(1);
        assertThat(rig.state()).isEqualTo(OFFLINE);
        rig.availability(true, false);
        rig.availability(true, true);
        assertThat(rig.state()).isEqualTo(OFFLINE);
    }

    @Test
    void l9_silenceWhileTheSourceIsAwayIsSourceLost() {
        rig.rpm(900);
        rig.source.connected(false);
        rig.advance(TIMEOUT);

        assertThat(rig.log.states()).containsExactly("RUNNING by DATA", "OFFLINE by SOURCE_LOST");
        assertThat(rig.pipeline.connections()).containsExactly(Map.entry("source", false));
        assertThat(rig.log.connections).containsExactly("source false");
    }

    @Test
    void l9_silenceCountsAgainAfterTheSourceCameBack() {
        rig.rpm(900);
        rig.source.connected(false);
        rig.advance(TIMEOUT);
        rig.source.connected(true);
        rig.advance(TIMEOUT);
        rig.rpm(901);
        rig.advance(TIMEOUT);

        assertThat(rig.log.states())
                .containsExactly("RUNNING by DATA", "OFFLINE by SOURCE_LOST", "RUNNING by DATA", "OFFLINE by SILENCE");
    }

    @Test
    void l9_reportedOfflineIsReportedAlsoWhileTheSourceIsAway() {
        rig.rpm(900);
        rig.source.connected(false);
        rig.availability(false, false);

        assertThat(rig.log.lastChange().cause().name()).isEqualTo("REPORTED");
    }

    @Test
    void l9_oneConnectedSourceOfTheVehicleIsEnough() {
        ScriptedSource second = new ScriptedSource("second");
        Rig both = new Rig(builder -> builder.source(second));
        VehicleId other = VehicleId.of(2);
        both.rpm(900);
        second.frame(both.frame().signal("rpm", 901).build());
        both.source.frame(TelemetryFrame.builder(both.time)
                .vehicle(other)
                .signal("rpm", 1)
                .build());
        both.source.connected(false);

        both.advance(TIMEOUT);

        assertThat(both.log.changes)
                .filteredOn(it -> it.state() == OFFLINE)
                .extracting(it -> it.vehicle() + " " + it.cause())
                .containsExactlyInAnyOrder("1 SILENCE", "2 SOURCE_LOST");
    }

    private void replay(long rpm, @Nullable Instant deviceTime) {
        rig.source.frame(rig.frame()
                .replayed(true)
                .deviceTime(deviceTime)
                .signal("rpm", rpm)
                .build());
    }
}
