package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.source.Acknowledgement;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * One connection to a broker: opened once, then discarded. Its session is clean and ends with it, or the one of a durable
 * source, which the broker keeps.
 *
 * <p><em>Thread-safe.</em>
 */
interface BrokerConnection {

    /** Takes the messages of a connection, on its I/O thread. */
    @FunctionalInterface
    interface Receiver {

        /**
         * Takes a message; the payload is not to be used after the call.
         *
         * @param acknowledgement tells the broker that it was taken care of; {@link Acknowledgement#NONE} where it is not
         *     to be told
         */
        void receive(String topic, boolean retained, ByteBuffer payload, Acknowledgement acknowledgement);
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
