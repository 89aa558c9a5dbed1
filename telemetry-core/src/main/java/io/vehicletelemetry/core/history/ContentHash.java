package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What tells two contents apart: 64 bits of a hash that nobody can make collide on purpose with a sensible effort. The
 * order of the signals does not count; kinds do, because 65 and 65.0 are not the same on the wire.
 *
 * <p>Of SHA-256 over the hash of the names in their order, and the values in the order of the names: a letter for the kind,
 * then the bits of a number, or a text with its length. Names come again from message to message, so that theirs is kept.
 */
final class ContentHash {
    /*
     * RECENT: atomic, immutable orders; one that is lost is made again. DIGEST: a thread's own.
     */
    private static final int KEPT = 64;
    private static final AtomicReferenceArray<@Nullable Order> RECENT = new AtomicReferenceArray<>(KEPT);
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(ContentHash::digest);

    private static final int VALUE_BYTES = 10; // a letter and a number, or the length of a short word and the word
    private static final int UTF_8_BYTES = 3;

    private ContentHash() {}

    static long of(Signals signals) {
        Order order = order(signals);
        ByteBuffer content =
                ByteBuffer.allocate(order.hash.length + bytes(signals)).put(order.hash);
        for (int i : order.byName) {
            put(content, signals.value(i));
        }
        MessageDigest digest = DIGEST.get();
        digest.update(content.array(), 0, content.position());
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** At most so many. */
    private static int bytes(Signals signals) {
        int bytes = VALUE_BYTES * signals.size();
        for (int i = 0; i < signals.size(); i++) {
            if (signals.value(i) instanceof SignalValue.OfText text) {
                bytes += UTF_8_BYTES * text.value().length();
            }
        }
        return bytes;
    }

    private static void put(ByteBuffer content, SignalValue value) {
        content.put((byte) value.kind().name().charAt(0));
        if (value instanceof SignalValue.OfDecimal decimal) {
            content.putLong(Double.doubleToRawLongBits(decimal.value()));
        } else if (value instanceof SignalValue.OfInteger integer) {
            content.putLong(integer.value());
        } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            content.putInt(text.length).put(text);
        }
    }

    private static Order order(Signals signals) {
        if (signals.isEmpty()) {
            return new Order(signals);
        }
        int place = (31 * signals.name(0).hashCode()
                        + signals.name(signals.size() - 1).hashCode())
                & (KEPT - 1);
        Order known = RECENT.get(place);
        if (known == null || !signals.hasNames(known.names)) {
            known = new Order(signals);
            RECENT.set(place, known);
        }
        return known;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing: every Java platform has it", e);
        }
    }

    /** Names, where they stand in their own order, and their hash. */
    private static final class Order {
        private final List<String> names;
        private final int[] byName;
        private final byte[] hash;

        Order(Signals signals) {
            names = signals.names();
            Integer[] sorted = new Integer[names.size()];
            Arrays.setAll(sorted, i -> i);
            Arrays.sort(sorted, Comparator.comparing(names::get));
            byName = Arrays.stream(sorted).mapToInt(i -> i).toArray();
            StringBuilder content = new StringBuilder();
            for (int i : byName) {
                String name = names.get(i);
                content.append(name.length()).append(':').append(name); // so that no text can stand for two
            }
            hash = digest().digest(content.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
