package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;

/**
 * What tells two contents apart: 64 bits of a hash that nobody can make collide on purpose with a sensible effort. The
 * order of the signals does not count; kinds do, because 65 and 65.0 are not the same on the wire.
 */
final class ContentHash {

    private ContentHash() {}

    static long of(Signals signals) {
        Integer[] byName = new Integer[signals.size()];
        Arrays.setAll(byName, i -> i);
        Arrays.sort(byName, Comparator.comparing(signals::name));
        StringBuilder content = new StringBuilder(48 * byName.length);
        for (int i : byName) {
            SignalValue value = signals.value(i);
            add(content, signals.name(i));
            content.append(value.kind().name().charAt(0));
            add(content, text(value));
        }
        byte[] hash = digest().digest(content.toString().getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash).getLong();
    }

    /** Of a decimal its bits: for each frame that is recorded, its digits would take longer than all the rest. */
    private static String text(SignalValue value) {
        return value instanceof SignalValue.OfDecimal decimal
                ? Long.toHexString(Double.doubleToRawLongBits(decimal.value()))
                : value.toString();
    }

    /** With its length, so that no text can stand for two. */
    private static void add(StringBuilder content, String text) {
        content.append(text.length()).append(':').append(text);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing: every Java platform has it", e);
        }
    }
}
