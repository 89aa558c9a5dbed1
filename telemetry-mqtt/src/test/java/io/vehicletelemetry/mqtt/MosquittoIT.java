package io.vehicletelemetry.mqtt;

import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;

/** The scenarios with Mosquitto. */
@NullMarked
class MosquittoIT extends BrokerScenarios {

    @Override
    Broker broker(Path folder) {
        MosquittoBroker.program();
        return new MosquittoBroker(folder);
    }
}
