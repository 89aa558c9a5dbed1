package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expected names and units: Traccar, {@code model/Position.java} (speed in knots, odometers in metres, obdSpeed in km/h);
 * knot to km/h 1.852: NIST SP 811, B.8.
 */
class TraccarDecoderTest {

    private static Trial decode(String payload) {
        return Trial.of("traccar", Trial.message("traccar/positions", payload).build());
    }

    private static Trial position(String members) {
        return decode("{\"position\":{" + members + "},\"device\":{\"uniqueId\":\"U\"}}");
    }

    @Test
    void aPosition() {
        Trial trial = decode("{\"position\":{\"id\":0,\"attributes\":{\"rpm\":2500,\"obdSpeed\":65,\"coolantTemp\":87,"
                + "\"ignition\":true,\"totalDistance\":1234.5,\"fuel\":40},\"deviceId\":3,\"protocol\":\"osmand\","
                + "\"deviceTime\":\"2025-11-27T15:04:12.000+00:00\",\"fixTime\":\"2025-11-27T15:04:10.000+00:00\","
                + "\"serverTime\":\"2025-11-27T15:04:13.000+00:00\",\"outdated\":false,\"valid\":true,"
                + "\"latitude\":-32.7275,\"longitude\":150.1503,\"altitude\":12.5,\"speed\":35.3672,\"course\":88.0,"
                + "\"address\":null,\"accuracy\":5.0,\"network\":{\"radioType\":\"gsm\",\"cellTowers\":[{\"cellId\":1}]},"
                + "\"geofenceIds\":[1,2]},\"device\":{\"id\":3,\"attributes\":{\"a\":[1]},\"uniqueId\":\"UCFLFAYM\","
                + "\"status\":\"online\",\"name\":\"x\"}}");
        assertThat(trial)
                .hasToString("{latitude=-32.7275, longitude=150.1503, altitude=12.5, heading=88.0, address=null,"
                        + " accuracy=5.0, rpm=2500, vehicle_speed=65, coolant_temperature=87, ignition=true,"
                        + " totalDistance=1234.5, fuel=40} online");
        TelemetryFrame frame = trial.onlyFrame();
        assertThat(frame.device()).isEqualTo("UCFLFAYM");
        assertThat(frame.vehicle()).isNull();
        assertThat(frame.deviceTime()).isEqualTo(Instant.parse("2025-11-27T15:04:10Z"));
        assertThat(frame.signOfLife()).isTrue();
        assertThat(frame.historical()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"speed\":35.3672                                      | {vehicle_speed=65.5000544}",
                "\"speed\":10                                           | {vehicle_speed=18.52}",
                "\"speed\":10,\"attributes\":{\"obdSpeed\":0}           | {vehicle_speed=0}",
                "\"attributes\":{\"obdSpeed\":65},\"speed\":10          | {vehicle_speed=65}",
                "\"speed\":10,\"attributes\":{\"obdSpeed\":null}        | {vehicle_speed=18.52}",
                "\"speed\":10,\"attributes\":{\"obdSpeed\":\"-\"}       | !INVALID_VALUE {vehicle_speed=18.52}",
                "\"speed\":10,\"attributes\":{\"obdSpeed\":NaN}         | !INVALID_VALUE {vehicle_speed=18.52}",
                "\"speed\":200,\"course\":1                             | !OUT_OF_RANGE {heading=1}", // 370.4 km/h
                "\"attributes\":{\"odometer\":123456}                   | {odometer=123.456}",
                "\"attributes\":{\"obdOdometer\":123456,\"odometer\":1} | {odometer=123.456}",
                "\"speed\":10,\"attributes\":{\"obdSpeed\":\"fast\"}    | !INVALID_VALUE {vehicle_speed=18.52}",
                "\"attributes\":{\"obdSpeed\":true,\"rpm\":1}         | !INVALID_VALUE {rpm=1}",
                "\"attributes\":{\"obdOdometer\":\"x\",\"odometer\":5e3} | !INVALID_VALUE {odometer=5.0}",
                "\"attributes\":{\"obdSpeed\":null,\"rpm\":1}         | {vehicle_speed=null, rpm=1}",
                "\"attributes\":{\"engineLoad\":45,\"throttle\":20,\"fuelLevel\":40} | {engine_load=45, throttle_position=20, fuel_level=40}",
                "\"attributes\":{\"intakeTemp\":31,\"mapIntake\":101}   | {intake_air_temp=31, intake_pressure=101}",
                "\"attributes\":{\"milDistance\":3,\"clearedDistance\":4} | {distance_mil_on=3, distance_since_code_clear=4}",
                "\"attributes\":{\"vin\":\"12345678901234567\",\"x\":\"7\"} | {vin='12345678901234567', x=7}",
                "\"attributes\":{\"power\":13.9,\"battery\":4.1,\"batteryLevel\":80} | {power=13.9, battery=4.1, batteryLevel=80}",
                "\"attributes\":{\"a\":{\"b\":1},\"c\":[1],\"x\":1}     | !TOO_DEEP !TOO_DEEP {x=1}",
                "\"attributes\":{\"x\":1,\"x\":2}                       | {x=2}",
                "\"attributes\":{\"x\":1},\"attributes\":{\"y\":2}      | {y=2}",
                "\"attributes\":[1],\"course\":1                        | {heading=1}",
                "\"attributes\":{\"vehicle_id\":1,\"x\":1}              | !INVALID_NAME {x=1}",
                "\"valid\":false,\"speed\":10                           | NO_SIGNALS",
                "\"speed\":10,\"attributes\":{\"rpm\":1},\"valid\":false | NO_SIGNALS",
                "\"valid\":null,\"speed\":10                            | {vehicle_speed=18.52}",
                "\"outdated\":true,\"latitude\":1,\"speed\":9,\"attributes\":{\"rpm\":800} | {rpm=800}",
                "\"outdated\":true,\"latitude\":1,\"speed\":9           | NO_SIGNALS",
                "\"attributes\":{}                                      | NO_SIGNALS",
            })
    void members(String members, String expected) {
        assertThat(position(members)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "\"fixTime\":\"2025-11-27T15:04:10.000+00:00\" | 2025-11-27T15:04:10Z | {heading=1}",
                "\"fixTime\":\"2025-11-27T16:04:10.000+0100\"  | 2025-11-27T15:04:10Z | {heading=1}",
                "\"fixTime\":1764255887000                     | 2025-11-27T15:04:47Z | {heading=1}",
                "\"fixTime\":null,\"deviceTime\":\"2025-11-27T15:04:10Z\" | 2025-11-27T15:04:10Z | {heading=1}",
                "\"fixTime\":\"1970-01-01T00:00:00Z\"          | -                    | {heading=1}",
                "\"fixTime\":\"2035-01-01T00:00:00Z\"          | -                    | {heading=1}",
                "\"fixTime\":\"soon\"                          | -                    | !INVALID_VALUE {heading=1}",
                "\"fixTime\":{}                                | -                    | !INVALID_VALUE {heading=1}",
                "\"serverTime\":\"2025-11-27T15:04:10Z\"       | -                    | {heading=1}",
            })
    void c2TheFixesTime(String time, @Nullable Instant expected, String outcome) {
        Trial trial = position(time + ",\"course\":1");
        assertThat(trial).hasToString(outcome);
        assertThat(trial.onlyFrame().deviceTime()).isEqualTo(expected);
    }

