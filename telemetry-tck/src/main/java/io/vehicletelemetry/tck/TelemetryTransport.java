package io.vehicletelemetry.tck;

import io.vehicletelemetry.core.source.TelemetrySource;

/**
 * What stands behind a source: the {@linkplain TelemetrySourceContract kit} plays the devices through it.
 *
 * <p><em>Confined to one thread at a time,</em> except {@link #publish} and {@link #publishOffline}, which are called
 * by several threads for several devices.
 */
public interface TelemetryTransport extends AutoCloseable {

    /**
     * Makes a source that takes what is published here. It is not started. Where sources are durable, all of one
     * transport continue each other: they have the same session.
     *
     * @return the implementation under test
     * @throws Exception if it cannot be made: the test fails
     */
    TelemetrySource source() throws Exception;

    /**
     * Returns once a message that is published from now on reaches the source that was started last.
     *
     * @throws Exception if that cannot be told: the test fails
     */
    default void awaitReady() throws Exception {}

    /**
     * Publishes a message in which the signal {@link TelemetrySourceContract#SIGNAL} has a value. The source is to deliver it as one live frame
     * of this device, or of a vehicle of the same name.
     *
     * @param device the device's name
     * @param value the value, from 1
     * @throws Exception if it cannot be published: the test fails
     */
    void publish(String device, int value) throws Exception;

    /**
     * Publishes a message of a device that nobody can read.
     *
     * @param device the device's name
     * @throws Exception if it cannot be published: the test fails
     */
    void publishMalformed(String device) throws Exception;

    /**
     * Publishes that a device is offline.
     *
     * @param device the device's name
     * @return false where the transport knows nothing of the kind, which is the default
     * @throws Exception if it cannot be published: the test fails
     */
    default boolean publishOffline(String device) throws Exception {
        return false;
    }

    /**
     * Whether a delivery that was not acknowledged is delivered again after a new start.
     *
     * @return false by default: then S8 asks for nothing
     */
    default boolean durable() {
        return false;
    }

    @Override
    void close() throws Exception;
}
