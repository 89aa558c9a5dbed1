package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.decode.TelemetryDecoder;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Topics of a broker, and how their messages are read.
 *
 * <p>The topic is an MQTT filter ({@code +} one level, {@code #} the rest) in which levels may be named:
 * <code>{vehicle_id}</code> is the vehicle, <code>{device}</code> the device that is mapped to a vehicle,
 * <code>{signal}</code> the signal; <code>{signal...}</code>, as the last level, is a signal of one or more levels, with
 * dots for slashes. {@code $share/<group>/} in front makes it a shared subscription.
 *
 * <p>Of the subscriptions of a source the first that matches a topic takes its messages.
 *
 * <p><em>Immutable.</em>
 */
public final class MqttSubscription {

    private final TopicTemplate template;
    private final TelemetryDecoder decoder;
    private final int qos;
    private final @Nullable VehicleId vehicle;
    private final @Nullable Duration offlineAfter;

    private MqttSubscription(Builder builder) {
        this.template = builder.template;
        this.decoder = builder.decoder;
        this.qos = builder.qos;
        this.vehicle = builder.vehicle;
        this.offlineAfter = builder.offlineAfter;
    }

    /**
     * Starts a subscription.
     *
     * @param topic the filter with its placeholders
     * @param decoder what reads the messages
     * @return a builder
     * @throws IllegalArgumentException if the topic is none; the message names the position and what is allowed
     */
    public static Builder builder(String topic, TelemetryDecoder decoder) {
        return new Builder(TopicTemplate.parse(topic), Objects.requireNonNull(decoder, "decoder"));
    }

    /**
     * The topic.
     *
     * @return the filter with its placeholders
     */
    public String topic() {
        return template.toString();
    }

    /**
     * What reads the messages.
     *
     * @return the decoder
     */
    public TelemetryDecoder decoder() {
        return decoder;
    }

    /**
     * The most that the broker may do for a message.
     *
     * @return the quality of service: 0, 1 or 2; 1 by default
     */
    public int qos() {
        return qos;
    }

    /**
     * The vehicle of all messages, whatever their topic names.
     *
     * @return its id, or null where the topic or the message names it
     */
    public @Nullable VehicleId vehicle() {
        return vehicle;
    }

    /**
     * The silence after which the vehicles are offline.
     *
     * @return a positive duration, or null where the general one holds
     */
    public @Nullable Duration offlineAfter() {
        return offlineAfter;
    }

    TopicTemplate template() {
        return template;
    }

    @Override
    public String toString() {
        return "MqttSubscription[" + template + ", qos " + qos + "]";
    }

    /**
     * Sets what differs from the defaults.
     *
     * <p><em>Confined to one thread at a time: no locking.</em>
     */
    public static final class Builder {
        private final TopicTemplate template;
        private final TelemetryDecoder decoder;
        private int qos = 1;
        private @Nullable VehicleId vehicle;
        private @Nullable Duration offlineAfter;

        private Builder(TopicTemplate template, TelemetryDecoder decoder) {
            this.template = template;
            this.decoder = decoder;
        }

        /**
         * Sets the most that the broker may do for a message.
         *
         * @param qos the quality of service: 0, 1 (the default) or 2
         * @return this
         * @throws IllegalArgumentException if it is another number
         */
        public Builder qos(int qos) {
            if (qos < 0 || qos > 2) {
                throw new IllegalArgumentException("qos " + qos + ": allowed are 0, 1 and 2");
            }
            this.qos = qos;
            return this;
        }

        /**
         * Sets the vehicle of all messages, whatever their topic names.
         *
         * @param vehicle its id, or null where the topic or the message names it
         * @return this
         */
        public Builder vehicle(@Nullable VehicleId vehicle) {
            this.vehicle = vehicle;
            return this;
        }

        /**
         * Sets the silence after which the vehicles are offline.
         *
         * @param offlineAfter a positive duration, or null where the general one holds
         * @return this
         * @throws IllegalArgumentException if the duration is not positive
         */
        public Builder offlineAfter(@Nullable Duration offlineAfter) {
            if (offlineAfter != null && (offlineAfter.isZero() || offlineAfter.isNegative())) {
                throw new IllegalArgumentException("offlineAfter " + offlineAfter + ": allowed are positive durations");
            }
            this.offlineAfter = offlineAfter;
            return this;
        }

        /**
         * Makes the subscription.
         *
         * @return the subscription
         */
        public MqttSubscription build() {
            return new MqttSubscription(this);
        }
    }
}
