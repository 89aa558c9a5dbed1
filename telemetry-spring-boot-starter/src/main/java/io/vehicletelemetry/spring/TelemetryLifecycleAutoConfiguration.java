package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.TelemetryPipeline;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Restores, starts and closes the pipeline with the application, the application's own one too.
 *
 * <p><em>Immutable.</em>
 */
@AutoConfiguration(after = TelemetryPipelineAutoConfiguration.class)
@ConditionalOnClass(TelemetryPipeline.class)
@ConditionalOnBean(TelemetryPipeline.class)
public final class TelemetryLifecycleAutoConfiguration {

    TelemetryLifecycleAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "telemetryPipelineLifecycle")
    PipelineLifecycle telemetryPipelineLifecycle(TelemetryPipeline pipeline) {
        return new PipelineLifecycle(pipeline);
    }

    @Bean
    @ConditionalOnMissingBean(name = "telemetryRestoreLifecycle")
    RestoreLifecycle telemetryRestoreLifecycle(TelemetryPipeline pipeline) {
        return new RestoreLifecycle(pipeline);
    }
}
