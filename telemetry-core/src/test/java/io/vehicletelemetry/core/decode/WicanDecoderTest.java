package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.VehicleId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WicanDecoderTest {

    private static Trial decode(String topic, String payload) {
        return Trial.of("wican", Trial.message(topic, payload).device("device1").build());
    }

    static byte[] sample() throws IOException {
        try (InputStream in = WicanDecoderTest.class.getResourceAsStream("wican-sample.json")) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }

    @Test
    void all41SignalsOfTheSample() throws IOException {
        Signals signals = Trial.of(
                        "wican",
                        Trial.message("wincan/device1", sample())
                                .device("device1")
                                .build())
                .onlyFrame()
                .signals();
        List<String> read = new ArrayList<>();
        for (int i = 0; i < signals.size(); i++) {
            read.add(signals.name(i) + " " + signals.value(i).kind() + " " + signals.value(i));
        }
        assertThat(read)
                .containsExactly(
                        "monitor_status INTEGER 0",
                        "engine_load DECIMAL 79.61",
                        "coolant_temperature INTEGER 87",
                        "intake_pressure INTEGER 114",
                        "rpm INTEGER 1047",
                        "vehicle_speed INTEGER 27",
                        "intake_air_temp INTEGER 31",
                        "maf_airflow DECIMAL 11.09",
                        "throttle_position DECIMAL 79.22",
                        "oxygen_sensors_present_banks INTEGER 0",
                        "obd_standard INTEGER 0",
                        "time_since_engine_start INTEGER 724",
                        "pids_supported_21_40 INTEGER 0",
                        "distance_mil_on INTEGER 0",
                        "fuel_rail_pressure INTEGER 28700",
                        "oxygen_sensor1_faer DECIMAL 0.23",
                        "oxygen_sensor1_voltage DECIMAL 1.88",
                        "oxygen_sensor2_faer DECIMAL 0.24",
                        "warmups_since_code_clear INTEGER 173",
                        "distance_since_code_clear INTEGER 3516",
                        "absolute_barometric_pressure INTEGER 95",
                        "pids_supported_41_60 INTEGER 0",
                        "monitor_status_drive_cycle INTEGER 0",
                        "control_module_voltage DECIMAL 14.02",
                        "relative_throttle_position DECIMAL 65.88",
                        "ambient_air_temperature INTEGER 16",
                        "abs_throttle_position_d DECIMAL 14.51",
                        "abs_throttle_position_e DECIMAL 14.12",
                        "commanded_throttle_actuator INTEGER 100",
                        "max_faer INTEGER 32",
                        "max_oxy_sensor_voltage INTEGER 0",
                        "max_oxy_sensor_current INTEGER 0",
                        "max_intake_pressure INTEGER 0",
                        "pids_supported_61_80 INTEGER 0",
                        "engine_coolant_temp1 INTEGER 87",
                        "engine_coolant_temp2 INTEGER -40",
                        "egr_commanded_error INTEGER 0",
                        "charge_air_cooler_temp INTEGER 0",
                        "egt_bank1 INTEGER 0",
                        "pids_supported_81_a0 INTEGER 0",
                        "diesel_aftertreatment INTEGER 0")
                .hasSize(41);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"0C-EngineRPM\":1605}                  | {rpm=1605}",
                "{\"4F-Max_FAER\":1,\"4F-Max_OxySensVol\":2} | {max_faer=1, max_oxy_sensor_voltage=2}",
                "{\"0C-EngineRPM\":1,\"ENGINE_RPM\":2}    | {rpm=2}",
                "{\"0C-Unheard\":1,\"FF-New\":2}          | {0C-Unheard=1, FF-New=2}",
                "{\"ENGINE_RPM\":1605,\"SPEED\":50}       | {rpm=1605, vehicle_speed=50}",
                "{\"ENGINE_LOAD\":5,\"ODOMETER\":6}       | {engine_load=5, odometer=6}",
                "{\"FUEL_RATE\":5}                        | {FUEL_RATE=5}",
                "{\"rpm\":5,\"Rpm\":6,\"RPM\":7}          | {rpm=7, Rpm=6}",
                "{\"SOC\":71.5,\"HV_V\":396,\"LV_V\":14.4} | {state_of_charge=71.5, battery_voltage=396, auxiliary_battery_voltage=14.4}",
                "{\"battery_voltage\":12.6}               | {auxiliary_battery_voltage=12.6}",
                "{\"IGNITION\":\"on\",\"CHARGING\":\"off\"} | {ignition=true, CHARGING=false}",
                "{\"x\":\"ON\"}                           | {x='ON'}",
                "{\"0C-EngineRPM\":\"1605\"}              | {rpm=1605}",
                "{\"0C-EngineRPM\":99999,\"05-EngineCoolantTemp\":21} | !OUT_OF_RANGE {coolant_temperature=21}",
                "{\"0D-VehicleSpeed\":\"on\",\"x\":1}     | !INVALID_VALUE {x=1}",
                "{}                                       | NO_SIGNALS",
                "{\"error\": \"Data length exceeds the data size\"} | DEVICE_ERROR",
                "{\"cmd\":\"get_vbatt\"}                  | NO_SIGNALS",
                "{\"command\":\"set_group\",\"active\":true} | NO_SIGNALS",
                "{\"rsp\":\"ok\"}                         | NO_SIGNALS",
                "{\"status\":\"online\"}                  | online",
                "{\"status\":\"offline\",\"timestamp\":1764255887} | offline",
                "{\"status\":\"online\",\"x\":1}          | {status='online', x=1}",
                "{\"status\":\"asleep\"}                  | {status='asleep'}",
            })
    void readsData(String payload, String expected) {
        assertThat(decode("wincan/device1", payload)).hasToString(expected);
        assertThat(decode("wican/device1/can/rx", payload)).hasToString(expected);
    }

    @Test
    void profileUnitsBecomeCanonicalOnes() {
        Signals signals = decode("t", "{\"TYRE_P_FL\":33,\"ODOMETER_MI\":\"100\"}")
                .onlyFrame()
                .signals();
        assertThat(number(signals.get("tyre_pressure_front_left"))).isCloseTo(227.527, Offset.offset(0.001));
        assertThat(number(signals.get("odometer"))).isCloseTo(160.9344, Offset.offset(1e-9));
        assertThat(decode("t", "{\"TYRE_P_FL\":1e308}")).hasToString("!INVALID_VALUE NO_SIGNALS");
        assertThat(decode("t", "{\"TYRE_P_FL\":null}")).hasToString("{tyre_pressure_front_left=null}");
    }

    private static double number(@Nullable SignalValue value) {
        return value == null ? Double.NaN : value.number().orElse(Double.NaN);
    }

    /** meatpiHQ/wican-fw, {@code main/sleep_mode.c}: sent by the dongle of a parked car. */
    @Test
    void l1AnAlertOfTheDongleIsNoSignOfLife() {
        Trial alert = decode("CAR1/voltage", "{\"alert\": \"low_battery\", \"battery_voltage\": 11.800000}");
        assertThat(alert).hasToString("{alert='low_battery', auxiliary_battery_voltage=11.8}");
        assertThat(alert.onlyFrame().signOfLife()).isFalse();
        assertThat(decode("CAR1/voltage", "{\"battery_voltage\": 11.8}")
                        .onlyFrame()
                        .signOfLife())
                .isTrue();
    }

    @Test
    void rawFramesAreNotOfThisFormat() {
        Trial trial = decode(
                "wican/device1/can/rx",
                "{\"bus\":\"0\",\"type\":\"rx\",\"ts\":34610,\"frame\":[{\"id\":2024,\"dlc\":8,\"rtr\":false,"
                        + "\"extd\":false,\"data\":[4,65,12,39,16,170,170,170]}]}");
        assertThat(trial).hasToString("NO_SIGNALS");
        assertThat(trial.details).containsExactly("raw CAN frames: their format is wican-can");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "wincan/device1/status    | {\"status\": \"online\"}   | online",
                "wincan/device1/status    | {\"status\": \"offline\"}  | offline",
                "wican/device1/can/status | {\"status\":\"offline\"}   | offline",
                "wincan/device1/status    | {\"status\":\"offline\",\"x\":1} | offline",
                "wincan/device1/status    | {\"status\":\"sleeping\"}  | MALFORMED",
                "wincan/device1/status    | {\"status\":true}          | MALFORMED",
                "wincan/device1/status    | {\"status\":null}          | MALFORMED",
                "wincan/device1/status    | {\"0C-EngineRPM\":1605}    | MALFORMED",
                "wincan/device1/status    | {}                         | MALFORMED",
                "wincan/device1/status    | {\"error\":\"x\"}          | MALFORMED",
                "wincan/device1/status    | online                     | MALFORMED",
                "wincan/device1/status    | \"online\"                 | MALFORMED",
                "wincan/device1/status    | 1                          | MALFORMED",
                "wincan/device1/status    | ``                         | EMPTY",
                "wican/device1/cmd        | {\"cmd\":\"get_vbatt\"}    | NO_SIGNALS",
                "wican/device1/cmd        | {\"battery_voltage\":12.6} | NO_SIGNALS",
                "wican/device1/rsp        | {\"battery_voltage\":12.6} | NO_SIGNALS",
                "wican/device1/can/tx     | {\"bus\":0}                | NO_SIGNALS",
            })
    void theTopicTellsDataFromStatus(String topic, String payload, String expected) {
        assertThat(decode(topic, payload)).hasToString(expected);
    }

    @Test
    void l3AvailabilityNamesWhomTheTopicDoes() {
        RawMessage message = Trial.message("wican/1/status", "{\"status\":\"offline\"}")
                .vehicle(VehicleId.of(1))
                .device("device1")
                .retained(true)
                .build();
        assertThat(Trial.of("wican", message).availabilities)
                .containsExactly(new Availability(VehicleId.of(1), "device1", false, true, Trial.ARRIVAL, 17));
        RawMessage nobody =
                Trial.message("wican/1/status", "{\"status\":\"offline\"}").build();
        assertThat(Trial.of("wican", nobody)).hasToString("NO_VEHICLE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "wican/device1/SOC     | 71.50  | {state_of_charge=71.5}",
                "wican/device1/thing   | 5      | {thing=5}",
                "wincan/device1        | 5      | MALFORMED",
                "wican/device1/can/rx  | 5      | MALFORMED",
                "wican/device1/thing/  | 5      | MALFORMED",
                "wican/device1/thing   | null   | MALFORMED",
                "wican/device1/thing   | \"on\" | MALFORMED",
                "wican/device1/thing   | NaN    | MALFORMED",
            })
    void aBareNumberOnATopicOfItsOwn(String topic, String payload, String expected) {
        assertThat(decode(topic, payload)).hasToString(expected);
    }

    @Test
    void aBareValueIsTheSignalThatTheSubscriptionNames() {
        RawMessage message = Trial.message("wican/device1/x/SPEED", "50.00")
                .device("device1")
                .signal("SPEED")
                .build();
        assertThat(Trial.of("wican", message)).hasToString("{vehicle_speed=50.0}");
        RawMessage vehicles =
                Trial.message("wican/1", "50.00").vehicle(VehicleId.of(1)).build();
        assertThat(Trial.of("wican", vehicles)).hasToString("MALFORMED");
    }

    @Test
    void c2TheProsTimeIsBelievedOnlyWhenItsClockIsSet() {
        String topic = "wican/device1/can/rx";
        assertThat(decode(topic, "{\"ENGINE_RPM\":1605,\"timestamp\":1764255887}")
                        .onlyFrame()
                        .deviceTime())
                .isEqualTo(Instant.ofEpochSecond(1764255887));
        assertThat(decode(topic, "{\"ENGINE_RPM\":1605,\"timestamp\":12}")
                        .onlyFrame()
                        .deviceTime())
                .isNull();
    }

    @Test
    void nobodyNamed() {
        assertThat(Trial.of("wican", Trial.message("t", "{\"rpm\":1}").build())).hasToString("NO_VEHICLE");
    }
}
