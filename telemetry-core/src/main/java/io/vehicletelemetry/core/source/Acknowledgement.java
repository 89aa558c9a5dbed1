package io.vehicletelemetry.core.source;

/**
 * Tells a transport that a delivery was taken care of, so that it need not be delivered again.
 *
 * <p><em>Thread-safe.</em> May be called from any thread; the second call has no effect. Never blocks, never throws.
 */
@FunctionalInterface
public interface Acknowledgement {

    /** For a transport that has nothing to acknowledge. */
    Acknowledgement NONE = () -> {};

    /** Acknowledges the delivery. */
    void acknowledge();
}
