package io.vehicletelemetry.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttClientIdentifier;

/** What a builder may be given. */
final class Allowed {

    private Allowed() {}

    interface Check {
        Object run() throws ClassNotFoundException;
    }

    static boolean test(Check check) {
        try {
            check.run();
            return true;
        } catch (IllegalArgumentException | ClassNotFoundException e) {
            return false;
        }
    }

    static long positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " " + value + ": allowed are numbers from 1");
        }
        return value;
    }

    static String clientId(String clientId) {
        if (clientId.isBlank() || !test(() -> MqttClientIdentifier.of(clientId))) {
            throw new IllegalArgumentException(
                    "clientId " + Shown.text(clientId) + ": allowed is text that is not blank, as MQTT defines it");
        }
        return clientId;
    }
}
