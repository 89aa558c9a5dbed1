package io.vehicletelemetry.mqtt;

import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the connections of both versions share. */
final class Closing {

    static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** How long a broker may take to see a client off. */
    static final long PATIENCE_MILLIS = 1000;

    private Closing() {}

    /** Waits for an end for a bounded time. That it failed (most often: there was no connection any more) is as good. */
    static void await(CompletableFuture<?> end, long millis) {
        try {
            end.get(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            // The client goes on by itself.
        }
    }
}
