package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.VehicleAccess;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.websocket.TelemetryJson;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The last values and the past over HTTP: {@code latest}, {@code vehicles}, {@code history} and {@code states} under {@code telemetry.rest.base-path}, where there is a
 * pipeline and Spring MVC. They are routes of the application's own MVC: its filters and interceptors see them, and a
 * {@link RouterFunction} of the application for the same path goes first. A {@link VehicleAccess} bean decides which
 * vehicles a caller sees.
 *
 * <p><em>Immutable.</em>
 */
@AutoConfiguration(after = TelemetryPipelineAutoConfiguration.class)
@ConditionalOnClass({TelemetryJson.class, DispatcherServlet.class, RouterFunction.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(TelemetryPipeline.class)
@ConditionalOnBooleanProperty(name = "telemetry.rest.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TelemetryProperties.class)
public final class TelemetryRestAutoConfiguration {

    private static final String NAME = "telemetryRoutes";

    TelemetryRestAutoConfiguration() {}

    @Bean(NAME)
    @Order(Ordered.LOWEST_PRECEDENCE)
    @ConditionalOnMissingBean(name = NAME)
    RouterFunction<ServerResponse> telemetryRoutes(
            TelemetryPipeline pipeline,
            ObjectProvider<TelemetryHistory> histories,
            ObjectProvider<VehicleAccess> accesses,
            TelemetryProperties properties) {
        VehicleAccess access = accesses.getIfAvailable(VehicleAccess::everything);
        OriginCors cors = new OriginCors(properties.websocket().allowedOrigins());
        RestProperties rest = properties.rest();
        RouterFunction<ServerResponse> routes = Resource.route(
                        rest.path("latest"), new LatestResource(pipeline.snapshots(), access, rest), cors)
                .and(Resource.route(rest.path("vehicles"), new VehiclesResource(pipeline.snapshots(), access), cors));
        TelemetryHistory history = histories.getIfUnique();
        if (history == null) {
            return routes;
        }
        HistoryResource past = new HistoryResource(history, pipeline.snapshots(), access);
        return routes.and(Resource.route(rest.path("history"), past, cors))
                .and(Resource.route(rest.path("states"), past::states, cors));
    }
}
