package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.EvidenceRule;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message as the transport handed it over, with what its topic names: vehicle or device, and signal.
 *
 * <p><em>Immutable.</em> The payload is shared, not copied: nobody writes to it.
 */
public final class RawMessage {

    private final String topic;
    private final byte[] payload;
    private final boolean retained;
    private final Instant arrival;
    private final long arrivalNanos;
    private final @Nullable VehicleId vehicle;
    private final @Nullable String device;
    private final @Nullable String signal;
    private final @Nullable Duration offlineAfter;
    private final @Nullable EvidenceRule liveWhen;

    private RawMessage(Builder builder) {
        this.topic = builder.topic;
        this.payload = builder.payload;
        this.retained = builder.retained;
        this.arrival = builder.arrival;
        this.arrivalNanos = builder.arrivalNanos;
        this.vehicle = builder.vehicle;
        this.device = builder.device;
        this.signal = builder.signal;
        this.offlineAfter = builder.offlineAfter;
        this.liveWhen = builder.liveWhen;
    }

    /**
     * Starts a message that arrives now.
     *
     * @param topic the topic, or what names the channel in another transport
     * @param payload the bytes; not to be written to any more
     * @param time the clocks
     * @return a builder
     */
    public static Builder builder(String topic, byte[] payload, TimeSource time) {
        return new Builder(topic, payload, time.instant(), time.nanoTime());
    }

    /**
     * Starts a message.
     *
     * @param topic the topic, or what names the channel in another transport
     * @param payload the bytes; not to be written to any more
     * @param arrival when the transport handed it over, by the wall clock
     * @param arrivalNanos the same moment by the monotonic clock
     * @return a builder
     */
    public static Builder builder(String topic, byte[] payload, Instant arrival, long arrivalNanos) {
        return new Builder(topic, payload, arrival, arrivalNanos);
    }

    /**
     * The topic.
     *
     * @return the topic in full
     */
    public String topic() {
        return topic;
    }

    /**
     * The payload.
     *
     * @return the bytes, shared: not to be written to
     */
    public byte[] payload() {
        return payload;
    }

    /**
     * The payload as text.
     *
     * @return the text, a byte order mark at its start left out
     * @throws DecodeException if the payload is not valid UTF-8 ({@link RejectReason#MALFORMED})
     */
    public String text() {
        return Messages.text(payload);
    }

    /**
     * Whether the transport had kept the message for a while: in MQTT, whether it is sent at subscription, as retained.
     *
     * @return true if it is a replay
     */
    public boolean retained() {
        return retained;
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
     * When the transport handed it over, by the monotonic clock.
     *
     * @return nanoseconds; only differences mean anything
     */
    public long arrivalNanos() {
        return arrivalNanos;
    }

    /**
     * The vehicle that the topic or the subscription names.
     *
     * @return its id, or null where they name none
     */
    public @Nullable VehicleId vehicle() {
        return vehicle;
    }

    /**
     * The device that the topic names.
     *
     * @return its name, or null where it names none
     */
    public @Nullable String device() {
        return device;
    }

    /**
     * The signal that the topic names, levels joined by dots.
     *
     * @return its name, or null where it names none
     */
    public @Nullable String signal() {
        return signal;
    }

    /**
     * The silence after which the vehicle is offline, where the subscription sets one.
     *
     * @return a positive duration, or null where the general one holds
     */
    public @Nullable Duration offlineAfter() {
        return offlineAfter;
    }

    /**
     * What decides whether a live frame is evidence that the vehicle runs, where the subscription sets a rule.
     *
     * @return the rule, or null where every live frame is evidence
     */
    public @Nullable EvidenceRule liveWhen() {
        return liveWhen;
    }

    /**
     * Starts a frame of this message: its arrival, a replay if it was retained, the vehicle or device of the topic.
     *
     * @return a builder without signals
     */
    public TelemetryFrame.Builder frame() {
        return TelemetryFrame.builder(arrival, arrivalNanos)
                .replayed(retained)
                .vehicle(vehicle)
                .device(device)
                .offlineAfter(offlineAfter)
                .liveWhen(liveWhen);
    }

    /**
     * What this message says of the availability of the vehicle or device that the topic names.
     *
     * @param online whether it says "online"
     * @return the availability: a replay if the message was retained
     * @throws DecodeException if the topic names neither ({@link RejectReason#NO_VEHICLE})
     */
    public Availability availability(boolean online) {
        Messages.requireNamed(this);
        return new Availability(vehicle, device, online, retained, arrival, arrivalNanos);
    }

    @Override
    public String toString() {
        return "RawMessage[" + topic + ", " + payload.length + " bytes" + (retained ? ", retained" : "") + "]";
    }

    /**
     * Makes a message.
     *
     * <p><em>Confined to one thread at a time: no locking.</em>
     */
    public static final class Builder {
        private final String topic;
        private final byte[] payload;
        private final Instant arrival;
        private final long arrivalNanos;
        private boolean retained;
        private @Nullable VehicleId vehicle;
        private @Nullable String device;
        private @Nullable String signal;
        private @Nullable Duration offlineAfter;
        private @Nullable EvidenceRule liveWhen;

        private Builder(String topic, byte[] payload, Instant arrival, long arrivalNanos) {
            this.topic = Objects.requireNonNull(topic, "topic");
            this.payload = Objects.requireNonNull(payload, "payload");
            this.arrival = Objects.requireNonNull(arrival, "arrival");
            this.arrivalNanos = arrivalNanos;
        }

        /**
         * Says whether the transport had kept the message for a while.
         *
         * @param retained true if it is a replay; false by default
         * @return this
         */
        public Builder retained(boolean retained) {
            this.retained = retained;
            return this;
        }

        /**
         * Names the vehicle.
         *
         * @param vehicle what the topic or the subscription names, or null
         * @return this
         */
        public Builder vehicle(@Nullable VehicleId vehicle) {
            this.vehicle = vehicle;
            return this;
        }

        /**
         * Names the device.
         *
         * @param device what the topic names, or null
         * @return this
         */
        public Builder device(@Nullable String device) {
            this.device = device;
            return this;
        }

        /**
         * Names the signal.
         *
         * @param signal what the topic names, levels joined by dots, or null
         * @return this
         */
        public Builder signal(@Nullable String signal) {
            this.signal = signal;
            return this;
        }

        /**
         * Sets the silence after which the vehicle is offline.
         *
         * @param offlineAfter a positive duration, or null where the general one holds
         * @return this
         */
        public Builder offlineAfter(@Nullable Duration offlineAfter) {
            this.offlineAfter = offlineAfter;
            return this;
        }

        /**
         * Sets what decides whether a live frame is evidence that the vehicle runs.
         *
         * @param liveWhen the rule, or null where every live frame is evidence
         * @return this
         */
        public Builder liveWhen(@Nullable EvidenceRule liveWhen) {
            this.liveWhen = liveWhen;
            return this;
        }

        /**
         * Makes the message.
         *
         * @return the message
         */
        public RawMessage build() {
            return new RawMessage(this);
        }
    }
}
