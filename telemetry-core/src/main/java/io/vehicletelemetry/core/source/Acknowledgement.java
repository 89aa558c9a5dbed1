package io.vehicletelemetry.core.source;

/**
 * Tells a transport that a delivery was taken care of, so that it need not be delivered again.
 *
 * <p><em>Thread-safe.</em> May be called from any thread; the second call has no effect. Never blocks, never throws.
 */
@FunctionalInterface
public interface Acknowledgement {

    /** For a transport that has nothing to acknowledge. */
    Acknowledgement NONE = new Acknowledgement() {
        @Override
        public void acknowledge() {}

        @Override
        public boolean comesAgain() {
            return false;
        }
    };

    /** Acknowledges the delivery. */
    void acknowledge();

    /**
     * Whether the delivery comes again after a new start where it was not acknowledged.
     *
     * @return true by default; false for {@link #NONE}, and where the transport does not keep this one delivery, as an MQTT
     *     message at QoS 0
     */
    default boolean comesAgain() {
        return true;
    }
}
