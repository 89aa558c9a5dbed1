package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.source.Acknowledgement;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Acknowledges a message of a session that the broker keeps. Where its connection is no more it has no effect there: the
 * broker sends the message again.
 *
 * <p><em>Thread-safe.</em> Nothing blocks.
 */
final class BrokerAcknowledgement implements Acknowledgement {

    private static final System.Logger LOG = System.getLogger(MqttTelemetrySource.class.getName());

    private final KeptSession session;
    private final int qos;
    private final Runnable client;
    private final AtomicBoolean done = new AtomicBoolean();

    /**
     * @param session which it belongs to
     * @param qos the quality of service that the message came with
     * @param client acknowledges it
     */
    BrokerAcknowledgement(KeptSession session, int qos, Runnable client) {
        this.session = session;
        this.qos = qos;
        this.client = client;
    }

    @Override
    public void acknowledge() {
        if (!done.compareAndSet(false, true)) {
            return;
        }
        try {
            client.run();
        } catch (RuntimeException e) { // such as that of a client whose threads are gone
            LOG.log(System.Logger.Level.DEBUG, "A message could not be acknowledged", e);
        } finally {
            session.released();
        }
    }

    @Override
    public boolean comesAgain() {
        return qos > 0;
    }
}
