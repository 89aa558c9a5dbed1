package io.vehicletelemetry.examples.plain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** A broker on loopback, and a device that talks to it. */
final class Broker implements AutoCloseable {

    /** Held, because a logger that nobody holds forgets its level. */
    private static final List<Logger> QUIET = Stream.of("org.apache.activemq.audit", "org.apache.activemq.artemis")
            .map(Logger::getLogger)
            .toList();

    static {
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private final int port;
    private final EmbeddedActiveMQ server;
    private final Mqtt3BlockingClient device;

    Broker(int port) throws Exception {
        this.port = port;
        this.server = new EmbeddedActiveMQ()
                .setConfiguration(new ConfigurationImpl()
                        .setPersistenceEnabled(false)
                        .setSecurityEnabled(false)
                        .setJMXManagementEnabled(false)
                        .addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT")
                        .addAddressSetting(
                                "#",
                                new AddressSettings()
                                        .setAutoCreateAddresses(true)
                                        .setAutoCreateQueues(true)));
        server.start();
        device = Mqtt3Client.builder().serverHost("127.0.0.1").serverPort(port).buildBlocking();
        device.connect();
    }

    String uri() {
        return "mqtt://127.0.0.1:" + port;
    }

    void publish(String topic, String payload) {
        device.publishWith().topic(topic).payload(payload.getBytes(UTF_8)).send();
    }

    @Override
    public void close() throws Exception {
        device.disconnect();
        server.stop();
    }
}
