package io.vehicletelemetry.mqtt;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a broker connected and subscribed, for ever: connects, subscribes, waits for the loss, waits a while, begins again
 * with a connection that knows nothing of the one before. So a subscription is made exactly once a connection.
 *
 * <p>Its thread does nothing else; it calls no sink and no decoder.
 *
 * <p><em>Thread-safe.</em>
 */
final class BrokerLink implements Runnable {

    private static final System.Logger LOG = System.getLogger(MqttTelemetrySource.class.getName());

    /** The client has timeouts of its own; this one is for what they do not reach. */
    private static final long STEP_TIMEOUT_SECONDS = 60;

    /** Not every broker says that a session was taken over; connections that break young in a row look like it. */
    private static final int SUSPICIOUS_BREAKS = 3;

    private final String name;
    private final List<SubscriptionPlan.Filter> filters;
    private final Supplier<BrokerConnection> connections;
    private final Backoff backoff;
    private final LongSupplier nanoTime;
    private final Consumer<Boolean> connected;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean up; // confined to the link's thread, as is the next
    private long upSinceNanos;

    BrokerLink(
            String name,
            List<SubscriptionPlan.Filter> filters,
            Supplier<BrokerConnection> connections,
            Backoff backoff,
            LongSupplier nanoTime,
            Consumer<Boolean> connected) {
        this.name = name;
        this.filters = filters;
        this.connections = connections;
        this.backoff = backoff;
        this.nanoTime = nanoTime;
        this.connected = connected;
    }

    @Override
    public void run() {
        try {
            int failures = 0;
            int breaks = 0;
            while (!stop.isDone()) {
                up = false;
                Loss loss = connection();
                if (loss == null) {
                    return;
                }
                // One that held for long starts afresh; one that breaks again and again does not.
                boolean held = up
                        && nanoTime.getAsLong() - upSinceNanos >= backoff.max().toNanos();
                failures = held ? 1 : failures + 1;
                breaks = held ? 0 : up ? breaks + 1 : breaks;
                Duration wait = backoff.after(failures, loss.refused());
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0}: not connected: {1}{2}; next attempt in {3} s",
                        name,
                        loss.reason(),
                        breaks < SUSPICIOUS_BREAKS ? "" : " (again and again: does another client use this client id?)",
                        String.format("%.1f", wait.toMillis() / 1000.0));
                Closing.await(stop, wait.toMillis());
            }
        } finally {
            ended.complete(null);
        }
    }

    /** The life of one connection; returns why it ended, or null where the link was closed. */
    private @Nullable Loss connection() {
        try {
            BrokerConnection connection = connections.get();
            try {
                Loss loss = opened(connection);
                if (loss == null && !stop.isDone()) {
                    up = true;
                    upSinceNanos = nanoTime.getAsLong();
                    connected.accept(true);
                    loss = first(new CompletableFuture<>(), connection, 0);
                }
                return stop.isDone() ? null : loss;
            } finally {
                connected.accept(false);
                connection.close();
            }
        } catch (Throwable e) { // a library that is missing, for one: this thread is the only one that tries again
            return Loss.of(e);
        }
    }

    private @Nullable Loss opened(BrokerConnection connection) {
        Loss loss = first(connection.connect(), connection, STEP_TIMEOUT_SECONDS);
        if (loss != null || stop.isDone()) {
            return loss;
        }
        Map<SubscriptionPlan.Filter, CompletableFuture<?>> answers = new LinkedHashMap<>();
        filters.forEach(filter -> answers.put(filter, connection.subscribe(filter)));
        Loss refusal = null;
        int granted = 0;
        for (Map.Entry<SubscriptionPlan.Filter, CompletableFuture<?>> answer : answers.entrySet()) {
            Loss refused = first(answer.getValue(), connection, STEP_TIMEOUT_SECONDS);
            if (stop.isDone() || connection.lost().isDone()) {
                return connection.lost().getNow(null);
            }
            if (refused == null) {
                granted++;
                continue;
            }
            String topic = Shown.text(answer.getKey().topic().text());
            refusal = new Loss("the broker refused the subscription " + topic + ": " + refused.reason(), true);
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}; none of its messages will come", name, refusal.reason());
        }
        if (granted > 0) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}: connected, {1} of {2} subscriptions",
                    name,
                    granted,
                    filters.size());
            return null;
        }
        return refusal;
    }

    /** Waits for a step, the loss of the connection, or the end of the link; returns why the step failed, or null. */
    private @Nullable Loss first(CompletableFuture<?> step, BrokerConnection connection, long timeoutSeconds) {
        CompletableFuture<Loss> lost = connection.lost();
        CompletableFuture<?> any = CompletableFuture.anyOf(step, lost, stop);
        try {
            if (timeoutSeconds > 0) {
                any.get(timeoutSeconds, TimeUnit.SECONDS);
            } else {
                any.get();
            }
        } catch (TimeoutException e) {
            return new Loss("no answer within " + timeoutSeconds + " s", false);
        } catch (InterruptedException e) {
            stop.complete(null); // nobody but this class interrupts its thread, but whoever does means it
            return null;
        } catch (ExecutionException e) {
            return lost.isDone() ? lost.join() : Loss.of(e.getCause() == null ? e : e.getCause());
        }
        return step.isDone() || !lost.isDone() ? null : lost.join();
    }

    /** Ends the link; its thread disconnects. */
    void close() {
        stop.complete(null);
    }

    /** Waits until the connection is closed, for a bounded time. */
    void awaitEnd(long millis) {
        Closing.await(ended, millis);
    }
}
