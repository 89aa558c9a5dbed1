package io.vehicletelemetry.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A message as it goes out: its text, and the WebSocket frame of it, made when the first one needs it and shared by all.
 *
 * <p><em>Thread-safe.</em>
 */
final class Frame {

    /** RFC 6455, section 5.2: the only one of its message (FIN), a text, without a mask, as from a server. */
    private static final byte WHOLE_TEXT = (byte) 0x81;

    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;

    private final String text;
    /** Volatile, never changed once it is there: two who need it at the same moment may both make it, and either will do. */
    private volatile byte @Nullable [] wire;

    Frame(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** The frame with its header, as it stands on the wire where nothing is compressed; not to be written to. */
    byte[] wire() {
        byte[] known = wire;
        if (known == null) {
            known = encode(text.getBytes(StandardCharsets.UTF_8));
            wire = known;
        }
        return known;
    }

    /** The text's part of {@link #wire()}, which it shares: not to be written to. */
    ByteBuffer payload() {
        byte[] frame = wire();
        int header = switch (frame[1]) {
            case LENGTH_IN_16_BITS -> 2 + Short.BYTES;
            case LENGTH_IN_64_BITS -> 2 + Long.BYTES;
            default -> 2;
        };
        return ByteBuffer.wrap(frame, header, frame.length - header);
    }

    private static byte[] encode(byte[] payload) {
        int length = payload.length;
        ByteBuffer frame;
        if (length < LENGTH_IN_16_BITS) {
            frame = ByteBuffer.allocate(2 + length).put(WHOLE_TEXT).put((byte) length);
        } else if (length < 1 << Short.SIZE) {
            frame = ByteBuffer.allocate(4 + length)
                    .put(WHOLE_TEXT)
                    .put((byte) LENGTH_IN_16_BITS)
                    .putShort((short) length);
        } else {
            frame = ByteBuffer.allocate(10 + length)
                    .put(WHOLE_TEXT)
                    .put((byte) LENGTH_IN_64_BITS)
                    .putLong(length);
        }
        return frame.put(payload).array();
    }
}
