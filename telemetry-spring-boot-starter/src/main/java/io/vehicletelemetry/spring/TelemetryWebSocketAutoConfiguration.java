package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.VehicleAccess;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.websocket.TelemetryWebSocket;
import io.vehicletelemetry.websocket.TelemetryWebSocketBuilder;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.websocket.server.ServerContainer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The WebSocket at {@code telemetry.websocket.path}, where there is a pipeline, a servlet web application and the Jakarta
 * WebSocket API. Its handshake is an ordinary request, which the application's filters see first; a {@link VehicleAccess}
 * bean decides which vehicles a session sees.
 *
 * <p><em>Immutable.</em>
 */
@AutoConfiguration(after = TelemetryPipelineAutoConfiguration.class)
@ConditionalOnClass({TelemetryWebSocket.class, ServerContainer.class, HttpServlet.class, ServletRegistrationBean.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(TelemetryPipeline.class)
@ConditionalOnBooleanProperty(name = "telemetry.websocket.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TelemetryProperties.class)
public final class TelemetryWebSocketAutoConfiguration {

    private static final String NAME = "telemetryWebSocketRegistration";

    TelemetryWebSocketAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    TelemetryWebSocket telemetryWebSocket(
            TelemetryPipeline pipeline,
            ObjectProvider<VehicleAccess> access,
            ObjectProvider<TelemetryHistory> history,
            TelemetryProperties properties,
            ObjectProvider<TelemetryWebSocketCustomizer> customizers) {
        WebSocketProperties websocket = properties.websocket();
        TelemetryWebSocketBuilder socket = TelemetryWebSocket.builder(pipeline.broadcaster())
                .access(access.getIfAvailable(VehicleAccess::everything))
                .allowedOrigins(websocket.allowedOrigins())
                .maxSessions(websocket.maxSessions())
                .sendTimeout(websocket.sendTimeout())
                .pingInterval(websocket.pingInterval())
                .flushInterval(websocket.flushInterval())
                .compression(websocket.compression())
                .maxMessageSize(Math.toIntExact(websocket.maxMessageSize().toBytes()));
        if (websocket.maxSessionsPerAddress() != null) {
            socket.maxSessionsPerAddress(websocket.maxSessionsPerAddress());
        }
        history.ifUnique(socket::history);
        customizers.orderedStream().forEach(customizer -> customizer.customize(socket));
        return socket.build();
    }

    @Bean(NAME)
    @ConditionalOnMissingBean(name = NAME)
    ServletRegistrationBean<HttpServlet> telemetryWebSocketRegistration(
            TelemetryWebSocket socket, TelemetryProperties properties) {
        ServletRegistrationBean<HttpServlet> registration = new ServletRegistrationBean<>(
                socket.handshakeServlet(), properties.websocket().path());
        registration.setName("telemetryWebSocket");
        registration.setAsyncSupported(true);
        return registration;
    }

    @Bean
    @ConditionalOnMissingBean(name = "telemetryWebSocketLifecycle")
    WebSocketLifecycle telemetryWebSocketLifecycle(
            TelemetryWebSocket socket,
            ServletContext servletContext,
            TelemetryProperties properties,
            Environment environment) {
        return new WebSocketLifecycle(
                socket, servletContext, new SessionLimit(properties.websocket().maxSessions(), environment));
    }
}
