package io.vehicletelemetry.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What arrived: some signals of one vehicle, observed at one time, live or replayed. A frame is partial: a signal that
 * is not in it keeps its value.
 *
 * <p>A frame names its vehicle, or only its device, which is mapped to a vehicle later. It is <em>replayed</em> when it
 * was kept for a while before it came: retained by a broker and sent at subscription, or restored from a record.
 *
 * <p><em>Immutable.</em>
 */
public final class TelemetryFrame {

    /** A device's time before this one is not believed: the clock was not set. */
    public static final Instant EARLIEST_BELIEVED = Instant.parse("2010-01-01T00:00:00Z");

    /** A device's time this far after the arrival is still believed: clocks are never quite equal. */
    public static final Duration LATEST_BELIEVED_AHEAD = Duration.ofSeconds(60);

    /** The longest silence that can be allowed: monotonic nanoseconds reach for 292 years. */
    public static final Duration LONGEST_OFFLINE_AFTER = Duration.ofDays(36_500);

    private final @Nullable VehicleId vehicle;
    private final @Nullable String device;
    private final @Nullable VehicleId toldVehicle;
    private final Signals signals;
    private final @Nullable Instant deviceTime;
    private final Instant arrival;
    private final long arrivalNanos;
    private final boolean replayed;
    private final boolean historical;
    private final boolean signOfLife;
    private final @Nullable Duration offlineAfter;
    private final @Nullable EvidenceRule liveWhen;

    private TelemetryFrame(Builder builder, Signals signals, @Nullable Instant deviceTime) {
        this.vehicle = builder.vehicle;
        this.device = builder.device;
        this.toldVehicle = builder.toldVehicle;
        this.signals = signals;
        this.deviceTime = deviceTime;
        this.arrival = builder.arrival;
        this.arrivalNanos = builder.arrivalNanos;
        this.replayed = builder.replayed;
        this.historical = builder.historical;
        this.signOfLife = builder.signOfLife;
        this.offlineAfter = builder.offlineAfter;
        this.liveWhen = builder.liveWhen;
    }

    /**
     * Starts a live frame.
     *
     * @param arrival when the transport handed it over, by the wall clock
     * @param arrivalNanos the same moment by the monotonic clock
     * @return a builder
     */
    public static Builder builder(Instant arrival, long arrivalNanos) {
        return new Builder(arrival, arrivalNanos);
    }

    /**
     * Starts a live frame that arrives now.
     *
     * @param time the clocks
     * @return a builder
     */
    public static Builder builder(TimeSource time) {
        return new Builder(time.instant(), time.nanoTime());
    }

    /**
     * The vehicle.
     *
     * @return its id, or null where only the device is named
     */
    public @Nullable VehicleId vehicle() {
        return vehicle;
    }

    /**
     * The device that sent the frame: its own clock, and what is mapped to a vehicle where no vehicle is named.
     *
     * @return its name, or null where it has none
     */
    public @Nullable String device() {
        return device;
    }

    /**
     * The vehicle that the message told of in its body, where its device goes before it: not the frame's vehicle, only
     * compared with the one that the device turns out to be in.
     *
     * @return its id, or null where the message told of none
     */
    public @Nullable VehicleId toldVehicle() {
        return toldVehicle;
    }

    /**
     * The signals. All have the observation time of the frame.
     *
     * @return the signals, perhaps none
     */
    public Signals signals() {
        return signals;
    }

    /**
     * The device's time, where it gave a believable one: not before {@link #EARLIEST_BELIEVED}, and not more than
     * {@link #LATEST_BELIEVED_AHEAD} after the arrival.
     *
     * @return the time, or null
     */
    public @Nullable Instant deviceTime() {
        return deviceTime;
    }

    /**
     * When the transport handed it over, by the wall clock.
     *
     * @return the time
     */
    public Instant arrival() {
        return arrival;
    }

    /**
     * When the transport handed it over, by the monotonic clock: what liveness is decided by.
     *
     * @return nanoseconds; only differences mean anything
     */
    public long arrivalNanos() {
        return arrivalNanos;
    }

    /**
     * When the values were observed: the device's time where it is believable; else the arrival; else, for a replayed
     * frame, unknown.
     *
     * @return microseconds since 1970-01-01T00:00:00Z, or {@link Signals#UNKNOWN_TIME}
     */
    public long observedMicros() {
        return observedMicros(deviceTime, arrival, replayed);
    }

    /**
     * Whether the frame was kept for a while before it came. It only fills in, and is never a sign of life.
     *
     * @return true if it was replayed
     */
    public boolean replayed() {
        return replayed;
    }

