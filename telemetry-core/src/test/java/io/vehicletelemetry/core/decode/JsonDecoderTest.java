package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDecoderTest {

    private static Trial decode(String payload) {
        return Trial.of(
                "json", Trial.message("fleet", payload).vehicle(VehicleId.of(7)).build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}                              | {a=1}",
                "{\"a\":-0}                             | {a=0}",
                "{\"a\":1.0}                            | {a=1.0}",
                "{\"a\":1e2}                            | {a=100.0}",
                "{\"a\":9223372036854775807}            | {a=9223372036854775807}",
                "{\"a\":-9223372036854775808}           | {a=-9223372036854775808}",
                "{\"a\":9223372036854775808}            | {a=9.223372036854776E18}",
                "{\"a\":\"9223372036854775808\"}        | {a=9.223372036854776E18}",
                "{\"a\":true,\"b\":false}               | {a=true, b=false}",
                "{\"a\":\"true\"}                       | {a='true'}",
                "{\"a\":\"\"}                           | {a=''}",
                "{\"a\":\" \"}                          | {a=' '}",
                "{\"a\":\"007\"}                        | {a='007'}",
                "{\"a\":\"+1\"}                         | {a='+1'}",
                "{\"a\":\".5\"}                         | {a='.5'}",
                "{\"a\":\"5.\"}                         | {a='5.'}",
                "{\"a\":\"0x1F\"}                       | {a='0x1F'}",
                "{\"a\":\"1d\"}                         | {a='1d'}",
                "{\"a\":\"1,5\"}                        | {a='1,5'}",
                "{\"a\":\"1 2\"}                        | {a='1 2'}",
                "{\"a\":\"-\"}                          | {a='-'}",
                "{\"a\":\"1e\"}                         | {a='1e'}",
                "{\"a\":\"Nan\"}                        | {a='Nan'}",
                "{\"a\":\"off\"}                        | {a='off'}",
                "{\"a\":{\"b\":1,\"c\":null}}           | {a.b=1, a.c=null}",
                "{\"a\":[1,\"x\",true,null]}            | {a.1=1, a.2='x', a.3=true, a.4=null}",
                "{\"a\":{\"vehicle_id\":1,\"ts\":2}}    | {a.vehicle_id=1, a.ts=2}",
                "{\"a\":{},\"b\":1}                     | {b=1}",
                "{\"a.b\":1,\"a\":{\"b\":2}}            | {a.b=2}",
                "{\"0C-EngineRPM\":5}                   | {0C-EngineRPM=5}",
                "{\"température\":\"é\"}                | {température='é'}",
                "{\"status\":\"online\"}                | {status='online'}",
                "\t{ \"a\" : 1 }                          | {a=1}",
                "{\"\\ud83d\\ude97\":\"\\u00e9\"}          | {🚗='é'}",
            })
    void reads(String payload, String expected) {
        assertThat(decode(payload)).hasToString(expected);
    }

    @Test
    void canonicalNamesAreTheTablesOwnInstances() {
        String name = decode("{\"rpm\":1}").onlyFrame().signals().name(0);
        assertThat(name).isSameAs(SignalTable.standard().canonical("rpm"));
    }

    @Test
    void theFirstSystemsMessage() {
        RawMessage message = Trial.message(
                        "vehicles/7/telemetry",
                        "{\"vehicle_id\":7,\"rpm\":2500,\"vehicle_speed\":65.5,\"coolant_temperature\":87.3,"
                                + "\"engine_load\":45.2,\"control_module_voltage\":13.8,\"fuel_rail_pressure\":350.2}")
                .vehicle(VehicleId.of("7"))
                .build();
        assertThat(Trial.of("json", message))
                .hasToString("{rpm=2500, vehicle_speed=65.5, coolant_temperature=87.3, engine_load=45.2,"
                        + " control_module_voltage=13.8, fuel_rail_pressure=350.2}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                // topic's | device | vehicle_id | vehicle | outcome
                "7  | - | 7            | 7    | {x=1}",
                "7  | - | \"7\"        | 7    | {x=1}",
                "7  | - | 8            | 7    | !VEHICLE_CONFLICT {x=1}",
                "7  | - | \"07\"       | 7    | !VEHICLE_CONFLICT {x=1}",
                "7  | - | null         | 7    | {x=1}",
                "7  | - | {\"a\":[1]}  | 7    | !INVALID_VEHICLE {x=1}",
                "-  | d | 8            | -    | {x=1}",
                "-  | d | -1           | -    | !INVALID_VEHICLE {x=1}",
                "-  | d | null         | -    | {x=1}",
                "-  | - | 8            | 8    | {x=1}",
                "-  | - | 8.0          | 8    | {x=1}",
                "-  | - | \"VIN 1\"    | VIN 1| {x=1}",
                "-  | - | \"007\"      | 007  | {x=1}",
                "-  | - | \"12E4\"     | 12E4 | {x=1}",
                "-  | - | 12345678901234567890 | 12345678901234567890 | {x=1}",
                "-  | - | 8.5          | -    | INVALID_VEHICLE",
                "-  | - | NaN          | -    | INVALID_VEHICLE",
                "-  | - | -8           | -    | INVALID_VEHICLE",
                "-  | - | \"\"         | -    | INVALID_VEHICLE",
                "-  | - | \" \"        | -    | INVALID_VEHICLE",
                "-  | - | \"a\\nb\"    | -    | INVALID_VEHICLE",
                "-  | - | \"\\ud800\"  | -    | INVALID_VEHICLE",
                "-  | - | true         | -    | INVALID_VEHICLE",
                "-  | - | [1]          | -    | INVALID_VEHICLE",
                "-  | - | null         | -    | NO_VEHICLE",
                "-  | - | 1,\"vehicle_id\":2 | 2 | {x=1}",
            })
    void vehicleOfTheBody(
            @Nullable String topics, @Nullable String device, String id, @Nullable String vehicle, String expected) {
        RawMessage message = Trial.message("t", "{\"vehicle_id\":" + id + ",\"x\":1}")
                .vehicle(topics == null ? null : VehicleId.of(topics))
                .device(device)
                .build();
        Trial trial = Trial.of("json", message);
        assertThat(trial).hasToString(expected);
        for (TelemetryFrame frame : trial.frames) {
            assertThat(frame.vehicle()).isEqualTo(vehicle == null ? null : VehicleId.of(vehicle));
            assertThat(frame.device()).isEqualTo(device);
        }
    }

    @Test
    void nobodyNamed() {
        assertThat(Trial.of("json", Trial.message("t", "{\"x\":1}").build())).hasToString("NO_VEHICLE");
        assertThat(Trial.of("json", Trial.message("t", "{}").build())).hasToString("NO_SIGNALS");
        assertThat(Trial.of("json", Trial.message("t", "{\"error\":1}").build()))
                .hasToString("DEVICE_ERROR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "\"timestamp\":1764255887               | 2025-11-27T15:04:47Z          | {x=1}",
                "\"ts\":1764255887123                   | 2025-11-27T15:04:47.123Z      | {x=1}",
                "\"ts\":1764255887123456                | 2025-11-27T15:04:47.123456Z   | {x=1}",
                "\"ts\":1764255887.25                   | 2025-11-27T15:04:47.250Z      | {x=1}",
                "\"ts\":1.764255887E9                   | 2025-11-27T15:04:47Z          | {x=1}",
                "\"ts\":\"1764255887\"                  | 2025-11-27T15:04:47Z          | {x=1}",
                "\"timestamp\":\"2025-11-27T15:04:47Z\" | 2025-11-27T15:04:47Z          | {x=1}",
                "\"timestamp\":\"2025-11-27T15:04:47.5\"| 2025-11-27T15:04:47.500Z      | {x=1}",
                "\"timestamp\":\"2025-11-27 15:04:47\"  | 2025-11-27T15:04:47Z          | {x=1}",
                "\"timestamp\":\"2025-11-27T16:04:47+01:00\" | 2025-11-27T15:04:47Z     | {x=1}",
                "\"timestamp\":\"2025-11-27T13:04:47.000-0200\" | 2025-11-27T15:04:47Z  | {x=1}",
                "\"timestamp\":\"2025-11-27T16:04:47+01\" | 2025-11-27T15:04:47Z        | {x=1}",
                "\"timestamp\":\"2025-11-27t15:04:47z\" | 2025-11-27T15:04:47Z          | {x=1}",
                "\"ts\":1,\"timestamp\":1764255887      | 2025-11-27T15:04:47Z          | {x=1}",
                "\"timestamp\":1764255887,\"ts\":1      | 2025-11-27T15:04:47Z          | {x=1}",
                "\"ts\":\"now\",\"ts\":1764255887       | 2025-11-27T15:04:47Z          | {x=1}",
                "\"timestamp\":12                       | -                             | {x=1}",
                "\"timestamp\":1764259547               | 2025-11-27T16:05:47Z          | {x=1}",
                "\"timestamp\":1764259548               | -                             | {x=1}",
                "\"timestamp\":1e300                    | -                             | {x=1}",
                "\"timestamp\":-9223372036854775808     | -                             | {x=1}",
                "\"timestamp\":null                     | -                             | {x=1}",
                "\"timestamp\":\"yesterday\"            | -                             | !INVALID_VALUE {x=1}",
                "\"timestamp\":\"2025-11-27\"           | -                             | !INVALID_VALUE {x=1}",
                "\"timestamp\":\"2025-02-30T00:00:00Z\" | -                             | !INVALID_VALUE {x=1}",
                "\"timestamp\":true                     | -                             | !INVALID_VALUE {x=1}",
                "\"timestamp\":NaN                      | -                             | !INVALID_VALUE {x=1}",
                "\"timestamp\":{\"a\":{\"b\":1}}        | -                             | !INVALID_VALUE {x=1}",
            })
    void c2TheDevicesTime(String time, @Nullable Instant expected, String outcome) {
        Trial trial = decode("{" + time + ",\"x\":1}");
        assertThat(trial).hasToString(outcome);
        assertThat(trial.onlyFrame().deviceTime()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "42         | {speed=42}",
                "\"42\"     | {speed=42}",
                "\"fast\"   | {speed='fast'}",
                "true       | {speed=true}",
                "null       | {speed=null}",
                "NaN        | !INVALID_VALUE NO_SIGNALS",
                "42 43      | MALFORMED",
                "[42]       | MALFORMED",
                "{\"a\":42} | {a=42}",
            })
    void aBareValueIsTheSignalThatTheTopicNames(String payload, String expected) {
        RawMessage message = Trial.message("fleet/7/speed", payload)
                .vehicle(VehicleId.of(7))
                .signal("speed")
                .build();
        assertThat(Trial.of("json", message)).hasToString(expected);
    }

    @Test
    void l4TheFrameCarriesWhatTheMessageDoes() {
        RawMessage message = Trial.message("t", "{\"x\":1}")
                .vehicle(VehicleId.of(7))
                .device("d")
                .retained(true)
                .offlineAfter(Duration.ofSeconds(3))
                .build();
        TelemetryFrame frame = Trial.of("json", message).onlyFrame();
        assertThat(frame.replayed()).isTrue();
        assertThat(frame.arrival()).isEqualTo(Trial.ARRIVAL);
        assertThat(frame.arrivalNanos()).isEqualTo(17);
        assertThat(frame.offlineAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(frame.device()).isEqualTo("d");
        assertThat(frame.deviceTime()).isNull();
    }
}
