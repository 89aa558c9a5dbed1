package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.history.DurableRecorder;
import io.vehicletelemetry.core.history.HistoryRecorder;
import io.vehicletelemetry.core.history.HistoryRestorer;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.source.TelemetrySource;
import io.vehicletelemetry.jdbc.JdbcTelemetryHistory;
import io.vehicletelemetry.mqtt.MqttTelemetrySource;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Keeps the past: in the application's {@link DataSource} where {@code telemetry.history.enabled} is set, else the newest
 * points in memory. A {@link TelemetryHistory}, {@link HistoryRecorder} or {@link HistoryRestorer} bean of the application
 * takes the place of these.
 *
 * <p><em>Immutable.</em>
 */
@AutoConfiguration(
        before = TelemetryPipelineAutoConfiguration.class,
        after = TelemetryMqttAutoConfiguration.class,
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass(TelemetryHistory.class)
@ConditionalOnBean(TelemetrySource.class)
@EnableConfigurationProperties(TelemetryProperties.class)
public final class TelemetryHistoryAutoConfiguration {

    private static final String ENABLED = TelemetryProperties.PREFIX + ".history.enabled";

    TelemetryHistoryAutoConfiguration() {}

    /** In a database. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = ENABLED)
    @ConditionalOnClass(JdbcTelemetryHistory.class)
    @ConditionalOnMissingBean(TelemetryHistory.class)
    static class InDatabase {

        @Bean
        JdbcTelemetryHistory telemetryHistory(ObjectProvider<DataSource> sources, TelemetryProperties properties) {
            DataSource source = sources.getIfUnique();
            if (source == null) {
                throw Setting.named(ENABLED, true)
                        .refused("it needs one DataSource, or a primary one; add a database to the application");
            }
            // Its tables are made and looked at by the restorer, for which the start does not wait for ever.
            return JdbcTelemetryHistory.builder(source)
                    .retention(properties.history().retention())
                    .queryTimeout(properties.history().queryTimeout())
                    .build();
        }
    }

    /** From a session that the broker keeps, acknowledged after the commit. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = HistoryProperties.DURABLE)
    @ConditionalOnClass(MqttTelemetrySource.class)
    static class Durable {

        @Bean
        @ConditionalOnMissingBean
        DurableRecorder telemetryDurableRecorder(TelemetryHistory history, TelemetryProperties properties) {
            return properties.history().durableRecorder(history);
        }

        /** Not a bean, since all source beans are of the live path. */
        @Bean
        TelemetryPipelineCustomizer telemetryDurableRecording(
                DurableRecorder recorder,
                TelemetryProperties properties,
                ObjectProvider<MqttSourceAssembly> assemblies) {
            MqttSourceAssembly assembly = assemblies.getIfAvailable();
            if (assembly == null) {
                throw Setting.named(HistoryProperties.DURABLE, true).refused("it needs telemetry.mqtt.uri");
            }
            MqttTelemetrySource source = assembly.durable(properties.history());
            return pipeline -> pipeline.durableRecorder(recorder, source);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    TelemetryHistory telemetryHistory(TelemetryProperties properties) {
        if (properties.history().enabled()) {
            throw Setting.named(ENABLED, true).refused("it needs io.vehicletelemetry:telemetry-jdbc on the class path");
        }
        if (properties.history().durable()) {
            throw Setting.named(HistoryProperties.DURABLE, true)
                    .refused("what is in memory does not survive; it needs " + ENABLED + "=true");
        }
        return properties.history().inMemory();
    }

    @Bean
    @ConditionalOnMissingBean
    HistoryRecorder telemetryHistoryRecorder(
            TelemetryHistory history, TelemetryProperties properties, ObjectProvider<DurableRecorder> durable) {
        if (properties.history().durable() && durable.getIfAvailable() == null) {
            throw Setting.named(HistoryProperties.DURABLE, true)
                    .refused("it needs io.vehicletelemetry:telemetry-mqtt on the class path");
        }
        return properties.history().recorder(history);
    }

    @Bean
    @ConditionalOnMissingBean
    HistoryRestorer telemetryHistoryRestorer(TelemetryHistory history, TelemetryProperties properties) {
        return properties
                .history()
                .restorer(history, properties.limits().toLimits().vehicles());
    }
}
