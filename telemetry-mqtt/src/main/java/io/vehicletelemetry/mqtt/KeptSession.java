package io.vehicletelemetry.mqtt;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What outlives the connections of a session that the broker keeps: how many messages are under way, that is delivered and
 * not acknowledged. Beyond the limit none is asked of the client. What came over a connection that is lost counts until it
 * was taken care of, so that a database that is away while the connection comes and goes fills no memory.
 *
 * <p><em>Thread-safe.</em>
 */
final class KeptSession {
    /*
     * Invariant: what is under way, and what was asked of the open flow and did not come yet, are together the limit. All
     * fields are guarded by this object's lock, which is held for constant work; the flow is asked without it, because it
     * may deliver at once, on the same thread.
     */

    private static final System.Logger LOG = System.getLogger(MqttTelemetrySource.class.getName());
    private static final int ANY_NUMBER = 65_535;

    private final String name;
    private final int limit;
    private int receiveMaximum;
    private int underWay;
    private boolean connectedBefore;
    private @Nullable LongConsumer flow;

    /**
     * @param name for people: of which broker and client
     * @param limit how many messages may be under way
     */
    KeptSession(String name, int limit) {
        this.name = name;
        this.limit = limit;
        this.receiveMaximum = limit;
    }

    /** How many unacknowledged messages the broker is told to send at most. */
    synchronized int receiveMaximum() {
        return receiveMaximum;
    }

    /**
     * The broker sent more than that, and the client hung up. From the next connection on it may send any number: else it
     * would send them all again, and the client hang up, for ever. What is beyond the limit waits in the client.
     */
    void overrun() {
        synchronized (this) {
            receiveMaximum = ANY_NUMBER;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "{0}: the broker sends more unacknowledged messages than the {1} that it was told (Mosquitto does up to"
                        + " 2.0.12); from now on it may, and they wait in memory",
                name,
                limit);
    }

    /** A flow begins, and takes the place of the one before. */
    void open(LongConsumer requests) {
        int room;
        synchronized (this) {
            flow = requests;
            room = limit - underWay;
        }
        if (room > 0) {
            requests.accept(room);
        }
    }

    /** The connection is there. */
    void connected(boolean kept) {
        boolean before;
        synchronized (this) {
            before = connectedBefore;
            connectedBefore = true;
        }
        if (before && !kept) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: the broker did not keep the session: what waited there is lost; is its persistence on?",
                    name);
        } else {
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}: {1}",
                    name,
                    kept ? "the broker kept the session" : "a new session: it has what is published from now on");
        }
    }

    /** A message came. */
    synchronized void taken() {
        underWay++;
    }

    /** A message was acknowledged. */
    void released() {
        LongConsumer open;
        synchronized (this) {
            underWay--;
            open = flow;
        }
        if (open != null) {
            open.accept(1);
        }
    }
}
