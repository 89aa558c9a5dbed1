package io.vehicletelemetry.tck;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that a test does in a thread of its own, and whose failure is the test's. */
final class BackgroundTask {

    /** What is done. */
    interface Action {
        void run() throws Exception;
    }

    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private BackgroundTask() {}

    static BackgroundTask start(Action action) {
        BackgroundTask task = new BackgroundTask();
        Thread thread = new Thread(() -> task.run(action), "tck");
        thread.setDaemon(true); // one that hangs fails its test, not the build
        thread.start();
        return task;
    }

    void join(Duration timeout) throws InterruptedException {
        if (!joins(timeout)) {
            throw new AssertionError("a task did not end within " + timeout);
        }
    }

    /** False if it has not ended in time. */
    boolean joins(Duration timeout) throws InterruptedException {
        try {
            done.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            throw new AssertionError("a task failed", e.getCause());
        } catch (TimeoutException e) {
            return false;
        }
    }

    private void run(Action action) {
        try {
            action.run();
            done.complete(null);
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }
}
