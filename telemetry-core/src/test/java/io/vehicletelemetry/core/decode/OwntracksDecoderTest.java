package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected names and units: OwnTracks booklet, {@code docs/tech/json.md}. */
class OwntracksDecoderTest {

    private static Trial decode(String payload) {
        return Trial.of(
                "owntracks",
                Trial.message("owntracks/jane/phone", payload).device("phone").build());
    }

    @Test
    void aPhone() {
        Trial trial = decode("{\"_type\":\"location\",\"lat\":46.0690,\"lon\":11.1540,\"tst\":1764255890,\"vel\":54,"
                + "\"cog\":271,\"alt\":194,\"acc\":5,\"batt\":46,\"tid\":\"42\",\"inregions\":[\"Home\"],\"p\":101.3}");
        assertThat(trial)
                .hasToString("{latitude=46.069, longitude=11.154, vehicle_speed=54, heading=271, altitude=194, acc=5,"
                        + " batt=46, tid='42', inregions.1='Home', absolute_barometric_pressure=101.3}");
        assertThat(trial.onlyFrame().deviceTime()).isEqualTo(Instant.ofEpochSecond(1764255890));
        assertThat(trial.onlyFrame().signOfLife()).isTrue();
    }

    @Test
    void aCarTracker() {
        assertThat(decode(
                        "{\"tst\":1764255890,\"lat\":46.0690,\"rpm\":2500,\"flvl\":40.5,\"odometer\":123456.7,\"ign\":true,"
                                + "\"vin\":\"12345678901234567\",\"uext\":14.1,\"_type\":\"location\"}"))
                .hasToString("{latitude=46.069, rpm=2500, fuel_level=40.5, odometer=123456.7, ignition=true,"
                        + " vin='12345678901234567', uext=14.1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"_type\":\"location\",\"ign\":1}       | {ignition=true}",
                "{\"_type\":\"location\",\"ign\":0}       | {ignition=false}",
                "{\"_type\":\"location\",\"vel\":\"54\"}  | {vehicle_speed=54}",
                "{\"_type\":\"location\",\"vel\":-1,\"batt\":46} | !OUT_OF_RANGE {batt=46}",
                "{\"_type\":\"location\",\"lat\":91,\"lon\":180} | !OUT_OF_RANGE {longitude=180}",
                "{\"_type\":\"location\",\"vin\":\"1E99999999\"} | {vin='1E99999999'}",
                "{\"_type\":\"location\",\"vehicle_id\":7,\"vel\":1} | !INVALID_NAME {vehicle_speed=1}",
                "{\"_type\":\"location\",\"vel\":1,\"vel\":2} | {vehicle_speed=2}",
                "{\"_type\":\"lwt\",\"_type\":\"location\",\"vel\":1} | {vehicle_speed=1}",
                "{\"_type\":\"location\"}                 | NO_SIGNALS",
                "{\"_type\":\"location\",\"tst\":1764255890} | NO_SIGNALS",
                "{\"_type\":\"lwt\",\"tst\":1764255999}   | offline",
                "{\"_type\":\"encrypted\",\"data\":\"AAAA\"} | NO_SIGNALS",
                "{\"_type\":\"transition\",\"lat\":46,\"lon\":11,\"event\":\"enter\"} | NO_SIGNALS",
                "{\"_type\":\"waypoint\",\"lat\":46,\"lon\":11} | NO_SIGNALS",
                "{\"_type\":\"card\",\"name\":\"Jane\"}   | NO_SIGNALS",
                "{\"_type\":\"cmd\",\"action\":\"reportLocation\"} | NO_SIGNALS",
                "{\"_type\":\"status\",\"android\":{\"wifi\":1}} | NO_SIGNALS",
                "{\"_type\":\"Location\",\"vel\":1}       | NO_SIGNALS",
                "{\"_type\":7,\"vel\":1}                  | NO_SIGNALS",
                "{\"_type\":{\"a\":1},\"vel\":1}          | NO_SIGNALS",
                "{\"_type\":null,\"vel\":1}               | MALFORMED",
                "{\"lat\":46,\"lon\":11}                  | MALFORMED",
                "{}                                       | NO_SIGNALS",
                "{\"error\":\"x\"}                        | DEVICE_ERROR",
                "[{\"_type\":\"location\",\"vel\":1,\"tst\":1764255890}] | MALFORMED",
                "5                                        | MALFORMED",
                "``                                       | EMPTY",
            })
    void reads(String payload, String expected) {
        assertThat(decode(payload)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "1764255890, 2025-11-27T15:04:50Z", // three seconds after 15:04:47
                "1764255890000, 2025-11-27T15:04:50Z",
                "12, -",
                "1262303999, -", // the last second of 2009
                "1262304000, 2010-01-01T00:00:00Z",
                "1795791890, -", // a year ahead
                "null, -",
            })
    void c2TheFixesTime(String tst, @Nullable Instant expected) {
        assertThat(decode("{\"_type\":\"location\",\"vel\":1,\"tst\":" + tst + "}")
                        .onlyFrame()
                        .deviceTime())
                .isEqualTo(expected);
    }
}
