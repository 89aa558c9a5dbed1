package io.vehicletelemetry.mqtt;

import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;

/** The scenarios with Mosquitto. */
@NullMarked
@Tag("slow")
class MosquittoIT extends BrokerScenarios {

    @Override
    Broker broker(Path folder) {
        MosquittoBroker.program();
        return new MosquittoBroker(folder);
    }
}
