package io.vehicletelemetry.core.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one vehicle at one moment: all its last values and its state, from one atomic step.
 *
 * <p>Revisions of a vehicle strictly increase within an epoch. Another epoch begins when the server starts; revisions
 * of two epochs do not compare.
 *
 * <p><em>Immutable.</em>
 */
public final class VehicleSnapshot {

    private final VehicleId vehicle;
    private final String epoch;
    private final long revision;
    private final VehicleState state;
    private final @Nullable Instant stateSince;
    private final Signals signals;
    private final Instant timestamp;
    private final @Nullable Instant lastLiveArrival;

    private VehicleSnapshot(Builder builder) {
        this.vehicle = builder.vehicle;
        this.epoch = builder.epoch;
        this.revision = builder.revision;
        this.state = builder.state;
        this.stateSince = builder.stateSince;
        this.signals = builder.signals;
        this.lastLiveArrival = builder.lastLiveArrival;
        Instant newest = Signals.instant(builder.signals.newestMicros());
        this.timestamp = newest == null ? builder.madeAt : newest;
    }

    /**
     * Starts a snapshot of a vehicle of which nothing is known: revision 1, offline, no signals.
     *
     * @param vehicle the vehicle
     * @param epoch the epoch, opaque
     * @param madeAt the time of making, by the wall clock
     * @return a builder
     */
    public static Builder builder(VehicleId vehicle, String epoch, Instant madeAt) {
        return new Builder(vehicle, epoch, madeAt);
    }

    /**
     * Starts the next snapshot of this vehicle: the same, one revision on.
     *
     * @param madeAt the time of making, by the wall clock
     * @return a builder
     */
    public Builder next(Instant madeAt) {
        Builder next = new Builder(vehicle, epoch, madeAt);
        next.revision = revision + 1;
        next.state = state;
        next.stateSince = stateSince;
        next.signals = signals;
        next.lastLiveArrival = lastLiveArrival;
        return next;
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
     * The epoch of the revision.
     *
     * @return opaque text
     */
    public String epoch() {
        return epoch;
    }

    /**
     * The revision.
     *
     * @return a number from 1
     */
    public long revision() {
        return revision;
    }

    /**
     * The state.
     *
     * @return running or offline
     */
    public VehicleState state() {
        return state;
    }

    /**
     * Since when the state holds.
     *
     * @return the time by the wall clock, or null until it is known
     */
    public @Nullable Instant stateSince() {
        return stateSince;
    }

    /**
     * All last known signals.
     *
     * @return the signals, perhaps none
     */
    public Signals signals() {
        return signals;
    }

    /**
     * The time of the newest value; where no value's time is known, the time at which the snapshot was made.
     *
     * @return the time
     */
    public Instant timestamp() {
        return timestamp;
    }

    /**
     * When the last live frame arrived that had anything new: a value that is not late, or that the vehicle runs.
     *
     * @return the time by the wall clock, or null where none has come
     */
    public @Nullable Instant lastLiveArrival() {
        return lastLiveArrival;
    }

    /**
     * Whether this snapshot replaces another of the same vehicle: a higher revision, or another epoch.
     *
     * @param other the other snapshot
     * @return true if this one is to be shown after the other
     */
    public boolean isNewerThan(VehicleSnapshot other) {
        return revision > other.revision || !epoch.equals(other.epoch);
    }

    @Override
    public String toString() {
        return "VehicleSnapshot[" + vehicle + " " + epoch + "/" + revision + " " + state + " " + timestamp + " "
                + signals + "]";
    }

    /**
     * Makes a snapshot.
     *
     * <p><em>Confined to one thread at a time: no locking.</em>
     */
    public static final class Builder {
        private final VehicleId vehicle;
        private final String epoch;
        private final Instant madeAt;
        private long revision = 1;
        private VehicleState state = VehicleState.OFFLINE;
        private @Nullable Instant stateSince;
        private Signals signals = Signals.empty();
        private @Nullable Instant lastLiveArrival;

        private Builder(VehicleId vehicle, String epoch, Instant madeAt) {
            this.vehicle = Objects.requireNonNull(vehicle, "vehicle");
            this.epoch = Objects.requireNonNull(epoch, "epoch");
            this.madeAt = Objects.requireNonNull(madeAt, "madeAt");
        }

        /**
         * Sets the revision.
         *
         * @param revision a number from 1
         * @return this
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder revision(long revision) {
            if (revision < 1) {
                throw new IllegalArgumentException("revision " + revision + ": allowed are numbers from 1");
            }
            this.revision = revision;
            return this;
        }

        /**
         * Sets the state and since when it holds.
         *
         * @param state the state
         * @param since the time by the wall clock, or null where it is not known
         * @return this
         */
        public Builder state(VehicleState state, @Nullable Instant since) {
            this.state = Objects.requireNonNull(state, "state");
            this.stateSince = since;
            return this;
        }

        /**
         * Sets the signals.
         *
         * @param signals all last known signals
         * @return this
         */
        public Builder signals(Signals signals) {
            this.signals = Objects.requireNonNull(signals, "signals");
            return this;
        }

        /**
         * Sets when the last live frame arrived.
         *
         * @param arrival the time by the wall clock, or null where none has come
         * @return this
         */
        public Builder lastLiveArrival(@Nullable Instant arrival) {
            this.lastLiveArrival = arrival;
            return this;
        }

        /**
         * Makes the snapshot.
         *
         * @return the snapshot
         */
        public VehicleSnapshot build() {
            return new VehicleSnapshot(this);
        }
    }
}
