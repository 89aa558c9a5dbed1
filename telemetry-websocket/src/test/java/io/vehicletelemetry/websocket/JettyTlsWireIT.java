package io.vehicletelemetry.websocket;

import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

class JettyTlsWireIT extends WireContract {

    JettyTlsWireIT() {
        super(true);
    }

    @Override
    WebSocketContainer serve() throws Exception {
        return JettyServer.overTls(SERVED);
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
}
