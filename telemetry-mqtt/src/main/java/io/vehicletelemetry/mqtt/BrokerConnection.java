package io.vehicletelemetry.mqtt;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * One connection to a broker: opened once, then discarded. Its session is clean and ends with it.
 *
 * <p><em>Thread-safe.</em>
 */
interface BrokerConnection {

    /** Takes the messages of a connection, on its I/O thread. */
    @FunctionalInterface
    interface Receiver {

        /** Takes a message; the payload is not to be used after the call. */
        void receive(String topic, boolean retained, ByteBuffer payload);
    }

    /** Connects; completes exceptionally when that fails. */
    CompletableFuture<?> connect();

    /** Subscribes; completes exceptionally when the broker refuses. */
    CompletableFuture<?> subscribe(SubscriptionPlan.Filter filter);

    /** Completes when the connection is no more, or did not come about. */
    CompletableFuture<Loss> lost();

    /** Disconnects, in a bounded time. Whatever comes about later is disconnected then. */
    void close();
}
