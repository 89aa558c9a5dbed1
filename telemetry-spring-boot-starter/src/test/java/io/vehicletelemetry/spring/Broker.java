package io.vehicletelemetry.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;

/** A real MQTT broker in this JVM, on a loopback port of its own, that comes and goes as a test wants. */
public final class Broker implements AutoCloseable {

    private final int port = freePort();
    private @Nullable EmbeddedActiveMQ server;

    public int port() {
        return port;
    }

    public String uri() {
        return "mqtt://127.0.0.1:" + port;
    }

    public void start() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT")
                .addAddressSetting(
                        "#", new AddressSettings().setAutoCreateAddresses(true).setAutoCreateQueues(true));
        EmbeddedActiveMQ started = new EmbeddedActiveMQ();
        started.setConfiguration(configuration);
        started.start();
        server = started;
    }

    @Override
    public void close() throws Exception {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
