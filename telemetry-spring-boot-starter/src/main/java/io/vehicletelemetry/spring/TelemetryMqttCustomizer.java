package io.vehicletelemetry.spring;

import io.vehicletelemetry.mqtt.MqttTelemetrySourceBuilder;

/**
 * Changes the MQTT source after the properties were applied. Beans of this type are called in their order.
 *
 * <p><em>Called by the thread that starts the application.</em>
 */
@FunctionalInterface
public interface TelemetryMqttCustomizer {

    /**
     * Changes the source to be.
     *
     * @param builder what the properties made
     */
    void customize(MqttTelemetrySourceBuilder builder);
}
