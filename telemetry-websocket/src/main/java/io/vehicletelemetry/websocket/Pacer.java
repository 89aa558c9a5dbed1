package io.vehicletelemetry.websocket;

/**
 * Wakes sessions later.
 *
 * <p><em>Thread-safe; does not block.</em>
 */
@FunctionalInterface
interface Pacer {

    /** Runs the task after so many nanoseconds, or a little later; the task must not block. */
    void after(long nanos, Runnable task);
}
