package io.vehicletelemetry.examples.dashboard.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** An MQTT broker (3.1.1 and 5) in the process, in memory only. It starts before and stops after whatever connects to it. */
final class DemoBroker implements SmartLifecycle {
    /** Far below the phases of web servers and message listeners, which are near {@link Integer#MAX_VALUE}. */
    static final int PHASE = Integer.MIN_VALUE + 1000;

    private static final Logger LOG = LoggerFactory.getLogger(DemoBroker.class);
    private static final String ACCEPTOR = "mqtt";
    /** Messages that wait for a subscriber who does not keep up; beyond, the oldest go, for that subscriber alone. */
    static final int BACKLOG_PER_SUBSCRIBER = 50_000;

    private final DemoProperties.Broker properties;
    private volatile @Nullable EmbeddedActiveMQ running;

    DemoBroker(DemoProperties.Broker properties) {
        this.properties = properties;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Listens when it returns; throws {@link DemoBrokerFailedException} where it cannot. */
    @Override
    public void start() {
        checkAddressIsFree();
        EmbeddedActiveMQ server = new EmbeddedActiveMQ().setConfiguration(configuration(properties));
        try {
            server.start();
            running = server;
            // Artemis only logs an acceptor that could not bind, and goes on without it.
            if (!server.getActiveMQServer()
                    .getRemotingService()
                    .getAcceptor(ACCEPTOR)
                    .isStarted()) {
                throw new BindException("the port was taken during the start");
            }
        } catch (Exception e) {
            stop();
            throw failed(DemoKey.PORT, e);
        }
        LOG.info("MQTT broker listens on {}:{}", properties.bind(), properties.port());
    }

    @Override
    public void stop() {
        EmbeddedActiveMQ server = running;
        running = null;
        try {
            if (server != null) {
                server.stop();
            }
        } catch (Exception e) {
            LOG.warn("MQTT broker did not stop cleanly", e);
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    private void checkAddressIsFree() {
        InetAddress address;
        try {
            address = InetAddress.getByName(properties.bind());
            if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
                throw new UnknownHostException("no network interface of this machine has it");
            }
        } catch (IOException e) {
            throw failed(DemoKey.BIND, e);
        }
        try (ServerSocket probe = new ServerSocket(properties.port(), 1, address)) {
            LOG.debug("Free: {}", probe);
        } catch (IOException e) {
            throw failed(DemoKey.PORT, e);
        }
    }

    private DemoBrokerFailedException failed(DemoKey key, Exception cause) {
        return new DemoBrokerFailedException(key, properties, cause);
    }

    private static Configuration configuration(DemoProperties.Broker properties) {
        Map<String, Object> listener = Map.of(
                TransportConstants.HOST_PROP_NAME, properties.bind(),
                TransportConstants.PORT_PROP_NAME, properties.port(),
                TransportConstants.PROTOCOLS_PROP_NAME, "MQTT");
        // Nothing on the disk: no journal, no pages, and so no watch over the space that is left there.
        return new ConfigurationImpl()
                .setName("demo")
                .setPersistenceEnabled(false)
                .setMaxDiskUsage(-1)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setCriticalAnalyzer(false)
                .addAcceptorConfiguration(
                        new TransportConfiguration(NettyAcceptorFactory.class.getName(), listener, ACCEPTOR))
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setDefaultRingSize(BACKLOG_PER_SUBSCRIBER)
                                .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP));
    }
}
