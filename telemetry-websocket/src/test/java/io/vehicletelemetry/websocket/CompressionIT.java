package io.vehicletelemetry.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** Compression is agreed on where the server is told to and the client offers it. */
@OnEveryContainer
class CompressionIT {

    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

    private final Fleet fleet = new Fleet();
    private final ContainerKind kind;

    CompressionIT(ContainerKind kind) {
        this.kind = kind;
    }

    private TelemetryWebSocket socket(boolean compression) {
        fleet.running(1, "rpm", 2500);
        return TelemetryWebSocket.builder(fleet.broadcaster)
                .compression(compression)
                .build();
    }

    /** RFC 7692: the end of the last block is left out on the wire. */
    private static String inflated(byte[] payload) throws DataFormatException {
        byte[] whole = Arrays.copyOf(payload, payload.length + 4);
        whole[payload.length + 2] = (byte) 0xff;
        whole[payload.length + 3] = (byte) 0xff;
        Inflater inflater = new Inflater(true);
        inflater.setInput(whole);
        byte[] text = new byte[10_000];
        int length = inflater.inflate(text);
        inflater.end();
        return new String(text, 0, length, UTF_8);
    }

    @Test
    void whereItIsOnAndOfferedFramesAreCompressed() throws Exception {
        try (WebSocketContainer server = kind.start(socket(true));
                RawClient client = new RawClient(server.port(), 0)) {
            assertThat(client.handshake(OFFER)).isEqualTo(101);
            assertThat(client.header("sec-websocket-extensions")).startsWith("permessage-deflate");
            RawClient.Frame frame = client.read();
            assertThat(new String(frame.payload(), UTF_8)).doesNotContain("telemetry_update");
            assertThat(inflated(frame.payload()))
                    .startsWith("{\"type\":\"telemetry_update\"")
                    .contains("\"rpm\":2500}");
        }
    }

    @Test
    void whereTheClientDoesNotOfferItFramesArePlain() throws Exception {
        try (WebSocketContainer server = kind.start(socket(true));
                RawClient client = new RawClient(server.port(), 0)) {
            assertThat(client.handshake()).isEqualTo(101);
            assertThat(client.header("sec-websocket-extensions")).isEmpty();
            assertThat(client.read().text()).startsWith("{\"type\":\"telemetry_update\"");
        }
    }

    @Test
    void whereItIsOffFramesArePlainAlthoughTheClientOffersIt() throws Exception {
        try (WebSocketContainer server = kind.start(socket(false));
                RawClient client = new RawClient(server.port(), 0)) {
            assertThat(client.handshake(OFFER)).isEqualTo(101);
            assertThat(client.header("sec-websocket-extensions")).isEmpty();
            assertThat(client.read().text()).startsWith("{\"type\":\"telemetry_update\"");
        }
    }
}
