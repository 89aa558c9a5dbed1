package io.vehicletelemetry.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Conditional;

/**
 * Looks at what is written under {@code telemetry}, also where there is no source: {@code telemetry.mqtt.urii} must not
 * leave the application without telemetry in silence.
 *
 * <p><em>Immutable.</em>
 */
@AutoConfiguration
@Conditional(OnAnyTelemetryKey.class)
@EnableConfigurationProperties(TelemetryProperties.class)
public final class TelemetryPropertiesAutoConfiguration {

    TelemetryPropertiesAutoConfiguration() {}
}
