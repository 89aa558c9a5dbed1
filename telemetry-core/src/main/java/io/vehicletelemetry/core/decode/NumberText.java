package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.SignalValue;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as JSON writes them (RFC 8259, section 6): {@code -12.5e3}, but neither {@code +1}, {@code 007}, {@code .5} nor
 * {@code 0x1F}, which stay texts: an id with leading zeros is none of a number's business.
 */
final class NumberText {

    /** Longer ones say nothing that a double could hold, and only cost time. */
    static final int MAX_LENGTH = 1000;

    private static final int LONG_DIGITS = 18;

    private NumberText() {}

    static boolean isNumber(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int end = digits(text, start);
        if (end == start || (text.charAt(start) == '0' && end > start + 1)) {
            return false;
        }
        if (end < text.length() && text.charAt(end) == '.') {
            int fraction = end + 1;
            end = digits(text, fraction);
            if (end == fraction) {
                return false;
            }
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int exponent = end + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+')) {
                exponent++;
            }
            end = digits(text, exponent);
            if (end == exponent) {
                return false;
            }
        }
        return end == text.length();
    }

    /**
     * The value of a number: an integer where it is written as one and fits 64 bits, else a decimal; null where it is not
     * finite or absurdly long.
     */
    static @Nullable SignalValue value(String number) {
        if (number.length() > MAX_LENGTH) {
            return null;
        }
        if (isWhole(number)) {
            if (number.length() <= LONG_DIGITS) {
                return SignalValue.of(Long.parseLong(number));
            }
            BigInteger whole = new BigInteger(number);
            if (whole.bitLength() < Long.SIZE) {
                return SignalValue.of(whole.longValue());
            }
        }
        double decimal = Double.parseDouble(number);
        return Double.isFinite(decimal) ? SignalValue.of(decimal) : null;
    }

    private static boolean isWhole(String number) {
        return digits(number, number.startsWith("-") ? 1 : 0) == number.length();
    }

    private static int digits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}
