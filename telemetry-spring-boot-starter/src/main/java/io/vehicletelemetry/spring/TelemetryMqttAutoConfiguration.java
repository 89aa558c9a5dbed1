package io.vehicletelemetry.spring;

import com.hivemq.client.mqtt.MqttClient;
import io.vehicletelemetry.core.decode.TelemetryDecoder;
import io.vehicletelemetry.core.model.EvidenceRule;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.mqtt.MqttTelemetrySource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * The MQTT source, where {@code telemetry.mqtt.uri} is set or a {@link TelemetryMqttConnectionDetails} bean says where the
 * broker is.
 *
 * <p><em>Immutable.</em>
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@ConditionalOnClass({MqttTelemetrySource.class, MqttClient.class})
@Conditional(TelemetryMqttAutoConfiguration.OnBroker.class)
@EnableConfigurationProperties(TelemetryProperties.class)
public final class TelemetryMqttAutoConfiguration {

    TelemetryMqttAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(TelemetryMqttConnectionDetails.class)
    PropertiesMqttConnectionDetails telemetryMqttConnectionDetails(
            TelemetryProperties properties, ObjectProvider<SslBundles> bundles) {
        return PropertiesMqttConnectionDetails.of(properties.mqtt(), bundles);
    }

    @Bean
    MqttSourceAssembly telemetryMqttSourceAssembly(
            TelemetryProperties properties,
            TelemetryMqttConnectionDetails details,
            ObjectProvider<TelemetryLimits> limits,
            ListableBeanFactory beans,
            ObjectProvider<TelemetryMqttCustomizer> customizers) {
        Formats formats = new Formats(
                beans.getBeansOfType(TelemetryDecoder.class), limits.getIfAvailable(properties.limits()::toLimits));
        return new MqttSourceAssembly(
                properties.mqtt(),
                details,
                formats,
                new EvidenceRules(beans.getBeansOfType(EvidenceRule.class)),
                customizers.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
    MqttTelemetrySource telemetryMqttSource(MqttSourceAssembly assembly) {
        return assembly.source();
    }

    /** Something says where the broker is. */
    static final class OnBroker extends AnyNestedCondition {

        OnBroker() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @Conditional(OnMqttUri.class)
        static final class Uri {}

        @ConditionalOnBean(TelemetryMqttConnectionDetails.class)
        static final class Details {}
    }
}
