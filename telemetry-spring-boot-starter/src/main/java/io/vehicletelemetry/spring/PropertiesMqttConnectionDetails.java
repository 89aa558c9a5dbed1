package io.vehicletelemetry.spring;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** The broker as the properties describe it. Immutable. */
record PropertiesMqttConnectionDetails(
        String uri,
        @Nullable String username,
        @Nullable String password,
        @Nullable SslBundle sslBundle) implements TelemetryMqttConnectionDetails {

    static PropertiesMqttConnectionDetails of(MqttProperties mqtt, ObjectProvider<SslBundles> bundles) {
        return new PropertiesMqttConnectionDetails(
                Objects.requireNonNull(mqtt.uri(), MqttProperties.KEY + ".uri"),
                mqtt.username(),
                mqtt.password(),
                mqtt.sslBundle() == null ? null : bundle(mqtt.sslBundle(), bundles.getIfAvailable()));
    }

    private static SslBundle bundle(String name, @Nullable SslBundles bundles) {
        String key = MqttProperties.KEY + ".ssl-bundle";
        if (bundles == null) {
            throw new InvalidTelemetryConfigurationException(key, name, "the application has no SSL bundles", null);
        }
        try {
            return bundles.getBundle(name);
        } catch (NoSuchSslBundleException e) {
            throw new InvalidTelemetryConfigurationException(
                    key,
                    name,
                    "there is no such SSL bundle; allowed are the names under spring.ssl.bundle: "
                            + (bundles.getBundleNames().isEmpty()
                                    ? "none is there"
                                    : String.join(", ", bundles.getBundleNames())),
                    e);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "PropertiesMqttConnectionDetails[" + Setting.shown("uri", uri) + "]";
    }
}
