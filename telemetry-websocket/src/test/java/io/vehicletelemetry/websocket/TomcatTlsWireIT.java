package io.vehicletelemetry.websocket;

import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

class TomcatTlsWireIT extends WireContract {

    TomcatTlsWireIT() {
        super(true);
    }

    @Override
    WebSocketContainer serve() throws Exception {
        return TomcatServer.overTls(SERVED);
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
}
