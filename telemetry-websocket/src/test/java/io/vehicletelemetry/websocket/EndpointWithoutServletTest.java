package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.server.ServerEndpointConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointWithoutServletTest {

    private final TelemetryWebSocket socket = TelemetryWebSocket.builder(new Fleet().broadcaster)
            .allowedOrigin("https://dash.example")
            .build();

    @Test
    void itIsOfferedAtTheGivenPathAndEachSessionHasAnEndpointOfItsOwn() throws Exception {
        ServerEndpointConfig config = socket.endpoint("/ws/telemetry");
        assertThat(config.getPath()).isEqualTo("/ws/telemetry");
        ServerEndpointConfig.Configurator configurator = config.getConfigurator();
        Object one = configurator.getEndpointInstance(config.getEndpointClass());
        assertThat(one).isNotSameAs(configurator.getEndpointInstance(config.getEndpointClass()));
        assertThat(config.getExtensions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ws/telemetry", " /ws"})
    void aPathThatIsNoneIsRefused(String path) {
        assertThatThrownBy(() -> socket.endpoint(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("path \"" + path + "\": allowed are");
    }

    @Test
    void whoSendsNoOriginIsNoBrowserAndMay() {
        ServerEndpointConfig.Configurator configurator = socket.endpoint("/").getConfigurator();
        assertThat(configurator.checkOrigin(null)).isTrue();
        assertThat(configurator.checkOrigin("https://dash.example")).isTrue();
        assertThat(configurator.checkOrigin("https://evil.example")).isFalse();
        assertThat(socket.stats().refused(RefusalReason.ORIGIN)).isOne();
    }
}
