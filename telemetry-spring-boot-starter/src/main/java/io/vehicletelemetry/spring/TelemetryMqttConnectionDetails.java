package io.vehicletelemetry.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where the MQTT broker is, and how one gets in. A bean of this type takes the place of {@code telemetry.mqtt.uri},
 * {@code username}, {@code password} and {@code ssl-bundle}; with it, MQTT is on without a URI in the configuration.
 *
 * <p><em>Immutable.</em>
 */
public interface TelemetryMqttConnectionDetails extends ConnectionDetails {

    /**
     * The broker's address.
     *
     * @return {@code mqtt://host:1883}, {@code mqtts://host:8883}, {@code ws://host/path} or {@code wss://host/path}
     */
    String uri();

    /**
     * The name by which the broker knows this client.
     *
     * @return the name, or null (the default) for none
     */
    default @Nullable String username() {
        return null;
    }

    /**
     * The password of the name.
     *
     * @return the password, or null (the default) for none
     */
    default @Nullable String password() {
        return null;
    }

    /**
     * Whom to trust and with which certificate to identify oneself, where the address is encrypted.
     *
     * @return the bundle, or null (the default) for what the platform trusts
     */
    default @Nullable SslBundle sslBundle() {
        return null;
    }
}
