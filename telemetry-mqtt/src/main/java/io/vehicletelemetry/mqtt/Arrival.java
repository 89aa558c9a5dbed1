package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.decode.RawMessage;
import io.vehicletelemetry.core.decode.TopicTemplate;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.source.Acknowledgement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as it arrived, on its way to the decoder.
 *
 * <p><em>Immutable.</em>
 *
 * @param subscription which takes it
 * @param captured what its topic names
 * @param topic its topic
 * @param payload its bytes, or null where there were too many of them to be kept
 * @param size how many there were
 * @param retained whether the broker had kept it
 * @param arrival when it arrived, by the wall clock
 * @param arrivalNanos the same moment by the monotonic clock
 * @param acknowledgement tells the broker that it was taken care of
 */
@SuppressWarnings("ArrayRecordComponent") // shared, not copied; arrivals are never compared
record Arrival(
        MqttSubscription subscription,
        TopicTemplate.Captured captured,
        String topic,
        byte @Nullable [] payload,
        int size,
        boolean retained,
        Instant arrival,
        long arrivalNanos,
        Acknowledgement acknowledgement)
        implements Delivery {

    /** What a message costs beside its payload and topic: objects, headers, references. */
    private static final int OVERHEAD_BYTES = 400;

    /** The device where the topic names it, else the topic (S7). */
    @Override
    public String key() {
        String vehicle = captured.vehicle();
        String device = captured.device();
        return vehicle != null ? vehicle : device != null ? device : topic;
    }

    @Override
    public int bytes() {
        return OVERHEAD_BYTES + 2 * topic.length() + (payload == null ? 0 : payload.length);
    }

    @Override
    public String origin() {
        return Shown.text(topic);
    }

    @Override
    public void deliver(GuardedSink sink) {
        if (payload == null) {
            sink.reject(RejectReason.TOO_LARGE, origin() + ": " + size + " bytes", acknowledgement);
            return;
        }
        Shares shares = new Shares(acknowledgement);
        try {
            subscription
                    .route()
                    .read(
                            RawMessage.builder(topic, payload, arrival, arrivalNanos)
                                    .retained(retained),
                            captured,
                            new SinkOutput(sink, this, shares));
        } finally { // also where a decoder failed: it would fail again
            shares.read();
        }
    }
}
