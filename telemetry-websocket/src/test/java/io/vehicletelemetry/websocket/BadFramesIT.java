package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

/** What a client sends that nobody should. */
@OnEveryContainer
class BadFramesIT extends BesideAHealthyClient {

    private static final int MAX_SIZE = 8192;

    BadFramesIT(ContainerKind kind) {
        super(kind);
    }

    private RawClient client() throws IOException {
        return RawClient.connect(server.port());
    }

    /** After what was sent, what the server says before it hangs up. */
    private void assertEndsWith(RawClient client, int code, int badMessages) throws IOException {
        assertThat(client.readUntil(RawClient.CLOSE).closeCode()).isEqualTo(code);
        awaitOnlyTheHealthyOne();
        assertThat(stats().badMessages()).isEqualTo(badMessages);
    }

    @Test
    void aMessageOfTheGreatestSizeIsTakenAndOneByteMoreIsRefusedWith1009() throws Exception {
        String ping = "{\"type\":\"ping\",\"ä\":\"\"}";
        String fill = "ü".repeat((MAX_SIZE - bytes(ping).length) / 2);
        String greatest = ping.replace("\"\"", "\"" + fill + "\"");
        greatest = greatest + " ".repeat(MAX_SIZE - bytes(greatest).length);
        try (RawClient client = client()) {
            client.send(RawClient.TEXT, bytes(greatest));
            while (!client.readUntil(RawClient.TEXT).text().contains("\"pong\"")) {
                // telemetry
            }
            client.send(RawClient.TEXT, bytes(greatest + " "));
            assertEndsWith(client, 1009, 1);
        }
    }

    @Test
    void aMegabyteOfTextIsRefusedWith1009() throws Exception {
        try (RawClient client = client()) {
            client.send(RawClient.TEXT, new byte[1_000_000]);
            assertEndsWith(client, 1009, 1);
        }
    }

    /** One frame, of which there is always more to come. */
    @Test
    void aFrameThatNeverEndsIsRefused() throws Exception {
        try (RawClient client = client()) {
            patiently().until(() -> stats().sessions() == 2);
            OutputStream out = client.socket.getOutputStream();
            out.write(new byte[] {(byte) 0x81, (byte) 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
            long sent = 0;
            try {
                for (; stats().sessions() > 1 && sent < 20_000_000; sent += MAX_SIZE) {
                    out.write(new byte[MAX_SIZE]);
                }
            } catch (SocketException e) {
                // it hung up
            }
            assertThat(sent).isLessThan(20_000_000);
            assertThat(client.farewell()).isIn(kind.frameTooLong(), RawClient.HUNG_UP);
            awaitOnlyTheHealthyOne();
        }
    }

    @Test
    void fragmentsThatNeverEndAreRefusedWith1009() throws Exception {
        try (RawClient client = client()) {
            client.send(RawClient.TEXT, bytes("["), false);
            for (int sent = 1; sent <= MAX_SIZE; sent += 8) {
                client.send(0, bytes("        "), false);
            }
            assertEndsWith(client, 1009, 1);
        }
    }

    @Test
    void emptyFragmentsThatNeverEndCostNothing() throws Exception {
        try (RawClient client = client()) {
            client.send(RawClient.TEXT, new byte[0], false);
            for (int i = 0; i < 20_000; i++) {
                client.send(0, new byte[0], false);
            }
            client.send(0, bytes("{\"type\":\"ping\"}"), true);
            while (!client.readUntil(RawClient.TEXT).text().contains("\"pong\"")) {
                // telemetry
            }
            assertThat(stats().badMessages()).isZero();
            assertThat(stats().sessions()).isEqualTo(2);
        }
        awaitOnlyTheHealthyOne();
    }

    @Test
    void binaryIsRefusedWith1003() throws Exception {
        try (RawClient client = client()) {
            client.send(RawClient.BINARY, new byte[] {1, 2, 3});
            assertEndsWith(client, 1003, 1);
        }
    }

    @Test
    void binaryInPartsIsRefusedWith1003() throws Exception {
        try (RawClient client = client()) {
            client.send(RawClient.BINARY, new byte[] {1, 2, 3}, false);
            client.send(0, new byte[] {4}, false);
            client.send(0, new byte[] {5}, true);
            assertEndsWith(client, 1003, 1);
        }
    }

    @Test
    void invalidUtf8IsTheContainersAndEndsTheSession() throws Exception {
        try (RawClient client = client()) {
            client.send(RawClient.TEXT, new byte[] {(byte) 0xc3, (byte) 0x28});
            assertThat(client.farewell()).isIn(1007, RawClient.HUNG_UP);
            awaitOnlyTheHealthyOne();
            assertThat(stats().badMessages()).isZero();
        }
    }

    @Test
    void aFrameWithoutAMaskIsTheContainers() throws Exception {
        try (RawClient client = client()) {
            client.socket.getOutputStream().write(new byte[] {(byte) 0x81, 2, '{', '}'});
            if (kind.readsUnmasked()) { // and nothing comes of it but the answer to a bad message
                while (!client.readUntil(RawClient.TEXT).text().contains("bad_request")) {
                    // telemetry
                }
                client.close();
            } else {
                assertThat(client.farewell()).isIn(1002, RawClient.HUNG_UP);
            }
            awaitOnlyTheHealthyOne();
            assertThat(stats().badMessages()).isEqualTo(kind.readsUnmasked() ? 1 : 0);
        }
    }
}
