package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Keeps what happened: the frames of vehicles and the states that they were in.
 *
 * <p>Rules:
 *
 * <ul>
 *   <li>H1 What was appended is found.
 *   <li>H2 A time is {@code [from, to)}: its beginning belongs to it, its end does not.
 *   <li>H3 Frames are found in ascending order of their positions, whatever order they were appended in.
 *   <li>H4 No more than the limit is found, the first ones; {@link HistoryQuery#after} goes on without a gap and without
 *       finding anything twice.
 *   <li>H5 The same frame (vehicle, time and key; vehicle and key where it is {@linkplain RecordedFrame#sequenced()
 *       sequenced}) appended twice is stored once, in one batch or in two.
 *   <li>H6 An empty batch changes nothing.
 *   <li>H7 Times survive to the microsecond, and values in their kind: integers stay integers.
 *   <li>H8 A batch is stored as a whole or not at all.
 *   <li>H9 What is known last is the newest value of each signal, whatever frame it stands in, and the newest state.
 * </ul>
 *
 * <p>A history may keep a bounded number of frames and give up the oldest. Its methods may block: nobody calls them on a
 * thread that brings telemetry in.
 *
 * <p><em>Thread-safe.</em>
 */
public interface TelemetryHistory extends AutoCloseable {

    /**
     * Stores frames.
     *
     * @param frames a batch, of any vehicles and in any order
     * @return how many of them were new; the others were there already
     * @throws HistoryException if nothing was stored: because the history is away, or because it refuses a frame
     */
    int append(List<RecordedFrame> frames);

    /**
     * Returns once what was stored before survives the sudden end of this process. Does nothing where it does so as soon
     * as it is stored, which is the default; a database that writes to its files a while after the commit does that now.
     *
     * @throws HistoryException if that could not be done
     */
    default void sync() {}

    /**
     * Finds frames.
     *
     * @param query which
     * @return the frames in ascending order, with the signals that were asked for
     * @throws HistoryException if the history is away
     */
    List<RecordedFrame> find(HistoryQuery query);

    /**
     * Finds the newest frames of a vehicle.
     *
     * @param vehicle the vehicle
     * @param limit how many at most, at least 1
     * @return the frames in ascending order
     * @throws HistoryException if the history is away
     */
    List<RecordedFrame> newest(VehicleId vehicle, int limit);

    /**
     * Counts the frames of a time.
     *
     * @param query which frames; its signals, limit and position do not count
     * @return how many there are
     * @throws HistoryException if the history is away
     */
    default long count(HistoryQuery query) {
        HistoryQuery page =
                query.signals(List.of()).limit(HistoryQuery.DEFAULT_LIMIT).after(null);
        long count = 0;
        List<RecordedFrame> frames;
        do {
            frames = find(page);
            count += frames.size();
            page = frames.isEmpty()
                    ? page
                    : page.after(frames.get(frames.size() - 1).position());
        } while (!frames.isEmpty());
        return count;
    }

    /**
     * Tells what was known of a vehicle at a time: for a start that takes up where another process ended.
     *
     * @param vehicle the vehicle
     * @param before only frames that were observed, and states that began, before this time
     * @param depth in how many frames, from the newest on, the values are looked for, at least 1
     * @return what was known last; without signals where there is no frame
     * @throws HistoryException if the history is away
     */
    default LastKnown last(VehicleId vehicle, Instant before, int depth) {
        LastKnown.Collector last = new LastKnown.Collector(vehicle);
        List<RecordedFrame> newest = newest(vehicle, depth);
        for (int i = newest.size() - 1; i >= 0; i--) {
            if (newest.get(i).time().isBefore(before)) {
                last.add(newest.get(i));
            }
        }
        List<RecordedState> states = states(vehicle, before.minus(1, ChronoUnit.MICROS), before);
        return last.with(states.isEmpty() ? null : states.get(states.size() - 1));
    }

    /**
     * Tells which vehicles there are frames or states of.
     *
     * @return the vehicles, in any order
     * @throws HistoryException if the history is away
     */
    List<VehicleId> vehicles();

    /**
     * Tells which signals a vehicle had in its frames.
     *
     * @param vehicle the vehicle
     * @return their names, in the order in which they came first
     * @throws HistoryException if the history is away
     */
    List<String> signals(VehicleId vehicle);

    /**
     * Puts a frame aside that {@link #append} refuses, so that people can look at it. Does nothing where a history has
     * no place for these.
     *
     * @param frame the frame
     * @param reason why it was refused, for people
     * @throws HistoryException if it could not be put aside
     */
    default void putAside(RecordedFrame frame, String reason) {}

    /**
     * Summarises the numbers of the frames of a time, in buckets that begin at its start.
     *
     * @param query which frames; its limit and position do not count
     * @param width how long a bucket is, positive, in whole microseconds
     * @return the buckets that are not empty, in ascending order
     * @throws IllegalArgumentException if the width is none of these
     * @throws HistoryException if the history is away
     */
    List<HistoryBucket> summarize(HistoryQuery query, Duration width);

    /**
     * Stores states. The same state twice (vehicle, beginning and state) is stored once.
     *
     * @param states a batch, of any vehicles and in any order
     * @throws HistoryException if nothing was stored
     */
    void appendStates(List<RecordedState> states);

    /**
     * Finds the states of a vehicle that began in a time, and the one that held at its start.
     *
     * @param vehicle the vehicle
     * @param from the first time that belongs to it
     * @param to the first time after it
     * @return the states in ascending order of their beginnings; the first may have begun before {@code from}
     * @throws HistoryException if the history is away
     */
    List<RecordedState> states(VehicleId vehicle, Instant from, Instant to);

    /**
     * Finds the first of the states that {@link #states(VehicleId, Instant, Instant)} finds.
     *
     * @param vehicle the vehicle
     * @param from the first time that belongs to it
     * @param to the first time after it
     * @param limit how many at most, at least 1
     * @return the states in ascending order of their beginnings; the first may have begun before {@code from}
     * @throws HistoryException if the history is away
     */
    default List<RecordedState> states(VehicleId vehicle, Instant from, Instant to, int limit) {
        List<RecordedState> all = states(vehicle, from, to);
        return all.subList(0, Math.min(limit, all.size()));
    }

    /** Frees what the history holds. Idempotent. */
    @Override
    default void close() {}

    /**
     * A history in memory: the newest frames and states of the vehicles heard of last. A frame of 14 numbers takes about
     * 130 bytes where they have at most two digits behind the point, else up to about 210; a frame that is found is made
     * anew each time.
     *
     * @param points how many frames, and how many states, of a vehicle at most
     * @param vehicles how many vehicles at most; the one that was written to least recently is given up first
     * @return the history
     * @throws IllegalArgumentException if one of them is less than 1
     */
    static TelemetryHistory inMemory(int points, int vehicles) {
        return new InMemoryHistory(points, vehicles);
    }
}
