package io.vehicletelemetry.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/** What the user wrote for a key, and where. */
final class WrittenKeys {

    private final @Nullable Environment environment;

    WrittenKeys(@Nullable Environment environment) {
        this.environment = environment;
    }

    /** The text as written, fit to be shown; null where the key was not written. */
    @Nullable
    String value(String key) {
        ConfigurationProperty property = find(key);
        return property == null ? null : Setting.shown(key, property.getValue());
    }

    /** A line that names the place, or nothing where it is not known. */
    String origin(String key) {
        ConfigurationProperty property = find(key);
        return property == null ? "" : origin(property.getOrigin());
    }

    static String origin(@Nullable Origin origin) {
        return origin == null ? "" : "\n    Origin: " + origin;
    }

    private @Nullable ConfigurationProperty find(String key) {
        if (environment == null || !ConfigurationPropertyName.isValid(key)) {
            return null;
        }
        ConfigurationPropertyName name = ConfigurationPropertyName.of(key);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return property;
            }
        }
        return null;
    }
}
