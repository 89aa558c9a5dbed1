package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signals as two arrays of a row. At a signal's position stands its number; a whole one that a double holds exactly is an
 * integer, every other a decimal. What this does not give back stands among the others: the position, a letter for the
 * kind, and the value as text where the number does not tell it.
 *
 * <p><em>Immutable.</em>
 */
final class FrameRow {

    private static final double GREATEST_EXACT = 0x1p53;

    private final @Nullable Double[] numbers;
    private final String @Nullable [] others;

    private FrameRow(@Nullable Double[] numbers, String @Nullable [] others) {
        this.numbers = numbers;
        this.others = others;
    }

    /** By position, null where a signal has no number or is not there. */
    @Nullable
    Double[] numbers() {
        return numbers;
    }

    /** What the numbers do not give back, or null where they do. */
    String @Nullable [] others() {
        return others;
    }

    /**
     * The row of a frame.
     *
     * @param positions where its signals stand, from 1 to {@code size}
     */
    static FrameRow of(Signals signals, int[] positions, int size) {
        @Nullable Double[] numbers = new Double[size];
        int length = 0;
        List<String> others = List.of();
        for (int i = 0; i < positions.length; i++) {
            int position = positions[i];
            length = Math.max(length, position);
            SignalValue value = signals.value(i);
            if (value instanceof SignalValue.OfInteger integer) {
                numbers[position - 1] = (double) integer.value();
            } else if (value instanceof SignalValue.OfDecimal decimal) {
                numbers[position - 1] = decimal.value();
            }
            String other = other(value);
            if (other != null) {
                others = others.isEmpty() ? new ArrayList<>() : others;
                others.add(position + other);
            }
        }
        return new FrameRow(
                length == numbers.length ? numbers : Arrays.copyOf(numbers, length),
                others.isEmpty() ? null : others.toArray(String[]::new));
    }

    private static @Nullable String other(SignalValue value) {
        if (value instanceof SignalValue.OfInteger integer) {
            return integer.value() >= -(long) GREATEST_EXACT && integer.value() <= (long) GREATEST_EXACT
                    ? null
                    : "i" + integer.value();
        }
        if (value instanceof SignalValue.OfDecimal decimal) {
            boolean negativeZero = Double.doubleToRawLongBits(decimal.value()) == Long.MIN_VALUE;
            return negativeZero ? "d-0.0" : readsAsInteger(decimal.value()) ? "d" : null;
        }
        if (value instanceof SignalValue.OfBoolean bool) {
            return bool.value() ? "b1" : "b0";
        }
        return value instanceof SignalValue.OfText text ? "t" + text.value() : "n";
    }

    private static boolean readsAsInteger(double number) {
        return number == Math.rint(number) && Math.abs(number) <= GREATEST_EXACT;
    }

    /**
     * The signals of a row.
     *
     * @param micros when they were observed
     */
    static Signals signals(
            @Nullable Object[] numbers, @Nullable Object @Nullable [] others, Layout layout, long micros) {
        @Nullable SignalValue[] values = new SignalValue[layout.size() + 1];
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] instanceof Double number) {
                values[i + 1] = readsAsInteger(number)
                        ? SignalValue.of(number.longValue())
                        : SignalValue.of(number.doubleValue());
            }
        }
        if (others != null) {
            for (Object other : others) {
                put(values, String.valueOf(other));
            }
        }
        Signals.Builder signals = Signals.builder();
        for (int position = 1; position < values.length; position++) {
            SignalValue value = values[position];
            if (value != null) {
                signals.put(layout.name(position), value, micros, 0);
            }
        }
        return signals.build();
    }

    /** The highest position of a row. */
    static int reach(@Nullable Object[] numbers, @Nullable Object @Nullable [] others) {
        int reach = numbers.length;
        if (others != null) {
            for (Object other : others) {
                reach = Math.max(reach, Integer.parseInt(String.valueOf(other), 0, digits(String.valueOf(other)), 10));
            }
        }
        return reach;
    }

    private static int digits(String other) {
        int digits = 0;
        while (Character.isDigit(other.charAt(digits))) {
            digits++;
        }
        return digits;
    }

    private static void put(@Nullable SignalValue[] values, String other) {
        int kind = digits(other);
        int position = Integer.parseInt(other, 0, kind, 10);
        String text = other.substring(kind + 1);
        SignalValue before = values[position];
        values[position] = switch (other.charAt(kind)) {
            case 'i' -> SignalValue.of(Long.parseLong(text));
            case 'd' ->
                SignalValue.of(
                        before != null && text.isEmpty() ? before.number().orElse(0) : Double.parseDouble(text));
            case 'b' -> SignalValue.of(text.equals("1"));
            case 't' -> SignalValue.of(text);
            default -> SignalValue.ofNull();
        };
    }
}
