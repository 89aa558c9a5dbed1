package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.IntStream;

/**
 * What tells two contents apart: 64 bits of a hash that nobody can make collide on purpose with a sensible effort. The
 * order of the signals does not count; kinds do, because 65 and 65.0 are not the same on the wire.
 */
final class ContentHash {

    private ContentHash() {}

    static long of(Signals signals) {
        MessageDigest digest = digest();
        IntStream.range(0, signals.size())
                .boxed()
                .sorted((a, b) -> signals.name(a).compareTo(signals.name(b)))
                .forEach(i -> {
                    SignalValue value = signals.value(i);
                    digest.update((byte) value.kind().name().charAt(0));
                    add(digest, signals.name(i));
                    add(digest, value.toString());
                });
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** With its length, so that no text can stand for two. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing: every Java platform has it", e);
        }
    }
}
