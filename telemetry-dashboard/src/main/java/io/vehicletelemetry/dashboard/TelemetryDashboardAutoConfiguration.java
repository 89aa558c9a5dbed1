package io.vehicletelemetry.dashboard;

import java.util.SortedMap;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The web dashboard under {@code telemetry.dashboard.path} (default {@code /telemetry/dashboard}), unless
 * {@code telemetry.dashboard.enabled} is false. It is a set of routes of the application's own MVC: its filters and its
 * security see them, and a {@link RouterFunction} of the application for the same path goes first. The page uses nothing but
 * the public WebSocket and REST of the same application.
 *
 * <p><em>Immutable.</em>
 */
@AutoConfiguration
@ConditionalOnClass({DispatcherServlet.class, RouterFunction.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "telemetry.dashboard.enabled", matchIfMissing = true)
public final class TelemetryDashboardAutoConfiguration {

    private static final String NAME = "telemetryDashboardRoutes";

    TelemetryDashboardAutoConfiguration() {}

    @Bean(NAME)
    @Order(Ordered.LOWEST_PRECEDENCE)
    @ConditionalOnMissingBean(name = NAME)
    RouterFunction<ServerResponse> telemetryDashboardRoutes(Environment environment) {
        DashboardSettings settings = DashboardSettings.of(environment);
        SortedMap<String, DashboardFile> files = DashboardFiles.read();
        return new DashboardHandler(
                        new DashboardPage(files, settings.thresholds()),
                        settings,
                        environment.getProperty("telemetry.rest.base-path", "/telemetry"),
                        environment.getProperty("telemetry.websocket.path", "/ws/telemetry"))
                .routes(files);
    }
}
