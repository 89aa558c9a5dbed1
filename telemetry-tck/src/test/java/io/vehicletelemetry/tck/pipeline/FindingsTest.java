package io.vehicletelemetry.tck.pipeline;

import static io.vehicletelemetry.core.model.VehicleState.OFFLINE;
import static io.vehicletelemetry.core.model.VehicleState.RUNNING;
import static io.vehicletelemetry.tck.pipeline.Rig.CAR;
import static io.vehicletelemetry.tck.pipeline.Rig.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.latest.LatestSnapshots;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.state.VehicleStateTracker;
import io.vehicletelemetry.tck.RecordingSubscriber;
import io.vehicletelemetry.tck.VirtualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the core was found not to keep, each by the rule or the Javadoc that it breaks. */
class FindingsTest {

    private final Rig rig = new Rig();

    /** {@code Subscriber.deliver}: "empty only as the first one". Two publishers of a vehicle bring this about. */
    @Test
    void b2_whatIsNotNewerCausesNoEmptyDelivery() {
        VehicleSnapshot older = VehicleSnapshot.builder(CAR, "epoch", rig.now()).build();
        RecordingSubscriber subscriber = RecordingSubscriber.completing();
        Broadcaster broadcaster = Broadcaster.conflating(rig.pipeline.snapshots(), failure -> {});
        broadcaster.subscribe(subscriber, vehicle -> true);
        broadcaster.publish(older.next(rig.now()).build());

        broadcaster.publish(older);

        assertThat(subscriber.deliveries()).isEqualTo(2);
        assertThat(subscriber.emptyDeliveries()).as("only the first").isEqualTo(1);
    }

    /** {@code PipelineListener.frame}: "what arrived, without the signals that were refused". */
    @Test
    void l5_listenersGetFramesWithoutTheSignalsThatWereRefused() {
        Rig small = new Rig(builder ->
                builder.limits(TelemetryLimits.builder().signalsPerVehicle(1).build()));
        small.source.frame(small.frame().signal("a", 1).signal("b", 1).build());

        assertThat(small.log.frames).hasSize(1);
        assertThat(small.log.frames.get(0).signals().names()).containsExactly("a");
    }

    /** L2, and "a stuck source must not stop time": one that throws stops it, for the vehicles of every source. */
    @Test
    void l2_sourceThatThrowsWhenAskedForItsQueueDoesNotStopTime() {
        ScriptedSource broken =
                new ScriptedSource("broken").failingOnDeliveredUpTo(new IllegalStateException("broken"));
        Rig both = new Rig(builder -> builder.source(broken));
        both.rpm(900);

        both.advance(TIMEOUT.plusSeconds(5)); // the patience that a stuck source gets

        assertThat(both.state()).isEqualTo(OFFLINE);
        assertThat(both.log.failures).as("reported").isNotEmpty();
    }

    /** L2: a vehicle of a source that delivers at once waits for another source's queue. */
    @Test
    void l2_stuckSourceDoesNotDelayTheVehiclesOfOthers() {
        ScriptedSource stuck = new ScriptedSource("stuck");
        Rig both = new Rig(builder -> builder.source(stuck));
        stuck.waitingSince(both.time.nanoTime());
        both.rpm(900);

        both.advance(TIMEOUT.plusMillis(100));

        assertThat(both.state()).isEqualTo(OFFLINE);
    }

    /** {@code SnapshotView}: "how many vehicles are known", and {@code get} says null "where the vehicle is not known". */
    @Test
    void c3_historyAloneMakesNoVehicleKnown() {
        rig.source.frame(rig.frame().historical(true).signal("rpm", 1).build());

        assertThat(rig.pipeline.snapshots().get(CAR)).isNull();
        assertThat(rig.pipeline.snapshots().size()).isZero();
    }

    /** {@code VehicleSnapshot.lastLiveArrival}: "when the last live frame arrived". */
    @Test
    void c3_lateLiveFrameIsStillTheLastThatArrived() {
        rig.rpm(900, rig.now());
        rig.advance(TIMEOUT);
        rig.rpm(800, rig.now().minusSeconds(60));

        assertThat(rig.state()).isEqualTo(RUNNING);
        assertThat(rig.car().lastLiveArrival()).isEqualTo(rig.now());
    }

