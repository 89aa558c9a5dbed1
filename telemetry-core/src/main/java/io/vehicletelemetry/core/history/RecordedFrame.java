package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A frame as a history keeps it: whose it is, when it was observed, and its signals. Frames of a vehicle are ordered by
 * time, then by key; both together name a frame of a vehicle.
 *
 * <p>Where the device gave a believable time, the key follows from the content: the same message delivered twice makes
 * the same frame, which is stored once. Where it gave none, the time is that of the arrival and every frame has a key of
 * its own: a redelivered message cannot be told from an equal new one, and is stored at least once. Unless one of its
 * signals is a number that counts its messages: then the key follows from the content and alone names it
 * ({@link #sequenced()}), whenever it arrives.
 *
 * <p><em>Immutable.</em>
 */
public final class RecordedFrame {

    /** Steps through every 64-bit number once, from where chance begins. */
    private static final AtomicLong OWN_KEYS = new AtomicLong(new SplittableRandom().nextLong());

    private static final long ODD_STEP = 0x9E3779B97F4A7C15L;

    private final VehicleId vehicle;
    private final Instant time;
    private final long key;
    private final Instant arrival;
    private final Signals signals;
    private final boolean sequenced;

    private RecordedFrame(
            VehicleId vehicle, Instant time, long key, Instant arrival, Signals signals, boolean sequenced) {
        this.vehicle = Objects.requireNonNull(vehicle, "vehicle");
        this.time = time.truncatedTo(ChronoUnit.MICROS);
        this.key = key;
        this.arrival = arrival.truncatedTo(ChronoUnit.MICROS);
        this.signals = Objects.requireNonNull(signals, "signals");
        this.sequenced = sequenced;
    }

    /**
     * What is to be stored of a frame that arrived.
     *
     * @param vehicle the vehicle, which the frame itself need not name
     * @param frame what arrived, not replayed
     * @return the frame to store
     */
    public static RecordedFrame of(VehicleId vehicle, TelemetryFrame frame) {
        return of(vehicle, frame, null);
    }

    /**
     * What is to be stored of a frame that arrived, where the device may count its messages.
     *
     * @param vehicle the vehicle, which the frame itself need not name
     * @param frame what arrived, not replayed
     * @param sequenceSignal the signal that counts the messages, or null where there is none
     * @return the frame to store
     */
    public static RecordedFrame of(VehicleId vehicle, TelemetryFrame frame, @Nullable String sequenceSignal) {
        Signals signals = frame.signals();
        Instant deviceTime = frame.deviceTime();
        if (deviceTime != null) {
            return new RecordedFrame(vehicle, deviceTime, ContentHash.of(signals), frame.arrival(), signals, false);
        }
        boolean sequenced = sequenceSignal != null && signals.indexOf(sequenceSignal) >= 0;
        long key = sequenced ? ContentHash.of(signals) : OWN_KEYS.getAndAdd(ODD_STEP);
        return new RecordedFrame(vehicle, frame.arrival(), key, frame.arrival(), signals, sequenced);
    }

    /**
     * A frame that was stored: for histories.
     *
     * @param vehicle the vehicle
     * @param time when it was observed
     * @param key its key
     * @param arrival when it arrived
     * @param signals its signals
     * @return the frame
     */
    public static RecordedFrame stored(VehicleId vehicle, Instant time, long key, Instant arrival, Signals signals) {
        return new RecordedFrame(vehicle, time, key, arrival, signals, false);
    }

    /**
     * The vehicle.
     *
     * @return its id
     */
    public VehicleId vehicle() {
        return vehicle;
    }

    /**
     * When the signals were observed: the device's time where it gave a believable one, else the arrival.
     *
     * @return the time, in whole microseconds
     */
    public Instant time() {
        return time;
    }

    /**
     * What tells it from other frames of the same vehicle and time.
     *
     * @return any number
     */
    public long key() {
        return key;
    }

    /**
     * When it arrived, by the wall clock.
     *
     * @return the time, in whole microseconds
     */
    public Instant arrival() {
        return arrival;
    }

    /**
     * The signals.
     *
     * @return the signals, perhaps none
     */
    public Signals signals() {
        return signals;
    }

    /**
     * Whether its key alone names it among the frames of its vehicle, whatever its time: the same message has another
     * time of arrival when it is delivered again. A frame that was found does not tell any more.
     *
     * @return true where the device counts its messages and gives them no time
     */
    public boolean sequenced() {
        return sequenced;
    }

    /**
     * Where it stands among the frames of its vehicle.
     *
     * @return the position
     */
    public Position position() {
        return new Position(time, key);
    }

    /** Whether vehicle, time, key and signals are the same, in whatever order; the arrival does not count. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordedFrame that
                && key == that.key
                && vehicle.equals(that.vehicle)
                && time.equals(that.time)
                && sameSignals(that.signals);
    }

    private boolean sameSignals(Signals others) {
        return signals.size() == others.size()
                && IntStream.range(0, signals.size())
                        .allMatch(i -> signals.value(i).equals(others.get(signals.name(i))));
    }

    @Override
    public int hashCode() {
        return Objects.hash(vehicle, time, key);
    }

    @Override
    public String toString() {
        return "RecordedFrame[" + vehicle + " " + time + " " + signals + "]";
    }

    /**
     * Where a frame stands among the frames of its vehicle.
     *
     * <p><em>Immutable.</em>
     *
     * @param time its time
     * @param key its key
     */
    public record Position(Instant time, long key) implements Comparable<Position> {

        /**
         * Checks that nothing is missing.
         *
         * @param time its time
         * @param key its key
         */
        public Position {
            Objects.requireNonNull(time, "time");
        }

        @Override
        public int compareTo(Position other) {
            int byTime = time.compareTo(other.time);
            return byTime != 0 ? byTime : Long.compare(key, other.key);
        }
    }
}
