package io.vehicletelemetry.spring;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.history.DurableRecorder;
import io.vehicletelemetry.core.history.HistoryRecorder;
import io.vehicletelemetry.websocket.TelemetryWebSocket;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Meters under {@code telemetry}, where there is a pipeline and Micrometer. They read what the parts count anyway, when
 * they are asked; {@code management.metrics.enable.telemetry=false} switches them off.
 *
 * <p><em>Immutable.</em>
 */
@AutoConfiguration(after = {TelemetryPipelineAutoConfiguration.class, TelemetryWebSocketAutoConfiguration.class})
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(TelemetryPipeline.class)
public final class TelemetryMetricsAutoConfiguration {

    TelemetryMetricsAutoConfiguration() {}

    @Bean
    PipelineCounts telemetryPipelineCounts() {
        return new PipelineCounts();
    }

    @Bean
    MeterBinder telemetryPipelineMetrics(TelemetryPipeline pipeline, PipelineCounts counts) {
        return new PipelineMetrics(pipeline, counts);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(HistoryRecorder.class)
    static class OfHistory {

        @Bean
        MeterBinder telemetryHistoryMetrics(HistoryRecorder recorder, ObjectProvider<DurableRecorder> durable) {
            return new HistoryMetrics(recorder, durable.getIfAvailable());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "jakarta.servlet.http.HttpServlet")
    @ConditionalOnBean(type = "io.vehicletelemetry.websocket.TelemetryWebSocket")
    static class OfWebSocket {

        @Bean
        MeterBinder telemetryWebSocketMetrics(TelemetryWebSocket socket) {
            return new WebSocketMetrics(socket);
        }
    }
}