    /** {@code VehicleStateTracker.observe}: "one that arrived before the last reported offline does not count". */
    @Test
    void l3_reportThatComesLateDoesNotMakeAnEarlierOneForgotten() {
        VehicleStateTracker tracker = VehicleStateTracker.silence();
        tracker.observe(CAR, 0, TIMEOUT.toNanos());
        tracker.reportOffline(CAR, 10, false);
        tracker.reportOffline(CAR, 5, false); // another device's thread was slower

        assertThat(tracker.observe(CAR, 7, TIMEOUT.toNanos())).isNull();
    }

    /** {@code close} during {@code start}: the timer that is made after the close is never ended. */
    @Test
    void closeThatMeetsTheStartEndsTheTimer() {
        AtomicReference<@Nullable TelemetryPipeline> pipeline = new AtomicReference<>();
        AtomicBoolean ended = new AtomicBoolean();
        ScriptedSource source = new ScriptedSource("source");
        TelemetryPipeline built = TelemetryPipeline.builder()
                .source(source)
                .timer((period, task) -> {
                    TelemetryPipeline closing = pipeline.get();
                    if (closing != null) {
                        closing.close(); // what another thread does at this moment
                    }
                    return () -> ended.set(true);
                })
                .build();
        pipeline.set(built);

        assertThatCode(built::start)
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isNull(),
                        thrown -> assertThat(thrown).isInstanceOf(IllegalStateException.class));

        assertThat(ended).as("timer ended").isTrue();
        assertThat(source.starts())
                .as("a source that was closed is not started")
                .isZero();
    }

    /** {@code LatestSnapshots.epoch}: "the epoch of the revisions made here". */
    @Test
    void mergeIntoAForeignSnapshotMakesARevisionOfItsOwnEpoch() {
        LatestSnapshots latest = new LatestSnapshots(TelemetryLimits.defaults(), "here");
        latest.take(VehicleSnapshot.builder(CAR, "there", rig.now()).revision(7).build());

        latest.merge(CAR, rig.frame().signal("rpm", 900).build(), 0, rig.now());

        assertThat(latest.get(CAR))
                .isNotNull()
                .extracting(VehicleSnapshot::epoch)
                .isEqualTo("here");
    }

    /** A foreign snapshot with more signals than this store keeps: the next frame with a device time throws. */
    @Test
    void frameIsMergedIntoAForeignSnapshotOfMoreSignalsThanTheLimit() {
        LatestSnapshots latest = new LatestSnapshots(
                TelemetryLimits.builder().signalsPerVehicle(1).build(), "here");
        Signals two = Signals.builder()
                .put("a", SignalValue.of(1), 0, 1)
                .put("b", SignalValue.of(1), 0, 1)
                .build();
        latest.take(
                VehicleSnapshot.builder(CAR, "there", rig.now()).signals(two).build());
        TelemetryFrame frame =
                rig.frame().device("d").deviceTime(rig.now()).signal("b", 2).build();

        assertThatCode(() -> latest.merge(CAR, frame, 0, rig.now())).doesNotThrowAnyException();
    }

    /** "A bad argument names parameter and value": a duration beyond 292 years does neither, and only at build. */
    @Test
    void durationThatDoesNotFitIsRefusedByNameOrTaken() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);

        assertThatCode(() -> TelemetryPipeline.builder()
                        .offlineAfter(endless)
                        .time(new VirtualTime())
                        .build())
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isNull(),
                        thrown -> assertThat(thrown)
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageContaining("offlineAfter"));
    }

    /** The same in a frame: it is merged, then the pipeline fails on it and nothing is published. */
    @Test
    void frameWhoseTimeoutDoesNotFitIsRefusedByNameOrPublished() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        try {
            rig.source.frame(
                    rig.frame().offlineAfter(endless).signal("rpm", 900).build());
        } catch (IllegalArgumentException e) {
            assertThatThrownBy(() -> {
                        throw e;
                    })
                    .hasMessageContaining("offlineAfter");
            return;
        }
        assertThat(rig.log.failures).isEmpty();
        assertThat(rig.subscriber.last(CAR)).isSameAs(rig.car());
    }
}
