package io.vehicletelemetry.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vehicletelemetry.schemas.WireSchemas;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A client over a bare socket: for what a decent one does not do. Reads only when told to. */
final class RawClient implements AutoCloseable {

    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** In place of a close code. */
    static final int HUNG_UP = 1006;

    static final class Frame {
        private final int opcode;
        private final byte[] payload;

        Frame(int opcode, byte[] payload) {
            this.opcode = opcode;
            this.payload = payload;
        }

        int opcode() {
            return opcode;
        }

        byte[] payload() {
            return payload;
        }

        String text() {
            return new String(payload, UTF_8);
        }

        int closeCode() {
            return (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
        }
    }

    private static final int TIMEOUT_MILLIS = 15_000;

    final Socket socket;
    private final DataInputStream in;
    private String head = "";
    private String body = "";

    /**
     * Connects.
     *
     * @param receiveBuffer in bytes; 0 for the system's own
     */
    RawClient(int port, int receiveBuffer) throws IOException {
        this(connected(port, receiveBuffer));
    }

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    static RawClient overTls(int port, int receiveBuffer) throws IOException {
        return new RawClient(TestTls.over(connected(port, receiveBuffer)));
    }

    private static Socket connected(int port, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        return socket;
    }

    static RawClient connect(int port) throws IOException {
        RawClient client = new RawClient(port, 0);
        int status = client.handshake();
        if (status != 101) {
            throw new AssertionError("status " + status + ": " + client.head);
        }
        return client;
    }

    /** Shakes hands and reads the answer. */
    int handshake(String... headers) throws IOException {
        return handshakeAt("/ws/telemetry", headers);
    }

    int handshakeAt(String target, String... headers) throws IOException {
        return request(target, upgrade(headers));
    }

    static String[] upgrade(String... headers) {
        Stream<String> upgrade = Stream.of(
                "Upgrade: websocket",
                "Connection: keep-alive, Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13");
        return Stream.concat(upgrade, Arrays.stream(headers)).toArray(String[]::new);
    }

    /** What the server says to a handshake: 101 where it lets the client in, else a status, or the code of its close. */
    int admission(String... headers) throws IOException {
        int status = handshake(headers);
        if (status != 101) {
            return status;
        }
        Frame first = read();
        return first.opcode() == CLOSE ? first.closeCode() : status;
    }

    /** A request, line for line. */
    static List<String> lines(String target, String... headers) {
        List<String> lines = new ArrayList<>(List.of("GET " + target + " HTTP/1.1"));
        lines.addAll(List.of(headers));
        if (lines.stream().noneMatch(line -> line.startsWith("Host:"))) {
            lines.add("Host: 127.0.0.1");
        }
        lines.addAll(List.of("", ""));
        return lines;
    }

    int request(String target, String... headers) throws IOException {
        socket.getOutputStream()
                .write(String.join("\r\n", lines(target, headers)).getBytes(UTF_8));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(UTF_8).endsWith("\r\n\r\n")) {
            bytes.write(in.readUnsignedByte());
        }
        head = bytes.toString(UTF_8);
        String length = header("content-length");
        body = length.isEmpty() ? "" : new String(in.readNBytes(Integer.parseInt(length)), UTF_8);
        if (header("content-type").startsWith("application/problem+json")) {
            WireSchemas.check("problem", body);
        }
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    String header(String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    String body() {
        return body;
    }

    void send(int opcode, byte[] payload) throws IOException {
        send(opcode, payload, true);
    }

    void send(int opcode, byte[] payload, boolean last) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]); // a mask of zeros
        frame.writeBytes(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    /** The next frame; continuations are put together. Throws EOFException where the server hung up. */
    Frame read() throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        int first = 0;
        boolean compressed = false;
        while (true) {
            int head = in.readUnsignedByte();
            int length = in.readUnsignedByte() & 0x7f;
            long size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
            byte[] part = in.readNBytes((int) size);
            if (part.length < size) {
                throw new EOFException();
            }
            int opcode = head & 0x0f;
            if (opcode >= CLOSE) {
                return new Frame(opcode, part);
            }
            first = opcode == 0 ? first : opcode;
            compressed |= (head & 0x40) != 0;
            payload.writeBytes(part);
            if ((head & 0x80) != 0) {
                Frame frame = new Frame(first, payload.toByteArray());
                return compressed ? frame : checked(frame);
            }
        }
    }

    private static Frame checked(Frame frame) {
        if (frame.opcode() == TEXT) {
            WireSchemas.check(frame.text());
        }
        return frame;
    }

    /** Reads on until a frame of this kind comes. */
    Frame readUntil(int opcode) throws IOException {
        Frame frame = read();
        while (frame.opcode() != opcode) {
            frame = read();
        }
        return frame;
    }

    /** Reads on until the server says why it closes, or {@link #HUNG_UP} where it hangs up without a word. */
    int farewell() throws IOException {
        try {
            return readUntil(CLOSE).closeCode();
        } catch (EOFException | SocketException e) {
            return HUNG_UP;
        }
    }

    /** Resets the connection instead of closing it. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
