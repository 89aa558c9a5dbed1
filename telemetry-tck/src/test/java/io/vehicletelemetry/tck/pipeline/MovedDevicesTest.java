package io.vehicletelemetry.tck.pipeline;

import static io.vehicletelemetry.core.model.VehicleState.OFFLINE;
import static io.vehicletelemetry.core.model.VehicleState.RUNNING;
import static io.vehicletelemetry.tck.pipeline.Rig.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.DeviceAssignments;
import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Devices that move from one vehicle to another while telemetry flows. */
class MovedDevicesTest {

    private static final VehicleId FIRST = VehicleId.of(1);
    private static final VehicleId SECOND = VehicleId.of(2);

    private final DeviceAssignments devices = DeviceAssignments.acceptingUnknown(Map.of("dongle", FIRST));
    private final Rig rig = new Rig(builder -> builder.devices(devices));

    private TelemetryFrame.Builder frame(String device) {
        return TelemetryFrame.builder(rig.time).device(device);
    }

    private void odometer(String device, long value, @Nullable Instant deviceTime) {
        rig.source.frame(
                frame(device).deviceTime(deviceTime).signal("odometer", value).build());
    }

    private VehicleSnapshot vehicle(VehicleId id) {
        return Objects.requireNonNull(rig.pipeline.snapshots().get(id), () -> id + " is not known");
    }

    private String odometer(VehicleId id) {
        return String.valueOf(vehicle(id).signals().get("odometer"));
    }

    @Test
    void theVehicleThatItLeavesKeepsItsValuesAndGoesOfflineBySilence() {
        odometer("dongle", 111, null);
        rig.advanceSeconds(5);
        assertThat(devices.assign("dongle", SECOND)).isEqualTo(FIRST);
        odometer("dongle", 222, null);

        assertThat(odometer(FIRST)).isEqualTo("111");
        assertThat(odometer(SECOND)).isEqualTo("222");
        assertThat(vehicle(FIRST).state()).isEqualTo(RUNNING);
        rig.advanceSeconds(5);
        assertThat(vehicle(FIRST).state()).isEqualTo(OFFLINE);
        assertThat(vehicle(SECOND).state()).isEqualTo(RUNNING);
        assertThat(odometer(FIRST)).isEqualTo("111");
        rig.advanceSeconds(5);
        assertThat(vehicle(SECOND).state()).isEqualTo(OFFLINE);
    }

    @Test
    void itsClockIsAnotherOneInTheVehicleThatItComesTo() {
        odometer("dongle", 111, rig.now());
        devices.assign("other", SECOND);
        odometer("other", 200, rig.now());
        devices.assign("dongle", SECOND);
        odometer("dongle", 222, rig.now().minusSeconds(3600)); // older, but by another clock

        assertThat(odometer(SECOND)).isEqualTo("222");
        odometer("dongle", 221, rig.now().minusSeconds(3601)); // older by its own
        assertThat(odometer(SECOND)).isEqualTo("222");
    }

    @Test
    void itsOrderHoldsWhenItComesBack() {
        odometer("dongle", 111, rig.now());
        devices.assign("dongle", SECOND);
        odometer("dongle", 222, rig.now().plusSeconds(1));
        devices.assign("dongle", FIRST);
        odometer("dongle", 110, rig.now().minusSeconds(1)); // from its buffer
        assertThat(odometer(FIRST)).isEqualTo("111");

        odometer("dongle", 112, rig.now().plusSeconds(2));
        assertThat(odometer(FIRST)).isEqualTo("112");
        assertThat(odometer(SECOND)).isEqualTo("222");
    }

    @Test
    void aClockThatWasSetBackOnTheWayIsBelievedWithTheThirdFrame() {
        odometer("dongle", 111, rig.now());
        devices.assign("dongle", SECOND);
        devices.assign("dongle", FIRST);
        Instant back = rig.now().minus(Duration.ofDays(3));
        for (int i = 0; i < 3; i++) {
            odometer("dongle", 112 + i, back.plusSeconds(i));
        }

        assertThat(odometer(FIRST)).isEqualTo("114");
    }

    @Test
    void itsLastWillIsOfTheVehicleThatItIsIn() {
        odometer("dongle", 111, null);
        devices.assign("dongle", SECOND);
        odometer("dongle", 222, null);
        rig.source.availability(new Availability(null, "dongle", false, false, rig.now(), rig.time.nanoTime()));

        assertThat(vehicle(FIRST).state()).isEqualTo(RUNNING);
        assertThat(vehicle(SECOND).state()).isEqualTo(OFFLINE);
    }

    @Test
    void twoDevicesOfAVehicleAreToldApart() {
        devices.assign("second", FIRST);
        odometer("dongle", 111, null);
        rig.advanceSeconds(9);
        odometer("second", 112, null);
        devices.assign("second", SECOND);
        rig.advanceSeconds(1);

        assertThat(vehicle(FIRST).state())
                .as("the second spoke for it a second ago")
                .isEqualTo(RUNNING);
        rig.advance(TIMEOUT);
        assertThat(vehicle(FIRST).state()).isEqualTo(OFFLINE);
        assertThat(odometer(FIRST)).isEqualTo("112");
    }

    @Test
    void anUnknownDeviceIsAVehicleOfItsOwnNameOrIgnoredAndCounted() {
        odometer("stranger", 1, null);
        assertThat(odometer(VehicleId.of("stranger"))).isEqualTo("1");
        assertThat(devices.remove("dongle")).isEqualTo(FIRST);
        odometer("dongle", 2, null);
        assertThat(odometer(VehicleId.of("dongle"))).isEqualTo("2");

        DeviceAssignments known = DeviceAssignments.ignoringUnknown(Map.of("dongle", FIRST));
        Rig strict = new Rig(builder -> builder.devices(known));
        strict.source.frame(TelemetryFrame.builder(strict.time)
                .device("stranger")
                .signal("odometer", 1)
                .build());
        strict.source.availability(
                new Availability(null, "stranger", false, false, strict.now(), strict.time.nanoTime()));
        assertThat(strict.pipeline.snapshots().size()).isZero();
        assertThat(strict.pipeline.rejected()).containsExactly(Map.entry(RejectReason.UNKNOWN_DEVICE, 2L));

        known.assign("stranger", SECOND);
        strict.source.frame(TelemetryFrame.builder(strict.time)
                .device("stranger")
                .signal("odometer", 1)
                .build());
        assertThat(strict.pipeline.snapshots().get(SECOND)).isNotNull();
        assertThat(known.all()).containsOnlyKeys("dongle", "stranger");
    }

    @Test
    void aVehicleKeepsTheOrderOfMoreDevicesThanAnyVehicleHas() {
        for (int i = 0; i < 100; i++) {
            devices.assign("d" + i, FIRST);
            odometer("d" + i, i, rig.now().minusSeconds(i));
            assertThat(odometer(FIRST)).isEqualTo(Integer.toString(i));
        }
    }
}
