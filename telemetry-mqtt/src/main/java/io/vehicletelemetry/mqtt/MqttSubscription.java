package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.decode.TelemetryDecoder;
import io.vehicletelemetry.core.decode.TopicRoute;
import io.vehicletelemetry.core.model.EvidenceRule;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
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

    private final TopicRoute route;
    private final TopicFilter filter;
    private final int qos;

    private MqttSubscription(TopicRoute route, int qos) {
        this.route = route;
        this.filter = TopicFilter.of(route.template().filter());
        this.qos = qos;
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
        return new Builder(TopicRoute.builder(topic, decoder));
    }

    /** The subscriptions of one source. */
    static List<MqttSubscription> ofOneSource(List<MqttSubscription> subscriptions) {
        List<TopicRoute> routes = TopicRoute.ofOneSource(
                subscriptions.stream().map(MqttSubscription::route).toList());
        return IntStream.range(0, routes.size())
                .mapToObj(i -> new MqttSubscription(routes.get(i), subscriptions.get(i).qos))
                .toList();
    }

    /**
     * The topic.
     *
     * @return the filter with its placeholders
     */
    public String topic() {
        return route.template().toString();
    }

    /**
     * What reads the messages.
     *
     * @return the decoder
     */
    public TelemetryDecoder decoder() {
        return route.decoder();
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
        return route.vehicle();
    }

    /**
     * The silence after which the vehicles are offline.
     *
     * @return a positive duration, or null where the general one holds
     */
    public @Nullable Duration offlineAfter() {
        return route.offlineAfter();
    }

    /**
     * What decides whether a live frame is evidence that its vehicle runs.
     *
     * @return the rule, or null where every live frame is evidence
     */
    public @Nullable EvidenceRule liveWhen() {
        return route.liveWhen();
    }

    TopicRoute route() {
        return route;
    }

    TopicFilter filter() {
        return filter;
    }

    @Override
    public String toString() {
        return "MqttSubscription[" + topic() + ", qos " + qos + "]";
    }

    /**
     * Sets what differs from the defaults.
     *
     * <p><em>Confined to one thread at a time: no locking.</em>
     */
    public static final class Builder {
        private final TopicRoute.Builder route;
        private int qos = 1;

        private Builder(TopicRoute.Builder route) {
            this.route = route;
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
            route.vehicle(vehicle);
            return this;
        }

        /**
         * Sets the silence after which the vehicles are offline.
         *
         * @param offlineAfter a positive duration up to {@link TelemetryFrame#LONGEST_OFFLINE_AFTER}, or null where the
         *     general one holds
         * @return this
         * @throws IllegalArgumentException if the duration is none of these
         */
        public Builder offlineAfter(@Nullable Duration offlineAfter) {
            route.offlineAfter(offlineAfter);
            return this;
        }

        /**
         * Sets what decides whether a live frame is evidence that its vehicle runs, where the vehicle has no rule of its
         * own.
         *
         * @param liveWhen the rule, {@link EvidenceRule#parse} reads one from text; null where every live frame is
         *     evidence: the default
         * @return this
         */
        public Builder liveWhen(@Nullable EvidenceRule liveWhen) {
            route.liveWhen(liveWhen);
            return this;
        }

        /**
         * Makes the subscription.
         *
         * @return the subscription
         */
        public MqttSubscription build() {
            return new MqttSubscription(route.build(), qos);
        }
    }
}
