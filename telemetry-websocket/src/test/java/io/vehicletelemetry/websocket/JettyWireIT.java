package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import org.eclipse.jetty.ee11.websocket.jakarta.client.JakartaWebSocketClientContainer;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JettyWireIT extends WireContract {

    JettyWireIT() {
        super(false);
    }

    @Override
    io.vehicletelemetry.websocket.WebSocketContainer serve() throws Exception {
        return JettyServer.with(SERVED);
    }

    @Override
    @Nullable
    Wire of(Session session) {
        return JettyWire.of(session);
    }

    @Override
    int longest() {
        return 65_535;
    }

    @Test
    void notWhereFramesAreToBeSmallerThanWhatIsWrittenTogether() throws Exception {
        try (RawClient client = connect()) {
            assertThat(client.header("upgrade")).isEqualTo("websocket");
            JakartaWebSocketSession session = (JakartaWebSocketSession) opened();
            session.getCoreSession().setMaxFrameSize(Wire.MAX - 1);
            assertThat(JettyWire.of(session)).isNull();
        }
    }

    @Test
    void notOfAClientWhichHasToMask() throws Exception {
        JakartaWebSocketClientContainer jetty = new JakartaWebSocketClientContainer();
        jetty.start();
        try (Session client = ((WebSocketContainer) jetty)
                .connectToServer(
                        new WireContract.Served(),
                        ClientEndpointConfig.Builder.create().build(),
                        server().uri())) {
            assertThat(JettyWire.of(client)).isNull();
        } finally {
            jetty.stop();
        }
    }
}
