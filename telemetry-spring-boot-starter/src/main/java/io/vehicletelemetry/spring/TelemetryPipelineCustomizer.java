package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.TelemetryPipelineBuilder;

/**
 * Changes the pipeline after the properties were applied. Beans of this type are called in their order.
 *
 * <p><em>Called by the thread that starts the application.</em>
 */
@FunctionalInterface
public interface TelemetryPipelineCustomizer {

    /**
     * Changes the pipeline to be.
     *
     * @param builder what the properties and beans made
     */
    void customize(TelemetryPipelineBuilder builder);
}
