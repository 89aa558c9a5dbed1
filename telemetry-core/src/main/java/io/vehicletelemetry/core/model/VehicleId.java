package io.vehicletelemetry.core.model;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Names a vehicle: 1 to 128 characters of well-formed text without control characters.
 *
 * <p>An id that is a canonical non-negative integer of at most 15 digits ({@code 1}, not {@code 01}) is also a
 * {@linkplain #number() number}: clients in JavaScript compare it with {@code ===} against a parsed integer, and 15
 * digits are what a double holds exactly. Numbers sort by value and before all other ids; the rest sorts by text.
 *
 * <p><em>Immutable.</em>
 *
 * @param value the id as text
 */
public record VehicleId(String value) implements Comparable<VehicleId> {

    /** The longest id, in characters. */
    public static final int MAX_LENGTH = 128;

    private static final int MAX_NUMBER_DIGITS = 15;

    /**
     * Checks the id.
     *
     * @param value the id as text
     * @throws IllegalArgumentException if the id is blank, longer than {@value #MAX_LENGTH} characters, or contains a
     *     control character or an unpaired surrogate
     */
    public VehicleId {
        if (value.isBlank() || value.length() > MAX_LENGTH || !Texts.isPrintable(value)) {
            throw new IllegalArgumentException("vehicle id " + Texts.quoted(value) + ": allowed are 1 to " + MAX_LENGTH
                    + " characters, not blank, without control characters");
        }
    }

    /**
     * Makes an id from text.
     *
     * @param value the id
     * @return the id
     * @throws IllegalArgumentException as the constructor does
     */
    public static VehicleId of(String value) {
        return new VehicleId(value);
    }

    /**
     * Makes an id from a number.
     *
     * @param number the id, not negative
     * @return the id
     * @throws IllegalArgumentException if the number is negative
     */
    public static VehicleId of(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("vehicle id " + number + ": allowed are numbers from 0");
        }
        return new VehicleId(Long.toString(number));
    }

    /**
     * The id as a number, where it is a canonical non-negative integer of at most 15 digits.
     *
     * @return the number, or empty
     */
    public OptionalLong number() {
        int length = value.length();
        if (length > MAX_NUMBER_DIGITS || (length > 1 && value.charAt(0) == '0')) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                return OptionalLong.empty();
            }
            number = number * 10 + (c - '0');
        }
        return OptionalLong.of(number);
    }

    /** By hand: each offer to each subscriber looks an id up, and what a record generates is slow where it is not inlined. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof VehicleId id && value.equals(id.value));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(VehicleId other) {
        OptionalLong mine = number();
        OptionalLong theirs = other.number();
        if (mine.isPresent() && theirs.isPresent()) {
            return Long.compare(mine.getAsLong(), theirs.getAsLong());
        }
        if (mine.isPresent() != theirs.isPresent()) {
            return mine.isPresent() ? -1 : 1;
        }
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