    /**
     * Whether the device marked the values as past, as one does that sends what it had stored: never the latest, and no
     * sign that the vehicle runs now.
     *
     * @return true if the values are a record of the past
     */
    public boolean historical() {
        return historical;
    }

    /**
     * Whether the frame, when live, is evidence that the vehicle runs. Bookkeeping (a version, a health flag) is not.
     *
     * @return true unless its format says otherwise
     */
    public boolean signOfLife() {
        return signOfLife;
    }

    /**
     * The silence after which the vehicle is offline, where the way the frame came sets one.
     *
     * @return a positive duration, or null where the general one holds
     */
    public @Nullable Duration offlineAfter() {
        return offlineAfter;
    }

    /**
     * What decides whether the frame, when live, is evidence that the vehicle runs, where the way it came sets a rule.
     *
     * @return the rule, or null where every live frame is evidence
     */
    public @Nullable EvidenceRule liveWhen() {
        return liveWhen;
    }

    /**
     * Starts from this frame.
     *
     * @return a builder with all that this frame has
     */
    public Builder toBuilder() {
        Builder copy = withoutSignals();
        copy.signals = signals.toBuilder();
        return copy;
    }

    /**
     * Starts from all of this frame but its signals.
     *
     * @return a builder without signals
     */
    public Builder withoutSignals() {
        Builder copy = new Builder(arrival, arrivalNanos);
        copy.vehicle = vehicle;
        copy.device = device;
        copy.toldVehicle = toldVehicle;
        copy.deviceTime = deviceTime;
        copy.replayed = replayed;
        copy.historical = historical;
        copy.signOfLife = signOfLife;
        copy.offlineAfter = offlineAfter;
        copy.liveWhen = liveWhen;
        return copy;
    }

    @Override
    public String toString() {
        return "TelemetryFrame[vehicle=" + vehicle + ", device=" + device + ", replayed=" + replayed + ", deviceTime="
                + deviceTime + ", signals=" + signals + "]";
    }

    /**
     * Checks a silence after which a vehicle is offline.
     *
     * @param offlineAfter a positive duration up to {@link #LONGEST_OFFLINE_AFTER}
     * @return the duration
     * @throws IllegalArgumentException if the duration is none of these
     */
    public static Duration requireOfflineAfter(Duration offlineAfter) {
        if (offlineAfter.isNegative() || offlineAfter.isZero() || offlineAfter.compareTo(LONGEST_OFFLINE_AFTER) > 0) {
            throw new IllegalArgumentException(
                    "offlineAfter " + offlineAfter + ": allowed are positive durations up to " + LONGEST_OFFLINE_AFTER);
        }
        return offlineAfter;
    }

    private static long observedMicros(@Nullable Instant deviceTime, Instant arrival, boolean replayed) {
        if (deviceTime != null) {
            return Signals.micros(deviceTime);
        }
        return replayed ? Signals.UNKNOWN_TIME : Signals.micros(arrival);
    }

    /**
     * Makes a frame.
     *
     * <p><em>Confined to one thread at a time: no locking. Not to be used after {@link #build()}.</em>
     */
    public static final class Builder {
        private final Instant arrival;
        private final long arrivalNanos;
        private Signals.Builder signals = Signals.builder();
        private @Nullable VehicleId vehicle;
        private @Nullable String device;
        private @Nullable VehicleId toldVehicle;
        private @Nullable Instant deviceTime;
        private boolean replayed;
        private boolean historical;
        private boolean signOfLife = true;
        private @Nullable Duration offlineAfter;
        private @Nullable EvidenceRule liveWhen;

        private Builder(Instant arrival, long arrivalNanos) {
            this.arrival = Objects.requireNonNull(arrival, "arrival");
            this.arrivalNanos = arrivalNanos;
        }

        /**
         * Names the vehicle.
         *
         * @param vehicle its id, or null where only the device is known
         * @return this
         */
        public Builder vehicle(@Nullable VehicleId vehicle) {
            this.vehicle = vehicle;
            return this;
        }

        /**
         * Names the vehicle.
         *
         * @param vehicle its id
         * @return this
         * @throws IllegalArgumentException if it is no valid {@link VehicleId}
         */
        public Builder vehicle(String vehicle) {
            return vehicle(VehicleId.of(vehicle));
        }

        /**
         * Names the device.
         *
         * @param device its name, or null where it has none
         * @return this
         */
        public Builder device(@Nullable String device) {
            this.device = device;
            return this;
        }

