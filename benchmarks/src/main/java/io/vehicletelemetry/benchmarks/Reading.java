package io.vehicletelemetry.benchmarks;

import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The value that the holders hold: immutable and small, so that the holder's own cost is not hidden behind it.
 *
 * <p><em>Immutable.</em>
 */
record Reading(long revision, double speed, double rpm) {

    static final Reading FIRST = new Reading(0, 0, 0);

    /** The function of every update, for the designs that take one: made once, captures nothing. */
    static final UnaryOperator<Reading> NEXT = Reading::next;

    /** The same for a map. */
    static final BiFunction<Integer, Reading, Reading> NEXT_OF_VEHICLE = (vehicle, before) -> before.next();

    /** The reading after this one, which depends on it. */
    Reading next() {
        return new Reading(revision + 1, rpm, speed + 1);
    }
}
