package io.vehicletelemetry.faults;

/** A real broker that keeps sessions in a folder. */
interface Broker extends AutoCloseable {

    int port();

    void start() throws Exception;

    /** As somebody stops it who means well. */
    void stop() throws Exception;

    @Override
    default void close() throws Exception {
        stop();
    }
}
