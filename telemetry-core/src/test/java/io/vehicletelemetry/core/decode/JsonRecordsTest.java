package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.TelemetryFrame;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of objects with a time or a vehicle each: several frames of one message. */
class JsonRecordsTest {

    private static Trial decode(String payload) {
        return Trial.of("json", Trial.message("fleet", payload).device("d").build());
    }

    private static List<String> frames(Trial trial) {
        return trial.frames.stream()
                .map(frame -> frame.vehicle() + " " + frame.deviceTime())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"ts\":1764255887,\"x\":1},{\"ts\":1764255888,\"x\":2}]            | {x=1} {x=2}",
                "{\"log\":[{\"ts\":1764255887,\"x\":1},{\"ts\":1764255888,\"x\":2}]}  | {x=1} {x=2}",
                "{\"fw\":\"1.2.3\",\"log\":[{\"ts\":1764255887,\"x\":1}]}           | {fw='1.2.3'} {x=1}",
                "[{\"ts\":1764255887,\"a\":{\"b\":1},\"c\":[2,3]}]                 | {a.b=1, c.1=2, c.2=3}",
                "[{\"vehicle_id\":1,\"x\":1},{\"vehicle_id\":2,\"x\":2}]              | {x=1} {x=2}",
                "[{\"ts\":1764255887,\"x\":NaN,\"y\":1},{\"ts\":1764255888,\"y\":2}] | !INVALID_VALUE {y=1} {y=2}",
                "[{\"ts\":\"soon\",\"x\":1}]                                        | !INVALID_VALUE {x=1}",
                "[{\"ts\":1764255887},{\"ts\":1764255888,\"x\":2}]                  | !NO_SIGNALS {x=2}",
                "[{\"ts\":1764255887,\"error\":\"x\"},{\"ts\":1764255888,\"x\":2}]  | !DEVICE_ERROR {x=2}",
                "[{\"ts\":1764255887,\"x\":1},{\"x\":2}]                            | !TOO_DEEP {x=1}",
                "{\"log\":[{\"ts\":1764255887,\"x\":1},{\"x\":2},3]}                | !TOO_DEEP {log.3=3} {x=1}",
                "[{\"ts\":1764255887,\"log\":[{\"ts\":1,\"x\":1}],\"y\":1}]         | !TOO_DEEP {y=1}",
                "[{\"x\":1},{\"x\":2}]                                              | MALFORMED",
                "[[{\"ts\":1764255887,\"x\":1}]]                                    | MALFORMED",
                "[{\"ts\":1764255887,\"x\":1}]]                                     | MALFORMED",
                "[{\"ts\":1764255887,\"x\":1},                                      | MALFORMED",
            })
    void reads(String payload, String expected) {
        assertThat(decode(payload)).hasToString(expected);
    }

    @Test
    void eachHasItsOwnTimeAndVehicleAndElseThatOfTheMessageAround() {
        Trial trial = Trial.of(
                "json",
                Trial.message(
                                "fleet",
                                "{\"vehicle_id\":7,\"timestamp\":1764255000,\"v\":1,\"log\":["
                                        + "{\"ts\":1764255887,\"x\":1},"
                                        + "{\"ts\":\"2025-11-27T15:04:48+00:00\",\"vehicle_id\":8,\"x\":2},"
                                        + "{\"ts\":12,\"x\":3}]}")
                        .build());
        assertThat(frames(trial))
                .containsExactly(
                        "7 2025-11-27T14:50:00Z", "7 2025-11-27T15:04:47Z", "8 2025-11-27T15:04:48Z", "7 null");
    }

    private static List<Boolean> historical(String payload) {
        return decode(payload).frames.stream().map(TelemetryFrame::historical).toList();
    }

    @Test
    void c3WhatNewerOnesAllHaveIsHistoricalInWhateverOrder() {
        assertThat(historical("[{\"ts\":1764255887,\"x\":1},{\"ts\":1764255889,\"x\":3},{\"ts\":1764255888,\"x\":2}]"))
                .containsExactly(true, false, true);
        assertThat(historical("[{\"ts\":1764255887,\"x\":1},{\"ts\":1764255888,\"y\":1},{\"ts\":1764255889,\"x\":1}]"))
                .containsExactly(true, false, false);
        assertThat(historical("[{\"ts\":1764255887,\"x\":1,\"y\":1},{\"ts\":1764255888,\"x\":1}]"))
                .containsExactly(false, false);
        assertThat(historical("[{\"ts\":1764255887,\"x\":1},{\"ts\":1764255887,\"x\":2}]"))
                .containsExactly(true, false);
        assertThat(historical("[{\"ts\":12,\"x\":1},{\"ts\":1764255887,\"x\":2},{\"ts\":13,\"x\":3}]"))
                .containsExactly(false, false, false);
    }

    @Test
    void aVehicleDoesNotSupersedeAnother() {
        Trial trial = Trial.of(
                "json",
                Trial.message(
                                "t",
                                "[{\"vehicle_id\":1,\"ts\":1764255887,\"x\":1},{\"vehicle_id\":2,\"ts\":1764255888,\"x\":2}]")
                        .build());
        assertThat(trial.frames).noneMatch(TelemetryFrame::historical);
    }

    @Test
    void aRecordOfNobodyCostsItselfOnly() {
        Trial trial = Trial.of(
                "json",
                Trial.message("t", "[{\"ts\":1764255887,\"x\":1},{\"vehicle_id\":2,\"x\":2}]")
                        .build());
        assertThat(trial).hasToString("!NO_VEHICLE {x=2}");
    }

    @Test
    void allShareTheArrival() {
        for (TelemetryFrame frame : decode("[{\"ts\":1764255887,\"x\":1},{\"ts\":1764255888,\"x\":2}]").frames) {
            assertThat(frame.arrival()).isEqualTo(Trial.ARRIVAL);
            assertThat(frame.device()).isEqualTo("d");
            assertThat(frame.deviceTime()).isAfter(Instant.parse("2025-11-27T15:04:46Z"));
        }
    }
}
