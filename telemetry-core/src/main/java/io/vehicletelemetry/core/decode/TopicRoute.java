package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.EvidenceRule;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Topics, and how their messages are read: what every transport that has topics does in the same way. Of several routes
 * the first whose template matches a topic takes its messages.
 *
 * <p><em>Immutable.</em>
 */
public final class TopicRoute {

    private static final System.Logger LOG = System.getLogger(TopicRoute.class.getName());

    /** As good as no rule, but it is asked. */
    private static final EvidenceRule EVERY_FRAME = evidence -> true;

    private final TopicTemplate template;
    private final TelemetryDecoder decoder;
    private final @Nullable VehicleId vehicle;
    private final @Nullable Duration offlineAfter;
    private final @Nullable EvidenceRule liveWhen;

    private TopicRoute(Builder builder) {
        this.template = builder.template;
        this.decoder = builder.decoder;
        this.vehicle = builder.vehicle;
        this.offlineAfter = builder.offlineAfter;
        this.liveWhen = builder.liveWhen;
    }

    /**
     * Starts a route.
     *
     * @param topic the filter with its placeholders
     * @param decoder what reads the messages
     * @return a builder
     * @throws IllegalArgumentException if the topic is none, as {@link TopicTemplate#parse} says
     */
    public static Builder builder(String topic, TelemetryDecoder decoder) {
        return new Builder(TopicTemplate.parse(topic), Objects.requireNonNull(decoder, "decoder"));
    }

    /**
     * The routes of one source. Where one of them asks for evidence, what the others bring is kept for it from the start: a
     * value is evidence whichever route it came by.
     *
     * @param routes all routes of a source, in their order
     * @return routes that read the same, in the same order
     */
    public static List<TopicRoute> ofOneSource(List<TopicRoute> routes) {
        return routes.stream().allMatch(route -> route.liveWhen == null)
                ? List.copyOf(routes)
                : routes.stream()
                        .map(route -> route.liveWhen == null ? route.judgedBy(EVERY_FRAME) : route)
                        .toList();
    }

    private TopicRoute judgedBy(EvidenceRule rule) {
        Builder builder = new Builder(template, decoder);
        return builder.vehicle(vehicle)
                .offlineAfter(offlineAfter)
                .liveWhen(rule)
                .build();
    }

    /**
     * The topics.
     *
     * @return the filter with its placeholders
     */
    public TopicTemplate template() {
        return template;
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

    /**
     * What decides whether a live frame is evidence that its vehicle runs.
     *
     * @return the rule, or null where every live frame is evidence
     */
    public @Nullable EvidenceRule liveWhen() {
        return liveWhen;
    }

    /**
     * Reads a message. Nothing is thrown: what cannot be used is rejected, and a message that yields nothing at all is
     * rejected as {@link RejectReason#NO_SIGNALS}.
     *
     * @param message the message as it arrived; named and completed by this route
     * @param captured what its topic names
     * @param output what takes the result
     */
    public void read(RawMessage.Builder message, TopicTemplate.Captured captured, TelemetryDecoder.Output output) {
        RawMessage complete;
        try {
            complete = complete(message, captured);
        } catch (IllegalArgumentException e) {
            output.reject(RejectReason.INVALID_VEHICLE, String.valueOf(e.getMessage()));
            return;
        }
        RoutedOutput routed = new RoutedOutput(complete, output);
        try {
            decoder.decode(complete, routed);
            routed.completed();
        } catch (DecodeException e) {
            routed.ended();
            output.reject(e.reason(), String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            routed.ended();
            // Not its message, which may quote the payload.
            String failure = e.getClass().getName() + where(e);
            LOG.log(Level.DEBUG, "a message of {0}: the decoder failed: {1}", template, failure);
            output.reject(RejectReason.DECODER_FAILED, failure);
        }
    }

    private RawMessage complete(RawMessage.Builder message, TopicTemplate.Captured captured) {
        VehicleId named = vehicle;
        if (named == null && captured.vehicle() != null) {
            named = VehicleId.of(captured.vehicle());
        }
        String device = captured.device();
        if (device != null) {
            VehicleId.of(device); // a device that is mapped to no vehicle is a vehicle of its own name
        }
        return message.vehicle(named)
                .device(device)
                .signal(captured.signal())
                .offlineAfter(offlineAfter)
                .liveWhen(liveWhen)
                .build();
    }

    private static String where(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    @Override
    public String toString() {
        return "TopicRoute[" + template + "]";
    }

    /**
     * Sets what differs from the defaults.
     *
     * <p><em>Confined to one thread at a time: no locking.</em>
     */
    public static final class Builder {
        private final TopicTemplate template;
        private final TelemetryDecoder decoder;
        private @Nullable VehicleId vehicle;
        private @Nullable Duration offlineAfter;
        private @Nullable EvidenceRule liveWhen;

        private Builder(TopicTemplate template, TelemetryDecoder decoder) {
            this.template = template;
            this.decoder = decoder;
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
         * @param offlineAfter a positive duration up to {@link TelemetryFrame#LONGEST_OFFLINE_AFTER}, or null where the
         *     general one holds
         * @return this
         * @throws IllegalArgumentException if the duration is none of these
         */
        public Builder offlineAfter(@Nullable Duration offlineAfter) {
            this.offlineAfter = offlineAfter == null ? null : TelemetryFrame.requireOfflineAfter(offlineAfter);
            return this;
        }

        /**
         * Sets what decides whether a live frame is evidence that its vehicle runs.
         *
         * @param liveWhen the rule, or null where every live frame is evidence: the default
         * @return this
         */
        public Builder liveWhen(@Nullable EvidenceRule liveWhen) {
            this.liveWhen = liveWhen;
            return this;
        }

        /**
         * Makes the route.
         *
         * @return the route
         */
        public TopicRoute build() {
            return new TopicRoute(this);
        }
    }
}
