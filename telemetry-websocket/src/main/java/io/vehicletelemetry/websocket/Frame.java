package io.vehicletelemetry.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A message as it goes out: its text, and the bytes of that, made when the first one needs them and shared by all.
 *
 * <p><em>Thread-safe.</em>
 */
final class Frame {

    private final String text;
    /** Volatile, never changed once it is there: two who need it at the same moment may both make it, and either will do. */
    private volatile byte @Nullable [] utf8;

    Frame(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Its length in bytes. */
    int length() {
        return utf8().length;
    }

    /** A view of the bytes, its position and limit for this caller alone; the bytes are not to be written to. */
    ByteBuffer bytes() {
        return ByteBuffer.wrap(utf8());
    }

    private byte[] utf8() {
        byte[] known = utf8;
        if (known == null) {
            known = text.getBytes(StandardCharsets.UTF_8);
            utf8 = known;
        }
        return known;
    }
}