    @Test
    void anOutdatedPositionHasNewAttributesOfTheDevicesTime() {
        Trial trial = position("\"outdated\":true,\"fixTime\":\"2025-11-27T10:00:00Z\",\"course\":1,"
                + "\"deviceTime\":\"2025-11-27T15:04:10Z\",\"attributes\":{\"rpm\":800}");
        assertThat(trial.onlyFrame().deviceTime()).isEqualTo(Instant.parse("2025-11-27T15:04:10Z"));
    }

    @Test
    void c3WhatTheDeviceHadStoredIsHistorical() {
        assertThat(position("\"course\":1,\"attributes\":{\"archive\":true}")
                        .onlyFrame()
                        .historical())
                .isTrue();
        assertThat(position("\"course\":1,\"attributes\":{\"archive\":false}")
                        .onlyFrame()
                        .historical())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"position\":{\"course\":1},\"device\":{\"uniqueId\":\"U\",\"status\":\"offline\"}} | {heading=1} offline",
                "{\"position\":{\"course\":1},\"device\":{\"uniqueId\":\"U\",\"status\":\"unknown\"}} | {heading=1}",
                "{\"device\":{\"status\":\"offline\",\"uniqueId\":\"U\"}}          | offline",
                "{\"device\":{\"status\":\"unknown\",\"uniqueId\":\"U\"}}          | NO_SIGNALS",
                "{\"position\":{\"valid\":false},\"device\":{\"uniqueId\":\"U\",\"status\":\"offline\"}} | offline NO_SIGNALS",
                "{\"position\":{\"course\":1},\"position\":null,\"device\":{\"uniqueId\":\"U\"}} | NO_SIGNALS",
                "{\"position\":{\"course\":1},\"position\":{\"course\":2},\"device\":{\"uniqueId\":\"U\"}} | {heading=2}",
                "{\"position\":{\"course\":1},\"device\":{\"uniqueId\":7}}         | {heading=1}",
                "{\"position\":{\"course\":1},\"device\":{\"uniqueId\":null}}      | NO_VEHICLE",
                "{\"position\":{\"course\":1},\"device\":{\"uniqueId\":\" \"}}     | INVALID_VEHICLE",
                "{\"position\":{\"course\":1},\"device\":{\"uniqueId\":\"a\\nb\"}} | INVALID_VEHICLE",
                "{\"position\":{\"course\":1},\"device\":7}                        | NO_VEHICLE",
                "{\"position\":{\"course\":1}}                                     | NO_VEHICLE",
                "{\"event\":{\"type\":\"deviceOnline\"},\"device\":{\"uniqueId\":\"U\",\"status\":\"online\"}} | online",
                "{\"position\":[]}                                                 | NO_SIGNALS",
                "{}                                                                | NO_SIGNALS",
                "[]                                                                | MALFORMED",
                "{}x                                                               | MALFORMED",
            })
    void aMessage(String payload, String expected) {
        assertThat(decode(payload)).hasToString(expected);
    }

    @Test
    void l3AFrameOfADeviceThatIsOfflineIsNoSignOfLife() {
        Trial trial = decode("{\"position\":{\"course\":1},\"device\":{\"uniqueId\":\"U\",\"status\":\"offline\"}}");
        assertThat(trial.onlyFrame().signOfLife()).isFalse();
        assertThat(trial.availabilities.get(0).device()).isEqualTo("U");
    }

    @Test
    void theTopicGoesFirst() {
        String payload = "{\"position\":{\"course\":1},\"device\":{\"uniqueId\":\"U\",\"status\":\"online\"}}";
        Trial device =
                Trial.of("traccar", Trial.message("t/d", payload).device("d").build());
        assertThat(device).hasToString("!VEHICLE_CONFLICT {heading=1} online");
        assertThat(device.onlyFrame().device()).isEqualTo("d");
        Trial vehicle = Trial.of(
                "traccar",
                Trial.message("t/7", payload).vehicle(VehicleId.of(7)).build());
        assertThat(vehicle).hasToString("{heading=1} online");
        assertThat(vehicle.onlyFrame().vehicle()).isEqualTo(VehicleId.of(7));
        assertThat(vehicle.onlyFrame().device()).isEqualTo("U");
    }
}