        /**
         * Says which vehicle the message told of in its body, where its device goes before it. A difference is counted
         * ({@link RejectReason#VEHICLE_CONFLICT}), and changes nothing.
         *
         * @param toldVehicle its id, or null where the message told of none: the default
         * @return this
         */
        public Builder toldVehicle(@Nullable VehicleId toldVehicle) {
            this.toldVehicle = toldVehicle;
            return this;
        }

        /**
         * Sets a signal; the last of one name counts.
         *
         * @param name its name
         * @param value its value
         * @return this
         */
        public Builder signal(String name, SignalValue value) {
            signals.put(name, value, Signals.UNKNOWN_TIME, 0);
            return this;
        }

        /**
         * Sets a signal to an integer.
         *
         * @param name its name
         * @param value its value
         * @return this
         */
        public Builder signal(String name, long value) {
            return signal(name, SignalValue.of(value));
        }

        /**
         * Sets a signal to a decimal.
         *
         * @param name its name
         * @param value its value, finite
         * @return this
         * @throws IllegalArgumentException if the value is not finite
         */
        public Builder signal(String name, double value) {
            return signal(name, SignalValue.of(value));
        }

        /**
         * Sets a signal to a boolean.
         *
         * @param name its name
         * @param value its value
         * @return this
         */
        public Builder signal(String name, boolean value) {
            return signal(name, SignalValue.of(value));
        }

        /**
         * Sets a signal to a text.
         *
         * @param name its name
         * @param value its value
         * @return this
         * @throws IllegalArgumentException if the text has an unpaired surrogate
         */
        public Builder signal(String name, String value) {
            return signal(name, SignalValue.of(value));
        }

        /**
         * Sets all signals at once, in place of those that were set before. Frames that are given sets with the same names
         * share these.
         *
         * @param signals names and values; their times do not count, the frame's do
         * @return this
         */
        public Builder signals(Signals signals) {
            this.signals = signals.toBuilder();
            return this;
        }

        /**
         * How many signals there are so far.
         *
         * @return the number
         */
        public int signalCount() {
            return signals.size();
        }

        /**
         * Sets the device's own time. One that is not believable is left out by {@link #build()}.
         *
         * @param deviceTime the time, or null where the device gave none
         * @return this
         */
        public Builder deviceTime(@Nullable Instant deviceTime) {
            this.deviceTime = deviceTime;
            return this;
        }

        /**
         * Says whether the frame was kept for a while before it came.
         *
         * @param replayed true if it was; false by default
         * @return this
         */
        public Builder replayed(boolean replayed) {
            this.replayed = replayed;
            return this;
        }

        /**
         * Says whether the device marked the values as past.
         *
         * @param historical true if it did; false by default
         * @return this
         */
        public Builder historical(boolean historical) {
            this.historical = historical;
            return this;
        }

        /**
         * Says whether the frame is evidence that the vehicle runs.
         *
         * @param signOfLife false for bookkeeping; true by default
         * @return this
         */
        public Builder signOfLife(boolean signOfLife) {
            this.signOfLife = signOfLife;
            return this;
        }

        /**
         * Sets the silence after which the vehicle is offline.
         *
         * @param offlineAfter a positive duration up to {@link #LONGEST_OFFLINE_AFTER}, or null where the general one
         *     holds
         * @return this
         * @throws IllegalArgumentException if the duration is none of these
         */
        public Builder offlineAfter(@Nullable Duration offlineAfter) {
            this.offlineAfter = offlineAfter == null ? null : requireOfflineAfter(offlineAfter);
            return this;
        }

        /**
         * Sets what decides whether the frame is evidence that the vehicle runs.
         *
         * @param liveWhen the rule, or null where every live frame is evidence: the default
         * @return this
         */
        public Builder liveWhen(@Nullable EvidenceRule liveWhen) {
            this.liveWhen = liveWhen;
            return this;
        }

        /**
         * Makes the frame.
         *
         * @return the frame
         * @throws IllegalStateException if neither a vehicle nor a device is named
         */
        public TelemetryFrame build() {
            if (vehicle == null && device == null) {
                throw new IllegalStateException("vehicle null and device null: one of them is needed");
            }
            Instant believed = isBelievable(deviceTime) ? deviceTime : null;
            signals.observedByAll(observedMicros(believed, arrival, replayed));
            return new TelemetryFrame(this, signals.build(), believed);
        }

        private boolean isBelievable(@Nullable Instant time) {
            return time != null
                    && !time.isBefore(EARLIEST_BELIEVED)
                    && !time.isAfter(arrival.plus(LATEST_BELIEVED_AHEAD));
        }
    }
}
