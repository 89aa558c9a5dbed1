package io.vehicletelemetry.core.latest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LatestSnapshotsTest {

    private static final VehicleId CAR = VehicleId.of(1);
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final LatestSnapshots latest = new LatestSnapshots(TelemetryLimits.defaults(), "e");

    @Test
    void mergesASignalThatIsAbsentFromAFrameKeepsItsValue() {
        merge(live(0).signal("rpm", 800).signal("speed", 0));
        merge(live(1).signal("rpm", 900));

        VehicleSnapshot snapshot = known();
        assertThat(snapshot.revision()).isEqualTo(2);
        assertThat(snapshot.signals().toString()).isEqualTo("{rpm=900, speed=0}");
        assertThat(snapshot.signals().observedAt(0)).isEqualTo(T0.plusSeconds(1));
        assertThat(snapshot.signals().observedAt(1)).isEqualTo(T0);
        assertThat(snapshot.timestamp()).isEqualTo(T0.plusSeconds(1));
    }

    @Test
    void remembersTheRevisionAtWhichEachSignalLastChanged() {
        merge(live(0).signal("rpm", 800).signal("speed", 0));
        merge(live(1).signal("rpm", 800).signal("speed", 5));
        merge(live(2).signal("rpm", 800).signal("speed", 5).signal("load", 1.5));

        Signals signals = known().signals();
        assertThat(signals.changedAt(signals.indexOf("rpm"))).isEqualTo(1);
        assertThat(signals.changedAt(signals.indexOf("speed"))).isEqualTo(2);
        assertThat(signals.changedAt(signals.indexOf("load"))).isEqualTo(3);
        assertThat(signals.observedAt(signals.indexOf("rpm"))).isEqualTo(T0.plusSeconds(2));
    }

    @Test
    void anIntegerAndADecimalOfTheSameNumberAreDifferentValues() {
        merge(live(0).signal("rpm", 800));
        merge(live(1).signal("rpm", 800.0));

        assertThat(known().signals().get("rpm")).isEqualTo(SignalValue.of(800.0));
        assertThat(known().signals().changedAt(0)).isEqualTo(2);
    }

    @Test
    void l4_aReplayedFrameFillsOnlyWhatIsMissing() {
        merge(live(5).signal("rpm", 800));
        MergeOutcome outcome = merge(live(9).signal("rpm", 1).signal("fuel", 40).replayed(true));

        assertThat(outcome.advanced()).isTrue();
        assertThat(known().signals().toString()).isEqualTo("{rpm=800, fuel=40}");
        assertThat(known().signals().observedAt(1)).isNull();
        assertThat(known().timestamp()).isEqualTo(T0.plusSeconds(5));
        assertThat(known().lastLiveArrival()).isEqualTo(T0.plusSeconds(5));
        assertThat(merge(live(9).signal("rpm", 1).signal("fuel", 41).replayed(true))
                        .advanced())
                .isFalse();
    }

    @Test
    void l4_aReplayedFrameReplacesWhatIsOlderWhereBothTimesAreKnown() {
        merge(live(100).signal("rpm", 800).deviceTime(T0.plusSeconds(50)));
        merge(live(110).signal("rpm", 700).deviceTime(T0.plusSeconds(40)).replayed(true));
        assertThat(known().signals().get("rpm")).isEqualTo(SignalValue.of(800));
        merge(live(120).signal("rpm", 900).deviceTime(T0.plusSeconds(60)).replayed(true));
        assertThat(known().signals().get("rpm")).isEqualTo(SignalValue.of(900));
    }

    @Test
    void timestampIsTheTimeOfMakingWhereNoTimeIsKnown() {
        latest.merge(CAR, frame(live(0).signal("rpm", 1).replayed(true)), 0, T0.plusSeconds(77));
        assertThat(known().timestamp()).isEqualTo(T0.plusSeconds(77));
    }

    @Test
    void c3_betweenTwoTimesOfOneDeviceTheNewerWinsSignalBySignal() {
        merge(live(0).signal("rpm", 800).deviceTime(T0.plusSeconds(10)));
        merge(live(1).signal("speed", 5).deviceTime(T0.plusSeconds(5)));
        MergeOutcome late = merge(live(2).signal("rpm", 700).signal("speed", 6).deviceTime(T0.plusSeconds(8)));

        assertThat(late.late()).isEqualTo(1);
        assertThat(known().signals().toString()).isEqualTo("{rpm=800, speed=6}");
    }

    @Test
    void c3_betweenDifferentClocksTheOrderOfArrivalDecides() {
        merge(live(0).device("a").signal("rpm", 800).deviceTime(T0.plusSeconds(10)));
        merge(live(1).device("b").signal("rpm", 700).deviceTime(T0.plusSeconds(5)));
        assertThat(known().signals().get("rpm")).isEqualTo(SignalValue.of(700));
        merge(live(2).device("a").signal("rpm", 600)); // the arrival's clock
        assertThat(known().signals().get("rpm")).isEqualTo(SignalValue.of(600));
        merge(live(3).device("a").signal("rpm", 500).deviceTime(T0.plusSeconds(9)));
        assertThat(known().signals().get("rpm")).isEqualTo(SignalValue.of(500));
    }

    @Test
    void c3_aClockThatWasSetBackIsBelievedFromTheThirdRisingFrameOn() {
        Instant old = T0.minusSeconds(1_000_000);
        merge(live(0).signal("rpm", 1).deviceTime(T0));
        merge(live(1).signal("rpm", 2).deviceTime(old.plusSeconds(1)));
        merge(live(2).signal("rpm", 3).deviceTime(old.plusSeconds(2)));
        assertThat(known().signals().get("rpm")).isEqualTo(SignalValue.of(1));
        merge(live(3).signal("rpm", 4).deviceTime(old.plusSeconds(3)));
        assertThat(known().signals().get("rpm")).isEqualTo(SignalValue.of(4));
        merge(live(4).signal("rpm", 5).deviceTime(old.plusSeconds(4)));
        assertThat(known().signals().get("rpm")).isEqualTo(SignalValue.of(5));
        merge(live(5).signal("rpm", 6).deviceTime(old));
        assertThat(known().signals().get("rpm")).isEqualTo(SignalValue.of(5));
    }

    @Test
    void c3_lateFramesThatDoNotRiseOrAreInterruptedStayLate() {
        merge(live(0).signal("rpm", 1).deviceTime(T0));
        for (int i = 0; i < 20; i++) {
            merge(live(i).signal("rpm", 9).deviceTime(T0.minusSeconds(i + 1)));
        }
        merge(live(30).signal("rpm", 9).deviceTime(T0.minusSeconds(5)));
        merge(live(31).signal("rpm", 2).deviceTime(T0.plusSeconds(1)));
        merge(live(32).signal("rpm", 9).deviceTime(T0.minusSeconds(4)));
        merge(live(33).signal("rpm", 9).deviceTime(T0.minusSeconds(3)));
        assertThat(known().signals().get("rpm")).isEqualTo(SignalValue.of(2));
    }

    @Test
    void c3_historicalValuesAreNeverTheLatest() {
        MergeOutcome outcome = merge(live(0).signal("rpm", 1).historical(true));
        assertThat(outcome.late()).isEqualTo(1);
        assertThat(latest.get(CAR)).isNull();
    }

    @Test
    void refusesMoreSignalsAndVehiclesThanAllowed() {
        LatestSnapshots small = new LatestSnapshots(
                TelemetryLimits.builder().signalsPerVehicle(2).vehicles(1).build());
        MergeOutcome first =
                small.merge(CAR, frame(live(0).signal("a", 1).signal("b", 2).signal("c", 3)), 0, T0);
        MergeOutcome second = small.merge(CAR, frame(live(1).signal("c", 1).signal("a", 4)), 0, T0);
        MergeOutcome other = small.merge(VehicleId.of(2), frame(live(2).signal("a", 1)), 0, T0);

        assertThat(first.refused()).isEqualTo(1);
        assertThat(second.refused()).isEqualTo(1);
        assertThat(known(small).signals().toString()).isEqualTo("{a=4, b=2}");
        assertThat(other.vehicleRefused()).isTrue();
        assertThat(small.size()).isEqualTo(1);
    }

    @Test
    void aStateIsAppliedUnlessANewerDecisionWas() {
        merge(live(0).signal("rpm", 1));
        assertThat(latest.applyState(CAR, VehicleState.RUNNING, 3, T0, T0)).isNotNull();
        VehicleSnapshot running = known();
        assertThat(running.state()).isEqualTo(VehicleState.RUNNING);
        assertThat(running.stateSince()).isEqualTo(T0);
        assertThat(running.revision()).isEqualTo(2);
        assertThat(latest.applyState(CAR, VehicleState.OFFLINE, 2, T0, T0)).isNull();
        assertThat(known().state()).isEqualTo(VehicleState.RUNNING);
        merge(live(1).signal("rpm", 2));
        assertThat(known().state()).isEqualTo(VehicleState.RUNNING);
        assertThat(latest.applyState(CAR, VehicleState.OFFLINE, 4, T0, T0)).isNotNull();
        assertThat(known().signals().get("rpm")).isEqualTo(SignalValue.of(2));
    }

    @Test
    void takesAFinishedSnapshotOfAnotherOwner() {
        VehicleSnapshot five = foreign("x", 5);
        assertThat(latest.take(five)).isTrue();
        assertThat(latest.take(foreign("x", 4))).isFalse();
        assertThat(latest.get(CAR)).isSameAs(five);
        assertThat(latest.take(foreign("y", 1))).isTrue();
    }

    @Test
    void twoWritersOnOneVehicleLoseNothing() throws InterruptedException {
        int writers = 4;
        int frames = 5_000;
        CountDownLatch ready = new CountDownLatch(writers);
        List<Thread> threads = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            String signal = "w" + writer;
            Random random = new Random(writer);
            Thread thread = new Thread(() -> {
                ready.countDown();
                awaitQuietly(ready);
                for (int i = 1; i <= frames; i++) {
                    merge(live(random.nextInt(1_000)).signal(signal, i));
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join(60_000);
        }
        assertThat(known().revision()).isEqualTo((long) writers * frames);
        for (int writer = 0; writer < writers; writer++) {
            assertThat(known().signals().get("w" + writer)).isEqualTo(SignalValue.of(frames));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static VehicleSnapshot foreign(String epoch, long revision) {
        return VehicleSnapshot.builder(CAR, epoch, T0).revision(revision).build();
    }

    private MergeOutcome merge(TelemetryFrame.Builder frame) {
        return latest.merge(CAR, frame(frame), 0, T0);
    }

    private static TelemetryFrame frame(TelemetryFrame.Builder frame) {
        return frame.vehicle(CAR).build();
    }

    private static TelemetryFrame.Builder live(int second) {
        return TelemetryFrame.builder(T0.plusSeconds(second), second * 1_000_000_000L);
    }

    private VehicleSnapshot known() {
        return known(latest);
    }

    private static VehicleSnapshot known(LatestSnapshots latest) {
        VehicleSnapshot snapshot = latest.get(CAR);
        if (snapshot == null) {
            throw new AssertionError("vehicle is not known");
        }
        return snapshot;
    }
}
