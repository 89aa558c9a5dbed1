package io.vehicletelemetry.websocket;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {

    private static final long STUCK = MILLISECONDS.toNanos(300);

    private final WorkerThreads threads = new WorkerThreads("test", 1, 64);
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicLong began = new AtomicLong();

    @AfterEach
    void stop() {
        end.countDown();
        threads.shutdownNow();
    }

    private void begin(Runnable task) {
        threads.execute(() -> {
            began.set(System.nanoTime());
            task.run();
        });
        await().until(() -> began.get() != 0);
    }

    private long relievedAt() {
        threads.relieve(STUCK);
        return System.nanoTime() - began.get();
    }

    private void compute() {
        while (end.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private void waitForTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a task says at its end of having been seen waiting. */
    private boolean seenWaiting(Runnable task) {
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        begin(() -> {
            task.run();
            seen.complete(WorkerThreads.wasSeenWaiting());
        });
        await().until(() -> relievedAt() > STUCK);
        end.countDown();
        return seen.join();
    }

    @Test
    void whoeverWaitedIsTold() {
        assertThat(seenWaiting(this::waitForTheEnd)).isTrue();
        assertThat(WorkerThreads.wasSeenWaiting()).as("another thread").isFalse();
    }

    @Test
    void whoeverComputedDidNotWait() {
        assertThat(seenWaiting(this::compute)).isFalse();
    }

    @Test
    void whoeverIsKeptOutByOneThatComputesDidNotWait() {
        Object monitor = new Object();
        CountDownLatch held = new CountDownLatch(1);
        Thread holder = new Thread(() -> {
            synchronized (monitor) {
                held.countDown();
                compute();
            }
        });
        holder.start();
        await().until(() -> held.getCount() == 0);
        assertThat(seenWaiting(() -> {
                    synchronized (monitor) {
                        end.countDown();
                    }
                }))
                .isFalse();
    }

    @Test
    void othersStandInForAThreadThatWaits() {
        begin(this::waitForTheEnd);
        await().until(() -> {
            threads.relieve(STUCK);
            return threads.stuck() == 1;
        });
        CountDownLatch done = new CountDownLatch(2);
        threads.execute(done::countDown);
        threads.execute(done::countDown);
        await().untilAsserted(() -> assertThat(done.getCount()).isZero());
    }

    @Test
    void nobodyStandsInForAThreadThatComputes() {
        begin(this::compute);
        await().until(() -> relievedAt() > 3 * STUCK);
        assertThat(threads.stuck())
                .as("stuck, after %d ms", NANOSECONDS.toMillis(relievedAt()))
                .isZero();
        assertThat(threads.getCorePoolSize()).isOne();
    }
}
