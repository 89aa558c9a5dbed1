package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.history.HistoryRestorer;
import io.vehicletelemetry.websocket.TelemetryWebSocket;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The health indicator {@code telemetry}, where there is a pipeline and Spring Boot's health.
 *
 * <p><em>Immutable.</em>
 */
@AutoConfiguration(after = {TelemetryPipelineAutoConfiguration.class, TelemetryWebSocketAutoConfiguration.class})
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(TelemetryPipeline.class)
@ConditionalOnEnabledHealthIndicator("telemetry")
public final class TelemetryHealthAutoConfiguration {

    private static final String NAME = "telemetryHealthIndicator";
    private static final String OTHER_NAME = "telemetryHealthContributor";

    TelemetryHealthAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "jakarta.servlet.http.HttpServlet")
    @ConditionalOnBean(type = "io.vehicletelemetry.websocket.TelemetryWebSocket")
    static class WithSessions {

        @Bean(NAME)
        @ConditionalOnMissingBean(name = {NAME, OTHER_NAME})
        HealthIndicator telemetryHealthIndicator(
                TelemetryPipeline pipeline, ObjectProvider<HistoryRestorer> restorer, TelemetryWebSocket socket) {
            return new TelemetryHealthIndicator(pipeline, restorer.getIfAvailable(), socket.stats()::sessions);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(type = "io.vehicletelemetry.websocket.TelemetryWebSocket")
    static class WithoutSessions {

        @Bean(NAME)
        @ConditionalOnMissingBean(name = {NAME, OTHER_NAME})
        HealthIndicator telemetryHealthIndicator(TelemetryPipeline pipeline, ObjectProvider<HistoryRestorer> restorer) {
            return new TelemetryHealthIndicator(pipeline, restorer.getIfAvailable(), null);
        }
    }
}
