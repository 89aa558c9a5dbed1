package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vehicletelemetry.core.model.VehicleId;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expected values by hand: SAE J1979 (ISO 15031-5) appendix B for the formulas, ISO 15765-2 for the first byte (0 and the
 * length), ISO 15765-4 for the ids.
 */
class WicanCanDecoderTest {

    private static final String TOPIC = "wican/device1/can/rx";

    private static Trial decode(String topic, String payload) {
        return Trial.of(
                "wican-can", Trial.message(topic, payload).device("device1").build());
    }

    private static String message(String... frames) {
        return "{\"bus\":\"0\",\"type\":\"rx\",\"ts\":34610,\"frame\":[" + String.join(",", frames) + "]}";
    }

    private static String frame(long id, boolean extended, String data) {
        return "{\"id\":" + id + ",\"dlc\":8,\"rtr\":false,\"extd\":" + extended + ",\"data\":[" + data + "]}";
    }

    private static Trial answer(String data) {
        return decode(TOPIC, message(frame(2024, false, data)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // one parameter: length, 65 = 41 hexadecimal, id, bytes, filling
                "4,65,12,39,16,170,170,170  | {rpm=2500.0}", // (39 × 256 + 16) / 4
                "3,65,13,50,0,0,0,0         | {vehicle_speed=50}",
                "3,65,5,127,0,0,0,0         | {coolant_temperature=87}", // 127 - 40
                "3,65,5,0,0,0,0,0           | {coolant_temperature=-40}",
                "3,65,4,255,0,0,0,0         | {engine_load=100.0}", // 255 × 100 / 255
                "3,65,17,51,0,0,0,0         | {throttle_position=20.0}", // 51 × 100 / 255
                "3,65,6,144,0,0,0,0         | {short_fuel_trim_1=12.5}", // 144 × 100 / 128 - 100
                "3,65,7,0,0,0,0,0           | {long_fuel_trim_1=-100.0}",
                "3,65,10,100,0,0,0,0        | {fuel_pressure=300}", // 100 × 3
                "3,65,11,101,0,0,0,0        | {intake_pressure=101}",
                "3,65,14,129,0,0,0,0        | {timing_advance=0.5}", // 129 / 2 - 64
                "3,65,15,60,0,0,0,0         | {intake_air_temp=20}",
                "4,65,16,4,85,0,0,0         | {maf_airflow=11.09}", // (4 × 256 + 85) / 100
                "4,65,31,2,212,0,0,0        | {time_since_engine_start=724}",
                "4,65,33,0,100,0,0,0        | {distance_mil_on=100}",
                "4,65,35,11,54,0,0,0        | {fuel_rail_pressure=28700}", // (11 × 256 + 54) × 10
                "6,65,36,128,0,64,0,0       | {oxygen_sensor1_faer=1.0, oxygen_sensor1_voltage=2.0}",
                "6,65,37,64,0,64,0,0        | {oxygen_sensor2_faer=0.5}",
                "3,65,47,102,0,0,0,0        | {fuel_level=40.0}",
                "3,65,48,173,0,0,0,0        | {warmups_since_code_clear=173}",
                "3,65,51,95,0,0,0,0         | {absolute_barometric_pressure=95}",
                "4,65,66,54,176,0,0,0       | {control_module_voltage=14.0}", // (54 × 256 + 176) / 1000
                "4,65,67,0,255,0,0,0        | {absolute_load=100.0}",
                "3,65,70,56,0,0,0,0         | {ambient_air_temperature=16}",
                "3,65,73,51,0,0,0,0         | {abs_throttle_position_d=20.0}",
                "6,65,79,32,1,2,30,0        | {max_faer=32, max_oxy_sensor_voltage=1, max_oxy_sensor_current=2, max_intake_pressure=300}",
                "3,65,92,130,0,0,0,0        | {engine_oil_temperature=90}",
                "4,65,94,1,44,0,0,0         | {fuel_rate=15.0}", // (1 × 256 + 44) / 20
                "5,65,103,1,127,0,0,0       | {engine_coolant_temp1=87}", // bit 0: one sensor
                "5,65,103,3,127,126,0,0     | {engine_coolant_temp1=87, engine_coolant_temp2=86}",
                "5,65,103,0,127,126,0,0     | NO_SIGNALS",
                "6,65,166,0,1,134,160,0     | {odometer=10000.0}", // 100 000 / 10
                "6,65,1,128,7,0,4,0         | {monitor_status=2147942404}", // encoded: the number of its bytes
                "3,65,28,6,0,0,0,0          | {obd_standard=6}",
                // several parameters
                "6,65,12,39,16,13,50,170    | {rpm=2500.0, vehicle_speed=50}",
                "7,65,15,60,5,61,13,27      | {intake_air_temp=20, coolant_temperature=21, vehicle_speed=27}",
                "6,65,3,2,0,13,50,0         | !NO_SIGNALS {vehicle_speed=50}", // 03 has two bytes and is no signal here
                "5,65,13,50,12,39,170,0     | !MALFORMED {vehicle_speed=50}", // the second is cut short
                "5,65,13,50,200,1,0,0       | !NO_SIGNALS {vehicle_speed=50}", // C8: a length that nobody knows
                // not a single frame, or none of service 01
                "16,20,65,12,39,16,0,0      | !NO_SIGNALS", // first of several
                "33,65,12,39,16,0,0,0       | !NO_SIGNALS", // one of several
                "48,0,0,0,0,0,0,0           | !NO_SIGNALS", // flow control
                "0,65,12,39,16,0,0,0        | !NO_SIGNALS",
                "1,65,12,39,16,0,0,0        | !NO_SIGNALS",
                "8,65,12,39,16,13,50,5      | !NO_SIGNALS",
                "3,127,1,18,0,0,0,0         | !NO_SIGNALS", // negative answer
                "2,1,12,170,170,170,170,170 | !NO_SIGNALS", // a request's bytes
                "5,66,12,0,39,16,0,0        | !NO_SIGNALS", // service 02
                "4,98,12,39,16,0,0,0        | !NO_SIGNALS", // service 22
                "2,65,12,0,0,0,0,0          | !MALFORMED NO_SIGNALS",
            })
    void readsAnAnswer(String data, String expected) {
        assertThat(answer(data)).hasToString(expected);
    }

    @Test
    void aFractionIsNotRounded() {
        assertThat(answer("3,65,4,120,0,0,0,0")
                        .onlyFrame()
                        .signals()
                        .value(0)
                        .number()
                        .orElseThrow())
                .isCloseTo(47.0588235, within(1e-7)); // 120 × 100 / 255
    }

    @ParameterizedTest
    @CsvSource({
        "2024, false, {vehicle_speed=50}", // 7E8
        "2031, false, {vehicle_speed=50}", // 7EF
        "2015, false, !NO_SIGNALS", // 7DF, the request to all
        "2016, false, !NO_SIGNALS", // 7E0, a request to one
        "2032, false, !NO_SIGNALS", // 7F0
        "291, false, !NO_SIGNALS", // other traffic
        "417001744, true, {vehicle_speed=50}", // 18DAF110
        "417001728, true, {vehicle_speed=50}", // 18DAF100
        "417018865, true, !NO_SIGNALS", // 18DB33F1, the request to all
        "416944369, true, !NO_SIGNALS", // 18DA10F1, a request to one
        "2024, true, !NO_SIGNALS", // 29 bits long, and another id
        "417001744, false, !MALFORMED NO_SIGNALS", // too long for 11 bits
        "536870912, true, !MALFORMED NO_SIGNALS", // too long for 29 bits
        "-1, true, !MALFORMED NO_SIGNALS",
    })
    void theIdTellsWhoSpeaks(long id, boolean extended, String expected) {
        assertThat(decode(TOPIC, message(frame(id, extended, "3,65,13,50,0,0,0,0"))))
                .hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":417001744,\"dlc\":8,\"rtr\":false,\"extd\":true,\"data\":[3,65,13,50,0,0,0,0,0]} | !MALFORMED NO_SIGNALS",
                "{\"id\":417001744,\"dlc\":9,\"rtr\":false,\"extd\":true,\"data\":[3,65,13,50,0,0,0,0,0]} | !MALFORMED NO_SIGNALS",
                "{\"id\":2024,\"dlc\":9,\"rtr\":false,\"extd\":false,\"data\":[3,65,13,50,0,0,0,0]} | !MALFORMED NO_SIGNALS",
                "{\"id\":2024,\"dlc\":4,\"rtr\":false,\"extd\":false,\"data\":[3,65,13,50,0,0,0,0]} | {vehicle_speed=50}",
                "{\"id\":2024,\"dlc\":4,\"rtr\":false,\"extd\":false,\"data\":[3,65,13,50]} | {vehicle_speed=50}",
                "{\"id\":2024,\"dlc\":3,\"rtr\":false,\"extd\":false,\"data\":[3,65,13,50]} | !NO_SIGNALS",
                "{\"id\":2024,\"dlc\":0,\"rtr\":false,\"extd\":false,\"data\":[]} | !NO_SIGNALS",
                "{\"id\":2024,\"dlc\":8,\"rtr\":true,\"extd\":false,\"data\":[3,65,13,50,0,0,0,0]} | !NO_SIGNALS",
                "{\"id\":2024,\"dlc\":4,\"rtr\":false,\"extd\":false,\"data\":[3,65,13,256]} | !MALFORMED NO_SIGNALS",
                "{\"id\":2024,\"dlc\":4,\"rtr\":false,\"extd\":false,\"data\":[3,65,13,-1]} | !MALFORMED NO_SIGNALS",
                "{\"id\":2024,\"dlc\":4,\"rtr\":false,\"extd\":false,\"data\":[3,65,13,1.5]} | !MALFORMED NO_SIGNALS",
                "{\"id\":2024,\"dlc\":4,\"rtr\":false,\"extd\":false,\"data\":[3,65,13,[50]]} | !MALFORMED NO_SIGNALS",
                "{\"id\":2024,\"dlc\":4,\"rtr\":false,\"extd\":false,\"data\":\"A10D\"} | !MALFORMED NO_SIGNALS",
                "{\"id\":\"2024\",\"dlc\":\"4\",\"rtr\":false,\"extd\":false,\"data\":[\"3\",65,13,50]} | {vehicle_speed=50}",
                "{\"id\":1e99,\"dlc\":4,\"rtr\":false,\"extd\":false,\"data\":[3,65,13,50]} | !MALFORMED NO_SIGNALS",
                "{\"id\":99999999999999999999,\"dlc\":4,\"data\":[3,65,13,50]} | !MALFORMED NO_SIGNALS",
                "{\"id\":2024,\"dlc\":4,\"rtr\":\"no\",\"extd\":false,\"data\":[3,65,13,50]} | !MALFORMED NO_SIGNALS",
                "{\"id\":1,\"id\":2024,\"dlc\":4,\"data\":[9],\"data\":[3,65,13,50],\"new\":{\"a\":[1]}} | {vehicle_speed=50}",
                "{\"dlc\":4,\"data\":[3,65,13,50]} | !MALFORMED NO_SIGNALS",
                "{\"id\":2024} | !MALFORMED NO_SIGNALS",
                "{} | !MALFORMED NO_SIGNALS",
                "7 | !MALFORMED NO_SIGNALS",
                "[[7]] | !MALFORMED NO_SIGNALS",
            })
    void aFrameThatCannotBeIsCounted(String frame, String expected) {
        assertThat(decode(TOPIC, message(frame))).hasToString(expected);
    }

