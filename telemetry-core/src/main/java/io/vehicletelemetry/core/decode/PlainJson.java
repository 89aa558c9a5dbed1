package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.SignalValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object of names and scalars in ASCII without escapes: what nearly all messages are. It understands less than
 * {@link JsonPayload} and means the same by it: where anything is not as plain, it stops, and the other one is to be asked.
 *
 * <p><em>Confined to one thread at a time: one message, then discarded.</em>
 */
final class PlainJson {

    /** At most this many characters of a whole number fit 64 bits whatever they are, sign included. */
    private static final int LONG_DIGITS = 18;

    /** Up to here every whole number is a double. */
    private static final long MAX_EXACT = 1L << 53;

    /** Those that are exact as a double: dividing an exact number by one rounds once, as reading the text does. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    private final byte[] bytes;
    private int at;

    PlainJson(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Enters the object; false where there is none, or an empty one. */
    boolean enter() {
        return takes('{') && peek() == '"';
    }

    /** Takes this name and its colon, if it is what comes. */
    boolean takes(byte[] name) {
        int from = at + 1;
        int to = from + name.length;
        boolean same = peek() == '"'
                && to < bytes.length
                && bytes[to] == '"'
                && Arrays.equals(bytes, from, to, name, 0, name.length);
        if (!same) {
            return false;
        }
        at = to + 1;
        return takes(':');
    }

    /** Takes the name that comes, and its colon; null where there is none that is plain. */
    byte @Nullable [] name() {
        int from = at + 1;
        int to = peek() == '"' ? closing(from) : -1;
        if (to < 0) {
            return null;
        }
        at = to + 1;
        return takes(':') ? Arrays.copyOfRange(bytes, from, to) : null;
    }

    /** Takes what parts one member from the next. */
    boolean continues() {
        return takes(',') && peek() == '"';
    }

    /** Takes the end of the object and of the text. */
    boolean ends() {
        return takes('}') && peek() == 0 && at == bytes.length;
    }

    /** Takes a value, as {@link JsonPayload#scalar} does; null where there is none that is plain. */
    @Nullable
    SignalValue value() {
        return switch (peek()) {
            case '"' -> text();
            case 't' -> literal("true") ? SignalValue.of(true) : null;
            case 'f' -> literal("false") ? SignalValue.of(false) : null;
            case 'n' -> literal("null") ? SignalValue.ofNull() : null;
            default -> number();
        };
    }

    private @Nullable SignalValue text() {
        int from = at + 1;
        int to = closing(from);
        if (to < 0) {
            return null;
        }
        at = to + 1;
        return TextValue.of(ascii(from, to));
    }

    private boolean literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i == bytes.length || bytes[at + i] != word.charAt(i)) {
                return false;
            }
        }
        at += word.length();
        return true;
    }

    private @Nullable SignalValue number() {
        int from = at;
        boolean negative = byteAt(at) == '-';
        int whole = negative ? from + 1 : from;
        at = whole;
        long digits = digits(0);
        if (at == whole || (byteAt(whole) == '0' && at > whole + 1)) {
            return null;
        }
        int fraction = 0;
        boolean decimal = byteAt(at) == '.';
        if (decimal) {
            int first = ++at;
            digits = digits(digits);
            fraction = at - first;
            if (fraction == 0) {
                return null;
            }
        }
        if ((byteAt(at) | 0x20) == 'e') {
            return exponent() ? NumberText.value(ascii(from, at)) : null;
        }
        if (at - from > LONG_DIGITS || (decimal && digits > MAX_EXACT)) {
            return NumberText.value(ascii(from, at));
        }
        if (!decimal) {
            return SignalValue.of(negative ? -digits : digits);
        }
        double number = digits / POWERS[fraction];
        return SignalValue.of(negative ? -number : number);
    }

    private boolean exponent() {
        at++;
        if (byteAt(at) == '-' || byteAt(at) == '+') {
            at++;
        }
        int first = at;
        digits(0);
        return at > first;
    }

    /** Takes digits, after those of a number so far; beyond 18 of them it is no longer the number. */
    private long digits(long number) {
        long all = number;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            all = all * 10 + (bytes[at++] - '0');
        }
        return all;
    }

    /** Where a text ends; -1 where it does not, or is not plain. */
    private int closing(int from) {
        for (int i = from; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '"') {
                return i;
            }
            if (b < ' ' || b == '\\') {
                return -1;
            }
        }
        return -1;
    }

    private boolean takes(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** The next that is no space; 0 where there is none. */
    private byte peek() {
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            at++;
        }
        return 0;
    }

    private byte byteAt(int index) {
        return index < bytes.length ? bytes[index] : 0;
    }

    private String ascii(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }
}
