package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTimeTest {

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final DateTimeFormatter MICROS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    @ParameterizedTest
    @CsvSource({
        "2025-11-27T16:04:47Z,2025-11-27T16:04:47.000Z",
        "2025-11-27T16:04:00Z,2025-11-27T16:04:00.000Z",
        "2025-11-27T16:04:47.2Z,2025-11-27T16:04:47.200Z",
        "2025-11-27T16:04:47.234567Z,2025-11-27T16:04:47.234567Z",
        "2025-11-27T16:04:47.234567891Z,2025-11-27T16:04:47.234567Z",
        "2025-11-27T16:04:47.234000999Z,2025-11-27T16:04:47.234Z",
        "1969-12-31T23:59:59.999Z,1969-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z,0000-01-01T00:00:00.000Z",
        "9999-12-31T23:59:59.999999Z,9999-12-31T23:59:59.999999Z"
    })
    void aTimeHasMillisecondsOrWhatIsKnown(Instant time, String text) {
        assertThat(WireTime.text(time)).isEqualTo(text);
    }

    @Test
    void isWhatTheJdkWrites() {
        Random random = new Random(7);
        LocalDate day = LocalDate.EPOCH;
        for (int i = 0; i < 100_000; i++) {
            if (random.nextInt(3) == 0) { // else the same day again
                day = LocalDate.of(random.nextInt(10_000), 1 + random.nextInt(12), 1)
                        .minusDays(random.nextInt(2));
                day = day.getYear() < 0 ? LocalDate.EPOCH.minusDays(1) : day;
            }
            long any = random.nextInt(86_400) * 1_000_000L + random.nextInt(1_000_000);
            long micros = random.nextBoolean() ? any : any / 1_000 * 1_000;
            Instant time = day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(micros, ChronoUnit.MICROS);
            DateTimeFormatter jdk = micros % 1_000 == 0 ? MILLIS : MICROS;
            assertThat(WireTime.text(time)).isEqualTo(jdk.format(time));
        }
    }

    /** Not RFC 3339 any more, which knows four digits: still readable, and no error. */
    @ParameterizedTest
    @ValueSource(strings = {"-0001-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
    void yearsBeyondFourDigitsAreIso8601(String text) {
        assertThat(WireTime.text(Instant.parse(text))).isEqualTo(text);
        assertThat(WireTime.text(Instant.MAX)).isEqualTo(Instant.MAX.toString());
        assertThat(WireTime.text(Instant.MIN)).isEqualTo(Instant.MIN.toString());
    }
}
