package io.vehicletelemetry.core.broadcast;

/**
 * One subscriber's place at a broadcaster.
 *
 * <p><em>Thread-safe.</em>
 */
public interface Subscription extends AutoCloseable {

    /**
     * How many snapshots were replaced by a newer one of their vehicle before the subscriber took them.
     *
     * @return a count from 0
     */
    long conflated();

    /** Ends the subscription. Idempotent. */
    @Override
    void close();
}
