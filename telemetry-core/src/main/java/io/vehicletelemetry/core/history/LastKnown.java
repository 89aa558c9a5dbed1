package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a history knows of a vehicle last: the newest value of each of its signals, and its newest state.
 *
 * <p><em>Immutable.</em>
 *
 * @param vehicle the vehicle
 * @param signals the newest value of each signal and when it was observed, perhaps none
 * @param lastArrival when the last of the frames that were looked at arrived, or null where there is none
 * @param state the newest state, or null where none was recorded
 */
public record LastKnown(
        VehicleId vehicle,
        Signals signals,
        @Nullable Instant lastArrival,
        @Nullable RecordedState state) {

    /**
     * Checks that nothing is missing.
     *
     * @param vehicle the vehicle
     * @param signals the newest value of each signal
     * @param lastArrival when the last frame arrived, or null
     * @param state the newest state, or null
     */
    public LastKnown {
        Objects.requireNonNull(vehicle, "vehicle");
        Objects.requireNonNull(signals, "signals");
    }

    /**
     * Collects the newest values of frames, which come newest first: for histories.
     *
     * <p><em>Confined to one thread at a time: no locking.</em>
     */
    public static final class Collector {
        private final VehicleId vehicle;
        private final Signals.Builder signals = Signals.builder();
        private @Nullable Instant lastArrival;

        /**
         * Starts with nothing.
         *
         * @param vehicle the vehicle
         */
        public Collector(VehicleId vehicle) {
            this.vehicle = Objects.requireNonNull(vehicle, "vehicle");
        }

        /**
         * Takes a frame.
         *
         * @param frame one that stands before all that were taken
         * @return this
         */
        public Collector add(RecordedFrame frame) {
            Signals older = frame.signals();
            for (int i = 0; i < older.size(); i++) {
                if (signals.indexOf(older.name(i), i) < 0) {
                    signals.put(older.name(i), older.value(i), Signals.micros(frame.time()), 0);
                }
            }
            if (lastArrival == null || frame.arrival().isAfter(lastArrival)) {
                lastArrival = frame.arrival();
            }
            return this;
        }

        /**
         * How many signals were found.
         *
         * @return the number of their names
         */
        public int size() {
            return signals.size();
        }

        /**
         * What was collected.
         *
         * @param state the newest state, or null where none was recorded
         * @return what is known last
         */
        public LastKnown with(@Nullable RecordedState state) {
            return new LastKnown(vehicle, signals.build(), lastArrival, state);
        }
    }
}
