package io.vehicletelemetry.examples.dashboard.browser;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Devices that send at a fixed rate, on a thread of their own. */
final class Traffic implements AutoCloseable {

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Map<Integer, Double> sent = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Future<?> sending;

    private Traffic(long micros, IntConsumer send) {
        this.sending = thread.scheduleAtFixedRate(() -> send(send), 0, micros, TimeUnit.MICROSECONDS);
    }

    /** Sends message after message, so many a second. */
    static Traffic of(double perSecond, IntConsumer send) {
        return new Traffic(Math.round(1_000_000 / perSecond), send);
    }

    private void send(IntConsumer send) {
        int number = count.incrementAndGet();
        sent.put(number, (double) System.currentTimeMillis());
        send.accept(number);
    }

    /** When each message was sent, in ms since 1970, by its number; from 1. */
    Map<Integer, Double> sent() {
        return sent;
    }

    @Override
    public void close() {
        sending.cancel(false);
        thread.shutdownNow();
        try {
            thread.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
