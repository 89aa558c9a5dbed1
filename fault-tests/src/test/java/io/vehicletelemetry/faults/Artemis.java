package io.vehicletelemetry.faults;

import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;

/** Artemis in this JVM, with its journal in a folder. */
final class Artemis implements Broker {

    private final int port = Ports.free();
    private final Path folder;
    private @Nullable EmbeddedActiveMQ server;

    Artemis(Path folder) {
        this.folder = folder.resolve("artemis");
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
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
    public void stop() throws Exception {
        EmbeddedActiveMQ running = server;
        if (running != null) {
            server = null;
            running.stop();
        }
    }

    @Override
    public String toString() {
        return "Artemis";
    }
}
