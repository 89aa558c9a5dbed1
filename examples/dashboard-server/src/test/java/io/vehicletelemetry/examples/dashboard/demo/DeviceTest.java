package io.vehicletelemetry.examples.dashboard.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class DeviceTest {
    /** What a real dongle sent, in its order. */
    private static final List<String> WICAN_KEYS = List.of(
            "01-MonitorStatus",
            "04-CalcEngineLoad",
            "05-EngineCoolantTemp",
            "0B-IntakeManiAbsPress",
            "0C-EngineRPM",
            "0D-VehicleSpeed",
            "0F-IntakeAirTemperature",
            "10-MAFAirFlowRate",
            "11-ThrottlePosition",
            "13-OxySensorsPresent_2Banks",
            "1C-OBDStandard",
            "1F-TimeSinceEngStart",
            "20-PIDsSupported_21_40",
            "21-DistanceMILOn",
            "23-FuelRailGaug",
            "24-OxySensor1_FAER",
            "24-OxySensor1_Volt",
            "25-OxySensor2_FAER",
            "30-WarmUpsSinceCodeClear",
            "31-DistanceSinceCodeClear",
            "33-AbsBaroPres",
            "40-PIDsSupported_41_60",
            "41-MonStatusDriveCycle",
            "42-ControlModuleVolt",
            "45-RelThrottlePos",
            "46-AmbientAirTemp",
            "49-AbsThrottlePosD",
            "4A-AbsThrottlePosE",
            "4C-CmdThrottleAct",
            "4F-Max_FAER",
            "4F-Max_OxySensVol",
            "4F-Max_OxySensCrnt",
            "4F-Max_IntManiAbsPres",
            "60-PIDsSupported_61_80",
            "67-EngineCoolantTemp1",
            "67-EngineCoolantTemp2",
            "69-CmdEGR_EGRError",
            "77-ChargeAirCoolerTemperature",
            "78-EGT_Bank1",
            "80-PIDsSupported_81_A0",
            "8B-DieselAftertreatment");

    @Test
    void theFirstCarHasADongle() {
        Device device = Device.of(1);
        assertThat(device.topic()).isEqualTo("wincan/device1");
        assertThat(device.statusTopic()).isEqualTo("wincan/device1/status");
        assertThat(device.retained()).isTrue();
        assertThat(device.payload().apply(new SimulatedCar(1)).keySet()).containsExactlyElementsOf(WICAN_KEYS);
    }

    @Test
    void theOthersSendPlainJson() {
        Device device = Device.of(7);
        assertThat(device.topic()).isEqualTo("vehicles/7/telemetry");
        assertThat(device.statusTopic()).isNull();
        assertThat(device.retained()).isFalse();
        Map<String, Number> values = device.payload().apply(new SimulatedCar(7));
        assertThat(values).containsEntry("vehicle_id", 7L).containsKeys("rpm", "fuel_level", "latitude", "longitude");
    }

    @ParameterizedTest
    @CsvSource({
        "04-CalcEngineLoad, 0, 100, 100",
        "05-EngineCoolantTemp, -40, 215, 1",
        "0B-IntakeManiAbsPress, 0, 255, 1",
        "0C-EngineRPM, 0, 16383.75, 4",
        "0D-VehicleSpeed, 0, 255, 1",
        "10-MAFAirFlowRate, 0, 655.35, 100",
        "1F-TimeSinceEngStart, 0, 65535, 1",
        "23-FuelRailGaug, 0, 655350, 1",
        "49-AbsThrottlePosD, 0, 100, 100",
        "42-ControlModuleVolt, 0, 65.535, 100",
    })
    void whatADongleSendsIsInTheSensorsRangeAndSteps(String key, double least, double greatest, int steps) {
        SimulatedCar car = new SimulatedCar(1);
        for (int i = 0; i < 3600; i++) {
            car.advance(Duration.ofSeconds(1));
            double value = WicanPayload.of(car).getOrDefault(key, Double.NaN).doubleValue();
            assertThat(value).isBetween(least, greatest);
            assertThat(value * steps).isCloseTo(Math.rint(value * steps), within(1e-6));
        }
    }

    @Test
    void wholeNumbersAreWrittenAsSuch() {
        Map<String, Number> values = new Rounded()
                .put("whole", 1605.0)
                .put("quarter", 802.4, 4)
                .put("negative", -40)
                .put("digits", 47.0649)
                .values();
        assertThat(new JsonMapper().writeValueAsString(values))
                .isEqualTo("{\"whole\":1605,\"quarter\":802.5,\"negative\":-40,\"digits\":47.06}");
    }
}
