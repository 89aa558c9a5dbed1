package com.example.fleet;

import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An MQTT broker on a free loopback port, and a device that talks to it. */
final class Broker {

    private final int port;
    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();

    Broker() {
        try {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            server.setConfiguration(new ConfigurationImpl()
                    .setPersistenceEnabled(false)
                    .setSecurityEnabled(false)
                    .setJMXManagementEnabled(false)
                    .addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT")
                    .addAddressSetting(
                            "#",
                            new AddressSettings().setAutoCreateAddresses(true).setAutoCreateQueues(true)));
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the broker did not start", e);
        }
    }

    String uri() {
        return "mqtt://127.0.0.1:" + port;
    }

    Mqtt3BlockingClient device() {
        Mqtt3BlockingClient device =
                Mqtt3Client.builder().serverHost("127.0.0.1").serverPort(port).buildBlocking();
        device.connect();
        return device;
    }

    void stop() throws Exception {
        server.stop();
    }
}