    @Test
    void ignoredFramesCountOneByOneAndTheirMessageNotOnceMore() {
        String request = frame(2015, false, "2,1,12,170,170,170,170,170");
        assertThat(decode(TOPIC, message(request))).hasToString("!NO_SIGNALS");
        assertThat(decode(TOPIC, message(request, request))).hasToString("!NO_SIGNALS !NO_SIGNALS");
    }

    @Test
    void allAnswersOfAMessageAreOneFrameAndTheRestIsCounted() {
        String speed = frame(2024, false, "3,65,13,50,0,0,0,0");
        String other = frame(2025, false, "3,65,13,51,0,0,0,0");
        String rpm = frame(2024, false, "4,65,12,39,16,0,0,0");
        String request = frame(2015, false, "2,1,12,170,170,170,170,170");
        assertThat(decode(TOPIC, message(speed, request, rpm, other)))
                .hasToString("!NO_SIGNALS {vehicle_speed=51, rpm=2500.0}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"bus\":0,\"type\":\"tx\",\"frame\":[{\"id\":2024,\"dlc\":4,\"data\":[3,65,13,50]}]} | NO_SIGNALS",
                "{\"frame\":[{\"id\":2024,\"dlc\":4,\"data\":[3,65,13,50]}]}     | {vehicle_speed=50}",
                "{\"frame\":[{\"id\":2024,\"dlc\":4,\"data\":[3,65,13,50]}],\"frame\":[]} | NO_SIGNALS",
                "{\"frame\":[]}                      | NO_SIGNALS",
                "{\"frame\":{\"id\":2024}}           | NO_SIGNALS",
                "{\"bus\":\"0\",\"type\":\"rx\"}     | NO_SIGNALS",
                "{\"ENGINE_RPM\":1605}               | NO_SIGNALS",
                "{}                                  | NO_SIGNALS",
                "{\"error\":\"x\"}                   | DEVICE_ERROR",
                "[{\"frame\":[]}]                    | MALFORMED",
                "{\"frame\":[]}}                     | MALFORMED",
                "5                                   | MALFORMED",
                "``                                  | EMPTY",
            })
    void aMessage(String payload, String expected) {
        assertThat(decode(TOPIC, payload)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wican/device1/can/status | {\"status\":\"offline\"} | offline",
                "wican/device1/status     | {\"status\": \"online\"} | online",
                "wican/device1/status     | {\"frame\":[]}           | MALFORMED",
                "wican/device1/can/tx     | {\"frame\":[]}           | NO_SIGNALS",
                "wican/device1/cmd        | {\"cmd\":\"get_vbatt\"}  | NO_SIGNALS",
            })
    void theTopicTellsDataFromStatus(String topic, String payload, String expected) {
        assertThat(decode(topic, payload)).hasToString(expected);
    }

    @Test
    void theUptimeIsNoTime() {
        RawMessage message = Trial.message(
                        TOPIC,
                        "{\"ts\":1764255887,\"timestamp\":1764255887,\"frame\":["
                                + frame(2024, false, "3,65,13,50,0,0,0,0") + "]}")
                .vehicle(VehicleId.of(1))
                .build();
        assertThat(Trial.of("wican-can", message).onlyFrame().deviceTime()).isNull();
    }

    @Test
    void everyFormulaIsOfASignalOfTheTableWithThatPidAndLiesWithinItsBytes() {
        int formulas = 0;
        for (int id = 0; id < 256; id++) {
            ObdPids.Pid pid = ObdPids.standard().get(id);
            if (pid != null) {
                for (ObdPids.Formula formula : pid.formulas()) {
                    SignalDefinition signal =
                            Objects.requireNonNull(SignalTable.standard().get(formula.signal()));
                    assertThat(signal.pid()).as(formula.signal()).isEqualTo(id);
                    assertThat(formula.at() + formula.width()).isLessThanOrEqualTo(pid.bytes());
                    long most = (1L << (8 * formula.width())) - 1;
                    double max = (double) most * formula.multiply() / formula.divide() + formula.add();
                    assertThat(signal.allows(Math.floor(max * 10) / 10))
                            .as("%s %s", formula, max)
                            .isTrue();
                    assertThat(signal.allows(formula.add())).as("%s", formula).isTrue();
                    formulas++;
                }
            }
        }
        assertThat(formulas).isEqualTo(47);
    }
}
