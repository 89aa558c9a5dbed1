package io.vehicletelemetry.mqtt;

/**
 * The version of MQTT that is spoken with the broker.
 *
 * <p><em>Immutable.</em>
 */
public enum MqttVersion {
    /** MQTT 5. */
    V5,
    /** MQTT 3.1.1, for a broker that knows no other. */
    V3
}
