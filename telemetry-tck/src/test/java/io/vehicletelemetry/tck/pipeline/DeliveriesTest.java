package io.vehicletelemetry.tck.pipeline;

import static io.vehicletelemetry.core.model.VehicleState.RUNNING;
import static io.vehicletelemetry.tck.pipeline.Rig.CAR;
import static io.vehicletelemetry.tck.pipeline.Rig.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.DeviceDirectory;
import io.vehicletelemetry.core.PipelineListener;
import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of each delivery: revisions, limits, devices, acknowledgement, and stages that throw. */
class DeliveriesTest {

    private final Rig rig = new Rig();

    @Test
    void l1_revisionsStrictlyIncreaseAndEachSignalKeepsTheOneAtWhichItChanged() {
        rig.source.frame(rig.frame().signal("rpm", 900).signal("speed", 0).build());
        long first = rig.car().signals().changedAt(0);
        rig.advanceSeconds(1);
        rig.source.frame(rig.frame().signal("rpm", 950).signal("speed", 0).build());
        rig.advanceSeconds(1);
        rig.source.frame(rig.frame().signal("gear", "D").build());

        assertThat(rig.car().signals().names()).containsExactly("rpm", "speed", "gear");
        long rpm = rig.car().signals().changedAt(0);
        long gear = rig.car().signals().changedAt(2);
        assertThat(rig.car().signals().changedAt(1)).as("speed").isEqualTo(first);
        assertThat(rpm).isGreaterThan(first).isLessThan(gear);
        assertThat(gear).isEqualTo(rig.car().revision());
        assertThat(rig.observedAt("speed")).isEqualTo(rig.now().minusSeconds(1));
        assertThat(rig.subscriber.revisions(CAR)).isSorted().doesNotHaveDuplicates();
        assertThat(rig.subscriber.snapshots(CAR))
                .allMatch(it -> it.epoch().equals(rig.car().epoch()));
    }

    @Test
    void l1_integerThatBecomesADecimalIsAChange() {
        rig.rpm(900);
        rig.source.frame(rig.frame().signal("rpm", 900.0).build());

        assertThat(rig.car().signals().changedAt(0)).isEqualTo(rig.car().revision());
    }

    @Test
    void l5_signalBeyondTheLimitIsRefusedAndCountedAndTheRestIsUsed() {
        Rig small = new Rig(builder ->
                builder.limits(TelemetryLimits.builder().signalsPerVehicle(2).build()));
        small.source.frame(small.frame()
                .signal("a", 1)
                .signal("b", 1)
                .signal("c", 1)
                .signal("d", 1)
                .build());
        assertThat(small.car().signals().names()).containsExactly("a", "b");
        assertThat(small.pipeline.rejected()).containsOnly(Map.entry(RejectReason.SIGNAL_LIMIT, 2L));
        assertThat(small.state()).isEqualTo(RUNNING);

        small.source.frame(small.frame().signal("e", 1).signal("a", 2).build());
        assertThat(small.number("a")).isEqualTo(2);

        small.advanceSeconds(9);
        small.source.frame(small.frame().signal("e", 1).build());
        small.advanceSeconds(1);
        assertThat(small.log.states())
                .as("what has no usable signal is no sign of life")
                .hasSize(2);
    }

    @Test
    void l5_vehicleBeyondTheLimitIsRefusedAndCounted() {
        Rig small = new Rig(
                builder -> builder.limits(TelemetryLimits.builder().vehicles(2).build()));
        for (int i = 0; i < 5; i++) {
            small.source.frame(TelemetryFrame.builder(small.time)
                    .vehicle(VehicleId.of(i))
                    .signal("rpm", i)
                    .build());
        }

        assertThat(small.pipeline.snapshots().size()).isEqualTo(2);
        assertThat(small.pipeline.rejected()).containsOnly(Map.entry(RejectReason.VEHICLE_LIMIT, 3L));
        assertThat(small.log.changes).hasSize(2);
        assertThat(small.log.frames).hasSize(2);
        small.rpm(7);
        assertThat(small.number("rpm")).as("a known one goes on").isEqualTo(7);
    }

    @Test
    void unknownDeviceIsAVehicleOfItsOwnName() {
        rig.source.frame(device("dongle7"));

        assertThat(rig.pipeline.snapshots().get(VehicleId.of("dongle7"))).isNotNull();
    }

    @Test
    void unknownDeviceIsIgnoredAndCountedWhereThatIsWanted() {
        Rig strict = new Rig(builder -> builder.devices(DeviceDirectory.ignoringUnknown(Map.of("dongle1", CAR))));
        strict.source.frame(device("dongle1"));
        strict.source.frame(device("dongle7"));
        strict.source.availability(
                new Availability(null, "dongle7", false, false, strict.now(), strict.time.nanoTime()));

        assertThat(strict.pipeline.snapshots().size()).isEqualTo(1);
        assertThat(strict.state()).isEqualTo(RUNNING);
        assertThat(strict.pipeline.rejected()).containsOnly(Map.entry(RejectReason.UNKNOWN_DEVICE, 2L));
    }

