package io.vehicletelemetry.mqtt;

import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;

/** The scenarios with an embedded Artemis. */
@NullMarked
class ArtemisIT extends BrokerScenarios {

    @Override
    Broker broker(Path folder) {
        return new ArtemisBroker();
    }
}
