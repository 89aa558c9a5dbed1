package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Session;
import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TomcatWireIT extends WireContract {

    TomcatWireIT() {
        super(false);
    }

    @Override
    WebSocketContainer serve() throws Exception {
        return TomcatServer.with(TomcatServer.NIO, SERVED);
    }

    @Override
    @Nullable
    Wire of(Session session) {
        return TomcatWire.of(session);
    }

    @Override
    int longest() {
        return 1_000_000;
    }

    @Test
    void notOfAClientWhichHasToMask() throws Exception {
        WsWebSocketContainer tomcat = new WsWebSocketContainer();
        try (Session client = tomcat.connectToServer(
                new WireContract.Served(), ClientEndpointConfig.Builder.create().build(), server().uri())) {
            assertThat(TomcatWire.of(client)).isNull();
        } finally {
            tomcat.destroy();
        }
    }

    @Test
    void notOfAnotherConnector() throws Exception {
        try (TomcatServer other = TomcatServer.with(TomcatServer.NIO2, SERVED);
                RawClient client = RawClient.connect(other.port())) {
            assertThat(client.header("upgrade")).isEqualTo("websocket");
            assertThat(TomcatWire.of(opened())).isNull();
        }
    }
}
