package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.decode.DecodeException;
import io.vehicletelemetry.core.decode.RawMessage;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.VehicleId;
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
        long arrivalNanos)
        implements Delivery {

    /** What a message costs beside its payload and topic: objects, headers, references. */
    private static final int OVERHEAD_BYTES = 400;

    private static final System.Logger LOG = System.getLogger(MqttTelemetrySource.class.getName());

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
            sink.reject(RejectReason.TOO_LARGE, origin() + ": " + size + " bytes");
            return;
        }
        RawMessage message;
        try {
            message = message(payload);
        } catch (IllegalArgumentException e) {
            sink.reject(RejectReason.INVALID_VEHICLE, origin() + ": " + e.getMessage());
            return;
        }
        DecodedOutput output = new DecodedOutput(sink, this);
        try {
            subscription.decoder().decode(message, output);
            output.completed();
        } catch (DecodeException e) {
            output.ended();
            sink.reject(e.reason(), origin() + ": " + e.getMessage());
        } catch (Throwable e) {
            output.ended();
            // Not its message, which may quote the payload.
            String failure = e.getClass().getName() + where(e);
            LOG.log(System.Logger.Level.DEBUG, "{0}: the decoder failed: {1}", origin(), failure);
            sink.reject(RejectReason.DECODER_FAILED, origin() + ": " + failure);
        }
    }

    private RawMessage message(byte[] bytes) {
        VehicleId vehicle = subscription.vehicle();
        String named = captured.vehicle();
        if (vehicle == null && named != null) {
            vehicle = VehicleId.of(named);
        }
        String device = captured.device();
        if (device != null) {
            VehicleId.of(device); // a device that is mapped to no vehicle is a vehicle of its own name
        }
        return RawMessage.builder(topic, bytes, arrival, arrivalNanos)
                .retained(retained)
                .vehicle(vehicle)
                .device(device)
                .signal(captured.signal())
                .offlineAfter(subscription.offlineAfter())
                .build();
    }

    private static String where(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }
}
