package io.vehicletelemetry.mqtt;

import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;

/** The scenarios with an embedded Artemis. */
@NullMarked
@Tag("slow")
class ArtemisIT extends BrokerScenarios {

    @Override
    Broker broker(Path folder) {
        return new ArtemisBroker();
    }
}
