package io.vehicletelemetry.websocket;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Times as the wire protocol writes them: RFC 3339 in UTC with {@code Z}, in milliseconds, or in microseconds where they are
 * known; many clients read no more.
 *
 * <p>Two of them are in every frame, so they are written without the machinery of a
 * {@link java.time.format.DateTimeFormatter}, which the JVM's compiler would otherwise work on longer than on all else of a
 * frame.
 *
 * <p><em>Thread-safe.</em>
 */
final class WireTime {

    private static final int SECONDS_A_DAY = 86_400;
    /** The days that RFC 3339 can write: four digits of the year. */
    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();

    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final int TIME = "2025-11-27T".length();
    private static final int FRACTION = "2025-11-27T15:04:47.".length();

    /** Nearly all times are of one day; any thread may replace it, all of them are right. */
    private static volatile Day lastDay = new Day(0);

    private WireTime() {}

    static String text(Instant time) {
        long epochDay = Math.floorDiv(time.getEpochSecond(), SECONDS_A_DAY);
        if (epochDay < FIRST_DAY || epochDay > LAST_DAY) {
            return time.toString();
        }
        int micros = time.getNano() / 1_000;
        boolean inMillis = micros % 1_000 == 0;
        int digits = inMillis ? 3 : 6;
        byte[] text = new byte[FRACTION + digits + 1];
        day(epochDay).write(text);
        int second = Math.floorMod(time.getEpochSecond(), SECONDS_A_DAY);
        digits(text, TIME, 2, second / 3_600);
        text[TIME + 2] = ':';
        digits(text, TIME + 3, 2, second / 60 % 60);
        text[TIME + 5] = ':';
        digits(text, TIME + 6, 2, second % 60);
        text[FRACTION - 1] = '.';
        digits(text, FRACTION, digits, inMillis ? micros / 1_000 : micros);
        text[FRACTION + digits] = 'Z';
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void digits(byte[] text, int at, int count, int number) {
        int rest = number;
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static Day day(long epochDay) {
        Day known = lastDay;
        if (known.epochDay != epochDay) {
            known = new Day(epochDay);
            lastDay = known;
        }
        return known;
    }

    private static final class Day {
        final long epochDay;
        private final byte[] text;

        Day(long epochDay) {
            this.epochDay = epochDay;
            this.text = (LocalDate.ofEpochDay(epochDay) + "T").getBytes(StandardCharsets.ISO_8859_1);
        }

        void write(byte[] target) {
            System.arraycopy(text, 0, target, 0, text.length);
        }
    }
}
