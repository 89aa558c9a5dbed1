package io.vehicletelemetry.websocket;

import jakarta.websocket.Session;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

class TomcatTlsWireIT extends WireContract {

    @Override
    WebSocketContainer serve() throws Exception {
        return TomcatServer.overTls(SERVED);
    }

    @Override
    RawClient client(int receiveBuffer) throws IOException {
        return RawClient.overTls(server().port(), receiveBuffer);
    }

    @Override
    @Nullable
    Wire of(Session session) {
        return TomcatWire.of(session);
    }
}
