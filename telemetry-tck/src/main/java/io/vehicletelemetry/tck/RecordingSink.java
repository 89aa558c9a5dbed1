package io.vehicletelemetry.tck;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.source.Acknowledgement;
import io.vehicletelemetry.core.source.TelemetrySink;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sink that keeps what a source delivers, and acknowledges each delivery at once or when the test says so.
 *
 * <p><em>Thread-safe.</em>
 */
public final class RecordingSink implements TelemetrySink {

    private final boolean acknowledging;
    private final Recorded<Delivery> deliveries = new Recorded<>();
    private final Recorded<Boolean> connections = new Recorded<>();

    private RecordingSink(boolean acknowledging) {
        this.acknowledging = acknowledging;
    }

    /**
     * A sink that acknowledges each delivery at once, as the live path does.
     *
     * @return a sink
     */
    public static RecordingSink acknowledging() {
        return new RecordingSink(true);
    }

    /**
     * A sink that leaves it to the test: see {@link Delivery#acknowledge()}.
     *
     * @return a sink
     */
    public static RecordingSink withholding() {
        return new RecordingSink(false);
    }

    @Override
    public void frame(TelemetryFrame frame, Acknowledgement acknowledgement) {
        record(new Delivery(frame, null, null, "", acknowledgement));
    }

    @Override
    public void availability(Availability availability, Acknowledgement acknowledgement) {
        record(new Delivery(null, availability, null, "", acknowledgement));
    }

    @Override
    public void reject(RejectReason reason, String detail, Acknowledgement acknowledgement) {
        record(new Delivery(null, null, reason, detail, acknowledgement));
    }

    @Override
    public void connected(boolean connected) {
        connections.add(connected);
    }

    /**
     * All deliveries.
     *
     * @return a copy, in the order of arrival
     */
    public List<Delivery> deliveries() {
        return deliveries.all();
    }

    /**
     * The frames among the deliveries.
     *
     * @return a copy, in the order of arrival
     */
    public List<TelemetryFrame> frames() {
        return deliveries().stream()
                .flatMap(it -> Stream.ofNullable(it.frame()))
                .toList();
    }

    /**
     * What devices said of themselves.
     *
     * @return a copy, in the order of arrival
     */
    public List<Availability> availabilities() {
        return deliveries().stream()
                .flatMap(it -> Stream.ofNullable(it.availability()))
                .toList();
    }

    /**
     * Why things were not used.
     *
     * @return a copy, in the order of arrival
     */
    public List<RejectReason> rejected() {
        return deliveries().stream()
                .flatMap(it -> Stream.ofNullable(it.rejected()))
                .toList();
    }

    /**
     * What the source said of its connection.
     *
     * @return a copy, in the order of arrival
     */
    public List<Boolean> connections() {
        return connections.all();
    }

    /**
     * Waits until the deliveries are as wanted.
     *
     * @param wanted tests this sink
     * @param timeout how long to wait at most
     * @return false if it took too long, or if the thread was interrupted
     */
    public boolean await(Predicate<RecordingSink> wanted, Duration timeout) {
        return deliveries.await(() -> wanted.test(this), timeout);
    }

    private void record(Delivery delivery) {
        if (acknowledging) {
            delivery.acknowledge();
        }
        deliveries.add(delivery);
    }

    /**
     * One delivery: a frame, an availability or a rejection.
     *
     * <p><em>Thread-safe.</em>
     */
    public static final class Delivery {
        private final @Nullable TelemetryFrame frame;
        private final @Nullable Availability availability;
        private final @Nullable RejectReason rejected;
        private final String detail;
        private final Acknowledgement acknowledgement;
        private volatile boolean acknowledged;

        private Delivery(
                @Nullable TelemetryFrame frame,
                @Nullable Availability availability,
                @Nullable RejectReason rejected,
                String detail,
                Acknowledgement acknowledgement) {
            this.frame = frame;
            this.availability = availability;
            this.rejected = rejected;
            this.detail = detail;
            this.acknowledgement = Objects.requireNonNull(acknowledgement, "acknowledgement");
        }

        /**
         * The frame.
         *
         * @return the frame, or null where something else was delivered
         */
        public @Nullable TelemetryFrame frame() {
            return frame;
        }

        /**
         * The availability.
         *
         * @return online or offline, or null where something else was delivered
         */
        public @Nullable Availability availability() {
            return availability;
        }

        /**
         * Why a message was rejected.
         *
         * @return the reason, or null where something else was delivered
         */
        public @Nullable RejectReason rejected() {
            return rejected;
        }

        /**
         * Whether this delivery was acknowledged.
         *
         * @return true once it was
         */
        public boolean acknowledged() {
            return acknowledged;
        }

        /** Acknowledges this delivery. */
        public void acknowledge() {
            acknowledged = true;
            acknowledgement.acknowledge();
        }

        @Override
        public String toString() {
            return frame != null
                    ? frame.toString()
                    : availability != null ? availability.toString() : rejected + " (" + detail + ")";
        }
    }
}
