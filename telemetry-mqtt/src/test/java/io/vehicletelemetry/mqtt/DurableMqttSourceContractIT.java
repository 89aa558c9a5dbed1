package io.vehicletelemetry.mqtt;

import org.jspecify.annotations.NullMarked;

/** The rules of a source, in a session that the broker keeps. */
@NullMarked
class DurableMqttSourceContractIT extends MqttSourceContractIT {

    @Override
    boolean durable() {
        return true;
    }
}
