package io.vehicletelemetry.websocket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client over a bare socket that reads all the time, on a thread of its own. Where the JDK's stock client is flooded, it now and
 * then reports as invalid UTF-8 what another one reads from the same server without a fault; this one looks at the bytes itself.
 */
final class ReadingClient implements AutoCloseable {

    final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final RawClient client;
    private volatile @Nullable Throwable failure;
    private volatile boolean closing;

    ReadingClient(int port) throws IOException {
        client = RawClient.connect(port);
        Thread reader = new Thread(this::read, "reading-client");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            while (!closing) {
                RawClient.Frame frame = client.read();
                if (frame.opcode() == RawClient.TEXT) {
                    frames.add(strict(frame.payload()));
                } else if (frame.opcode() == RawClient.PING) {
                    client.send(RawClient.PONG, frame.payload());
                } else {
                    throw new AssertionError("opcode " + frame.opcode());
                }
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            failure = e;
        }
    }

    private static String strict(byte[] payload) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UncheckedIOException(e);
        }
    }

    String next() throws InterruptedException {
        String frame = frames.poll(10, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("no frame within 10 s", failure);
        }
        return frame;
    }

    @Override
    public void close() {
        closing = true;
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
