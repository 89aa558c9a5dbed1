package io.vehicletelemetry.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.NullMarked;

/** A real broker on loopback that can be started and stopped on the same port, without memory across the two. */
@NullMarked
interface Broker extends AutoCloseable {

    int port();

    void start() throws Exception;

    /** Stops it; without warning where it can. */
    void stop() throws Exception;

    @Override
    default void close() throws Exception {
        stop();
    }

    default String uri() {
        return "mqtt://127.0.0.1:" + port();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
