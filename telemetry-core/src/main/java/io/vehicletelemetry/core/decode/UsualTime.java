package io.vehicletelemetry.core.decode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ISO 8601 texts that nearly all devices write, {@code 2025-11-27T15:04:47.123+01:00}, without what a
 * {@link java.time.format.DateTimeFormatter} costs. It understands less than that of {@link DeviceTime} and means the same.
 */
final class UsualTime {

    /** {@code 2025-11-27T15:04:47}. */
    private static final int SECONDS_END = 19;

    private static final int MAX_FRACTION = 9;
    private static final int SECONDS_A_DAY = 86_400;
    private static final int[] NANOS = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };

    private UsualTime() {}

    /** The time; null where the text is not of this kind, and is to be read by the formatter. */
    static @Nullable Instant of(String text) {
        if (text.length() < SECONDS_END || !isParted(text)) {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        int fraction = fraction(text);
        int offset = offset(text, fraction == 0 ? SECONDS_END : SECONDS_END + 1 + fraction);
        boolean time = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        if (year < 0 || month < 0 || day < 0 || !time || fraction < 0 || offset == Integer.MIN_VALUE) {
            return null;
        }
        int nanos = fraction == 0 ? 0 : number(text, SECONDS_END + 1, SECONDS_END + 1 + fraction) * NANOS[fraction];
        try {
            long days = LocalDate.of(year, month, day).toEpochDay();
            return Instant.ofEpochSecond(days * SECONDS_A_DAY + hour * 3_600L + minute * 60L + second - offset, nanos);
        } catch (DateTimeException e) {
            return null; // 30 February
        }
    }

    private static boolean isParted(String text) {
        char middle = text.charAt(10);
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (middle == 'T' || middle == ' ')
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    /** How many digits the fraction has; -1 where it is none. */
    private static int fraction(String text) {
        if (text.length() == SECONDS_END || text.charAt(SECONDS_END) != '.') {
            return 0;
        }
        int end = SECONDS_END + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        int digits = end - SECONDS_END - 1;
        return digits == 0 || digits > MAX_FRACTION ? -1 : digits;
    }

    /** The offset from UTC in seconds, 0 where there is none; the least integer where it is no usual one. */
    private static int offset(String text, int from) {
        int left = text.length() - from;
        if (left == 0 || (left == 1 && text.charAt(from) == 'Z')) {
            return 0;
        }
        boolean usual =
                left == 6 && (text.charAt(from) == '+' || text.charAt(from) == '-') && text.charAt(from + 3) == ':';
        int hours = usual ? number(text, from + 1, from + 3) : -1;
        int minutes = usual ? number(text, from + 4, from + 6) : -1;
        if (hours < 0 || hours >= 18 || minutes < 0 || minutes >= 60) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3_600 + minutes * 60;
        return text.charAt(from) == '-' ? -seconds : seconds;
    }

    /** The number of some digits, at most nine; -1 where one is none. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
