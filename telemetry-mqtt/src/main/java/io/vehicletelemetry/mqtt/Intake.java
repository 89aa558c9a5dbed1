package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.decode.TopicTemplate;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.source.Acknowledgement;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages from the client's I/O threads: stamps them, finds the subscription that takes them, and puts them into
 * the lane of their device.
 *
 * <p><em>Thread-safe.</em>
 */
final class Intake {
    /*
     * Invariant: under the lock, every message that has been stamped is already in its lane. Stamping and offering are
     * one critical section, and `deliveredUpTo` passes through the same lock. So a message is either in a lane by the
     * time `deliveredUpTo` looks, and is seen there, or it is stamped after `deliveredUpTo` began, and so not before the
     * `now` that its caller had read. One stamped before `now` that is not yet in a lane does not exist.
     *
     * For the same reason the lanes are in the order of arrival, whatever the number of I/O threads.
     *
     * Lock order: this lock, then a lane's. Nothing is called under it but the lanes, and those do constant work: an
     * I/O thread waits for no decoder and no sink.
     */

    private static final System.Logger LOG = System.getLogger(MqttTelemetrySource.class.getName());

    private final Object stamping = new Object();
    private final List<MqttSubscription> subscriptions;
    private final SubscriptionPlan plan;
    private final List<Lane> lanes;
    private final TimeSource time;
    private final int maxPayload;

    Intake(
            List<MqttSubscription> subscriptions,
            SubscriptionPlan plan,
            List<Lane> lanes,
            TimeSource time,
            int maxPayload) {
        this.subscriptions = subscriptions;
        this.plan = plan;
        this.lanes = lanes;
        this.time = time;
        this.maxPayload = maxPayload;
    }

    /** Takes a message. Throws nothing into the transport's thread. */
    void receive(int connection, String topic, boolean retained, ByteBuffer payload, Acknowledgement acknowledgement) {
        boolean taken = false;
        synchronized (stamping) {
            long arrivalNanos = time.nanoTime();
            try {
                Arrival arrival =
                        arrival(connection, topic, retained, payload, time.instant(), arrivalNanos, acknowledgement);
                if (arrival != null) {
                    lanes.get(lane(arrival.key())).offer(arrival);
                    taken = true;
                }
            } catch (Throwable e) {
                LOG.log(System.Logger.Level.ERROR, "A message could not be taken in: " + e);
            }
        }
        if (!taken) { // nobody waits for it: unacknowledged it would hold up the others
            acknowledgement.acknowledge();
        }
    }

    private @Nullable Arrival arrival(
            int connection,
            String topic,
            boolean retained,
            ByteBuffer payload,
            Instant now,
            long nowNanos,
            Acknowledgement acknowledgement) {
        String[] levels = TopicTemplate.levels(topic);
        for (int i = 0; i < subscriptions.size(); i++) {
            MqttSubscription subscription = subscriptions.get(i);
            TopicTemplate.Captured captured = subscription.route().template().match(topic, levels);
            if (captured != null) {
                if (plan.connectionOf(i) != connection) {
                    return null; // the connection that is to take it brings a copy of its own
                }
                int size = payload.remaining();
                byte[] bytes = size > maxPayload ? null : bytes(payload);
                return new Arrival(
                        subscription, captured, topic, bytes, size, retained, now, nowNanos, acknowledgement);
            }
        }
        LOG.log(System.Logger.Level.DEBUG, "No subscription matches a message of {0}", Shown.text(topic));
        return null;
    }

    private static byte[] bytes(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return bytes;
    }

    private int lane(String key) {
        int hash = key.hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), lanes.size());
    }

    /** The arrival of the oldest message that is not delivered yet, or the time that is given where there is none. */
    long deliveredUpTo(long nowNanos) {
        synchronized (stamping) {
            long oldest = nowNanos;
            for (Lane lane : lanes) {
                long arrival = lane.oldestArrival(nowNanos);
                oldest = arrival - oldest < 0 ? arrival : oldest;
            }
            return oldest;
        }
    }
}
