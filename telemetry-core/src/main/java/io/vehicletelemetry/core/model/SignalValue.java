package io.vehicletelemetry.core.model;

import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * One value of one signal: an integer, a decimal, a boolean, a text, or {@code null} where the device itself sent null.
 *
 * <p>Integers stay integers and decimals stay decimals on their whole way to a client. There is no {@code NaN} and no
 * infinity.
 *
 * <p><em>Immutable.</em>
 */
public sealed interface SignalValue {

    /** What kind of value this is: for a {@code switch}. */
    enum Kind {
        /** A whole number that fits 64 bits: {@link OfInteger}. */
        INTEGER,
        /** A finite IEEE 754 double: {@link OfDecimal}. */
        DECIMAL,
        /** True or false: {@link OfBoolean}. */
        BOOLEAN,
        /** Text: {@link OfText}. */
        TEXT,
        /** The device said null, or cleared the signal: {@link OfNull}. */
        NULL
    }

    /**
     * What kind of value this is.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * The value as a number.
     *
     * @return the number of an integer or decimal, else empty
     */
    default OptionalDouble number() {
        return OptionalDouble.empty();
    }

    /**
     * An integer.
     *
     * @param value the number
     * @return the value
     */
    static SignalValue of(long value) {
        return value >= 0 && value < OfInteger.SMALL.length ? OfInteger.SMALL[(int) value] : new OfInteger(value);
    }

    /**
     * A decimal.
     *
     * @param value a finite number
     * @return the value
     * @throws IllegalArgumentException if the number is not finite
     */
    static SignalValue of(double value) {
        return new OfDecimal(value);
    }

    /**
     * A boolean.
     *
     * @param value true or false
     * @return the value
     */
    static SignalValue of(boolean value) {
        return value ? OfBoolean.TRUE : OfBoolean.FALSE;
    }

    /**
     * A text.
     *
     * @param value the text
     * @return the value
     * @throws IllegalArgumentException if the text contains an unpaired surrogate: it has no UTF-8 form
     */
    static SignalValue of(String value) {
        return new OfText(value);
    }

    /**
     * The null that a device sent.
     *
     * @return the value
     */
    static SignalValue ofNull() {
        return OfNull.NULL;
    }

    /**
     * A whole number.
     *
     * @param value the number
     */
    record OfInteger(long value) implements SignalValue {
        /** What most readings are: made once. */
        private static final OfInteger[] SMALL =
                IntStream.range(0, 256).mapToObj(OfInteger::new).toArray(OfInteger[]::new);

        @Override
        public Kind kind() {
            return Kind.INTEGER;
        }

        @Override
        public OptionalDouble number() {
            return OptionalDouble.of((double) value);
        }

        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /**
     * A finite decimal.
     *
     * @param value the number
     */
    record OfDecimal(double value) implements SignalValue {

        /**
         * Checks the number.
         *
         * @param value the number
         * @throws IllegalArgumentException if it is not finite
         */
        public OfDecimal {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("decimal value " + value + ": allowed are finite numbers");
            }
        }

        @Override
        public Kind kind() {
            return Kind.DECIMAL;
        }

        @Override
        public OptionalDouble number() {
            return OptionalDouble.of(value);
        }

        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    /**
     * True or false.
     *
     * @param value the value
     */
    record OfBoolean(boolean value) implements SignalValue {
        private static final OfBoolean TRUE = new OfBoolean(true);
        private static final OfBoolean FALSE = new OfBoolean(false);

        @Override
        public Kind kind() {
            return Kind.BOOLEAN;
        }

        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /**
     * Well-formed text.
     *
     * @param value the text
     */
    record OfText(String value) implements SignalValue {

        /**
         * Checks the text.
         *
         * @param value the text
         * @throws IllegalArgumentException if it contains an unpaired surrogate
         */
        public OfText {
            if (!Texts.isWellFormed(value)) {
                throw new IllegalArgumentException(
                        "text value " + Texts.quoted(value) + ": allowed is text without unpaired surrogates");
            }
        }

        @Override
        public Kind kind() {
            return Kind.TEXT;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /** The null that a device sent. */
    enum OfNull implements SignalValue {
        /** The only one. */
        NULL;

        @Override
        public Kind kind() {
            return Kind.NULL;
        }

        @Override
        public String toString() {
            return "null";
        }
    }
}
