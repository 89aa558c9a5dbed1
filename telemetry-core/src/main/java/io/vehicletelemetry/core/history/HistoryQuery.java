package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.VehicleId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a history: the frames of one vehicle in a time, perhaps only some signals, perhaps only from where
 * the answer before ended.
 *
 * <p><em>Immutable.</em>
 *
 * @param vehicle the vehicle
 * @param from the first time that belongs to it
 * @param to the first time after it
 * @param signals only these signals, and only frames that have one of them; empty for all
 * @param limit how many frames at most
 * @param after only what stands after this position, or null
 */
public record HistoryQuery(
        VehicleId vehicle,
        Instant from,
        Instant to,
        List<String> signals,
        int limit,
        RecordedFrame.@Nullable Position after) {

    /** How many frames are found where nothing else is said. */
    public static final int DEFAULT_LIMIT = 1000;

    /** After all that can be asked for. */
    static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    /**
     * Checks the query. Frames have times in whole microseconds: {@code from} and {@code to} become the next ones.
     *
     * @param vehicle the vehicle
     * @param from the first time that belongs to it
     * @param to the first time after it
     * @param signals only these, or empty for all
     * @param limit how many frames at most
     * @param after only what stands after this position, or null
     * @throws IllegalArgumentException if {@code to} is before {@code from}, one of them is not between the years 1 and
     *     9999, or the limit is less than 1
     */
    public HistoryQuery {
        Objects.requireNonNull(vehicle, "vehicle");
        signals = List.copyOf(signals);
        from = wholeMicros("from", from);
        to = wholeMicros("to", to);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("to " + to + ": allowed are times from " + from + ", which is from");
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit + ": allowed are numbers from 1");
        }
    }

    private static Instant wholeMicros(String name, Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(END_OF_TIME)) {
            throw new IllegalArgumentException(
                    name + " " + time + ": allowed are times from " + EARLIEST + " to " + END_OF_TIME);
        }
        Instant whole = time.truncatedTo(ChronoUnit.MICROS);
        return whole.equals(time) ? time : whole.plus(1, ChronoUnit.MICROS);
    }

    /**
     * All signals of a vehicle in a time, at most {@value #DEFAULT_LIMIT} frames.
     *
     * @param vehicle the vehicle
     * @param from the first time that belongs to it
     * @param to the first time after it
     * @return the query
     * @throws IllegalArgumentException as the constructor does
     */
    public static HistoryQuery of(VehicleId vehicle, Instant from, Instant to) {
        return new HistoryQuery(vehicle, from, to, List.of(), DEFAULT_LIMIT, null);
    }

    /**
     * The same, for some signals.
     *
     * @param names only these signals, and only frames that have one of them; empty for all
     * @return the query
     */
    public HistoryQuery signals(List<String> names) {
        return new HistoryQuery(vehicle, from, to, names, limit, after);
    }

    /**
     * The same, with another limit.
     *
     * @param frames how many frames at most
     * @return the query
     * @throws IllegalArgumentException if the number is less than 1
     */
    public HistoryQuery limit(int frames) {
        return new HistoryQuery(vehicle, from, to, signals, frames, after);
    }

    /**
     * The same, from where an answer ended.
     *
     * @param position the position of the last frame that was found, or null for the beginning
     * @return the query
     */
    public HistoryQuery after(RecordedFrame.@Nullable Position position) {
        return new HistoryQuery(vehicle, from, to, signals, limit, position);
    }
}