    @Test
    void deviceWhoseNameIsNoVehicleIdIsCounted() {
        rig.source.frame(device("\u0007"));

        assertThat(rig.pipeline.rejected()).containsOnly(Map.entry(RejectReason.INVALID_VEHICLE, 1L));
        assertThat(rig.log.failures).isEmpty();
    }

    @Test
    void dongleMovesToAnotherVehicleWhileThePipelineRuns() {
        Map<String, VehicleId> places = new HashMap<>(Map.of("dongle1", CAR));
        Rig moving = new Rig(builder -> builder.devices(places::get));
        moving.source.frame(device("dongle1"));
        places.put("dongle1", VehicleId.of(2));
        moving.advanceSeconds(5);
        moving.source.frame(device("dongle1"));
        moving.source.availability(
                new Availability(null, "dongle1", false, false, moving.now(), moving.time.nanoTime()));

        assertThat(moving.state()).as("only its new vehicle is offline").isEqualTo(RUNNING);
        assertThat(moving.log.changes)
                .extracting(it -> it.vehicle() + " " + it.state())
                .containsExactly("1 RUNNING", "2 RUNNING", "2 OFFLINE");
    }

    @Test
    void everyDeliveryIsAcknowledgedOnce() {
        rig.rpm(900);
        rig.source.frame(rig.frame().build());
        rig.source.frame(device("\u0007"));
        rig.source.frame(rig.frame().replayed(true).signal("rpm", 1).build());
        rig.source.frame(rig.frame().historical(true).signal("rpm", 1).build());
        rig.availability(false, false);
        rig.availability(true, true);
        rig.source.reject(RejectReason.MALFORMED, "topic t: no JSON");

        assertThat(rig.source.acknowledgements()).hasSize(8).containsOnly(1);
        assertThat(rig.pipeline.rejected()).containsEntry(RejectReason.MALFORMED, 1L);
    }

    @Test
    void listenerThatThrowsHarmsNobody() {
        Rig hostile = new Rig(builder -> builder.listener(new ThrowingListener()));
        hostile.rpm(900);
        hostile.source.reject(RejectReason.EMPTY, "topic t");
        hostile.source.connected(true);
        hostile.rpm(901);
        hostile.advance(TIMEOUT);

        assertThat(hostile.log.states()).containsExactly("RUNNING by DATA", "OFFLINE by SILENCE");
        assertThat(hostile.subscriber.last(CAR)).isSameAs(hostile.car());
        assertThat(hostile.source.acknowledgements()).containsExactly(1, 1, 1);
    }

    @Test
    void stageThatThrowsIsReportedCountedAndAcknowledged() {
        Rig hostile = new Rig(builder -> builder.devices(device -> {
            throw new IllegalStateException("the directory is away");
        }));
        hostile.source.frame(device("dongle1"));
        hostile.source.availability(
                new Availability(null, "dongle1", false, false, hostile.now(), hostile.time.nanoTime()));
        hostile.rpm(900);

        assertThat(hostile.source.acknowledgements()).containsExactly(1, 1, 1);
        assertThat(hostile.pipeline.rejected()).containsOnly(Map.entry(RejectReason.INTERNAL_ERROR, 2L));
        assertThat(hostile.log.failures).hasSize(2);
        assertThat(hostile.state()).isEqualTo(RUNNING);
    }

    @Test
    void subscriberThatThrowsIsReportedAndTheOthersGoOn() {
        rig.pipeline
                .broadcaster()
                .subscribe(
                        delivery -> {
                            throw new IllegalStateException("the subscriber of the test throws, as it should");
                        },
                        vehicle -> true);
        rig.rpm(900);

        assertThat(rig.log.failures).hasSize(1);
        assertThat(rig.subscriber.last(CAR)).isSameAs(rig.car());
        assertThat(rig.pipeline.broadcaster().subscribers()).isEqualTo(1);
    }

    @Test
    void l2_expiryOfOthersGoesOnWhereAStageThrowsOnOne() {
        Rig hostile = new Rig(builder -> builder.listener(new ThrowingListener()));
        for (int i = 0; i < 100; i++) {
            hostile.source.frame(TelemetryFrame.builder(hostile.time)
                    .vehicle(VehicleId.of(i))
                    .signal("rpm", i)
                    .build());
        }
        hostile.advance(TIMEOUT.plus(Duration.ofMillis(100)));

        assertThat(hostile.log.changes).hasSize(200);
    }

    private TelemetryFrame device(String device) {
        return TelemetryFrame.builder(rig.time)
                .device(device)
                .signal("rpm", 900)
                .build();
    }

    private static final class ThrowingListener implements PipelineListener {
        @Override
        public void frame(VehicleId vehicle, TelemetryFrame frame) {
            throw new IllegalStateException("frame");
        }

        @Override
        public void stateChanged(StateChange change) {
            throw new AssertionError("stateChanged");
        }

        @Override
        public void rejected(RejectReason reason, String source, String detail) {
            throw new IllegalStateException("rejected");
        }

        @Override
        public void connected(String source, boolean connected) {
            throw new IllegalStateException("connected");
        }
    }
}
