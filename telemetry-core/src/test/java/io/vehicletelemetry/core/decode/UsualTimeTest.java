package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the short way reads is what the formatter reads. */
class UsualTimeTest {

    private static void meansTheSame(String text) {
        Instant usual = UsualTime.of(text);
        if (usual != null) {
            assertThat(usual).as(text).isEqualTo(DeviceTime.formatted(text));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-27T15:04:47Z, 2025-11-27T15:04:47Z",
        "2025-11-27 15:04:47, 2025-11-27T15:04:47Z",
        "2025-11-27T15:04:47.1, 2025-11-27T15:04:47.1Z",
        "2025-11-27T15:04:47.123456789+01:00, 2025-11-27T14:04:47.123456789Z",
        "2025-11-27T15:04:47-09:30, 2025-11-28T00:34:47Z",
        "2024-02-29T23:59:59.000+00:00, 2024-02-29T23:59:59Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z"
    })
    void whatDevicesWrite(String text, Instant expected) {
        assertThat(UsualTime.of(text)).isEqualTo(expected);
        assertThat(DeviceTime.formatted(text)).isEqualTo(expected);
    }

    @Test
    void whateverElseIsNotReadAnotherWay() {
        Random random = new Random(7);
        String alphabet = "0123456789-+:TZ. zt";
        for (String text : new String[] {
            "2025-11-27T15:04:47.123+01:00",
            "2025-11-27 15:04:47Z",
            "2024-02-29T23:59:59",
            "0000-12-31T00:00:00.5-17:59"
        }) {
            for (int i = 0; i < 20_000; i++) {
                StringBuilder other = new StringBuilder(text);
                for (int n = 1 + random.nextInt(3); n > 0; n--) {
                    int at = random.nextInt(other.length());
                    char c = alphabet.charAt(random.nextInt(alphabet.length()));
                    switch (random.nextInt(4)) {
                        case 0 -> other.deleteCharAt(at);
                        case 1 -> other.insert(at, c);
                        default -> other.setCharAt(at, c);
                    }
                }
                meansTheSame(other.toString());
            }
        }
    }
}
