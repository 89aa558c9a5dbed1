package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.history.RecordedFrame.Position;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.SignalValue.OfBoolean;
import io.vehicletelemetry.core.model.SignalValue.OfDecimal;
import io.vehicletelemetry.core.model.SignalValue.OfInteger;
import io.vehicletelemetry.core.model.SignalValue.OfText;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.VehicleId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A frame as two objects instead of twenty: a collector has to look at each of them again and again, as long as the frame
 * is kept. Its position can be compared where it is; the rest is bytes, in the order in which {@link Packer} writes them.
 *
 * <p>Names are not among the bytes: they are those of a layout, a set of signals with the same names in the same order,
 * which frames share.
 *
 * <p><em>Immutable.</em>
 */
final class PackedFrame {

    private static final byte NULL = 0;
    private static final byte FALSE = 1;
    private static final byte TRUE = 2;
    private static final byte INTEGER = 3;
    private static final byte DECIMAL = 4;
    private static final byte HUNDREDTHS = 5;
    private static final byte TEXT = 6;

    private final long second;
    private final int nano;
    private final boolean sequenced;
    private final long key;
    private final Signals layout;
    private final byte[] rest;

    private PackedFrame(RecordedFrame frame, Signals layout, byte[] rest) {
        Instant time = frame.time();
        this.second = time.getEpochSecond();
        this.nano = time.getNano();
        this.sequenced = frame.sequenced();
        this.key = frame.key();
        this.layout = layout;
        this.rest = rest;
    }

    /** Compares the position, as {@link Position#compareTo} does. */
    int compareTo(Position other) {
        Instant otherTime = other.time();
        int bySecond = Long.compare(second, otherTime.getEpochSecond());
        int byNano = Integer.compare(nano, otherTime.getNano());
        return bySecond != 0 ? bySecond : byNano != 0 ? byNano : Long.compare(key, other.key());
    }

    Instant time() {
        return Instant.ofEpochSecond(second, nano);
    }

    long key() {
        return key;
    }

    boolean sequenced() {
        return sequenced;
    }

    Signals layout() {
        return layout;
    }

    /** Makes an equal frame, with the same arrival, times and revisions; it does not tell whether it was sequenced. */
    RecordedFrame unpack(VehicleId vehicle) {
        Reader in = new Reader(rest);
        Instant arrival = Instant.ofEpochSecond(second + in.number(), in.number() * 1000);
        Signals.Builder signals = layout.toBuilder();
        if (signals.size() > 0) {
            long observed = micros(second, nano) + in.number();
            signals.observedByAll(observed);
            long changed = 0;
            boolean together = in.number() == 0;
            for (int i = 0; i < layout.size(); i++) {
                if (!together) {
                    observed += in.number();
                    changed += in.number();
                }
                signals.set(i, in.value(), observed, changed);
            }
        }
        return RecordedFrame.stored(vehicle, time(), key, arrival, signals.build());
    }

    /** What times are told from: overflows for times that no clock shows, the same way there and back. */
    private static long micros(long second, int nano) {
        return second * 1_000_000 + nano / 1000;
    }

    /**
     * Packs frames. Holds a buffer as large as the largest frame so far.
     *
     * <p><em>Confined to one thread at a time: no locking.</em>
     */
    static final class Packer {

        private byte[] buffer = new byte[512];
        private int length;

        /**
         * Packs a frame.
         *
         * @param frame the frame
         * @param layout a set with the names of its signals in their order
         * @return the packed frame
         */
        PackedFrame pack(RecordedFrame frame, Signals layout) {
            length = 0;
            Instant time = frame.time();
            Instant arrival = frame.arrival();
            number(arrival.getEpochSecond() - time.getEpochSecond());
            number(arrival.getNano() / 1000);
            Signals signals = frame.signals();
            if (!signals.isEmpty()) {
                values(signals, micros(time.getEpochSecond(), time.getNano()));
            }
            return new PackedFrame(frame, layout, Arrays.copyOf(buffer, length));
        }

        private void values(Signals signals, long time) {
            long observed = signals.observedMicros(0);
            long changed = 0;
            boolean together = together(signals);
            number(observed - time);
            number(together ? 0 : 1);
            for (int i = 0; i < signals.size(); i++) {
                if (!together) {
                    number(signals.observedMicros(i) - observed);
                    number(signals.changedAt(i) - changed);
                    observed = signals.observedMicros(i);
                    changed = signals.changedAt(i);
                }
                value(signals.value(i));
            }
        }

        /** Whether all were observed at once and none has a revision, which is the usual case in a frame. */
        private static boolean together(Signals signals) {
            for (int i = 0; i < signals.size(); i++) {
                if (signals.observedMicros(i) != signals.observedMicros(0) || signals.changedAt(i) != 0) {
                    return false;
                }
            }
            return true;
        }

        private void value(SignalValue value) {
            if (value instanceof OfDecimal decimal) {
                decimal(decimal.value());
            } else if (value instanceof OfInteger integer) {
                octet(INTEGER);
                number(integer.value());
            } else if (value instanceof OfBoolean truth) {
                octet(truth.value() ? TRUE : FALSE);
            } else if (value instanceof OfText text) {
                byte[] bytes = text.value().getBytes(StandardCharsets.UTF_8);
                octet(TEXT);
                number(bytes.length);
                room(bytes.length);
                System.arraycopy(bytes, 0, buffer, length, bytes.length);
                length += bytes.length;
            } else {
                octet(NULL);
            }
        }

        /** What has two digits, as most sensors show, is a short number; anything else is kept bit by bit. */
        private void decimal(double value) {
            long bits = Double.doubleToRawLongBits(value);
            long hundredths = Math.round(value * 100);
            if (Double.doubleToRawLongBits(hundredths / 100.0) == bits) {
                octet(HUNDREDTHS);
                number(hundredths);
            } else {
                octet(DECIMAL);
                fixed(bits);
            }
        }

        private void octet(byte value) {
            room(1);
            buffer[length++] = value;
        }

        private void fixed(long bits) {
            room(Long.BYTES);
            for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                buffer[length++] = (byte) (bits >>> shift);
            }
        }

        /** Seven bits a byte, the sign in the lowest one: what is near zero is short. */
        private void number(long value) {
            room(10);
            long bits = (value << 1) ^ (value >> 63);
            while ((bits & ~0x7FL) != 0) {
                buffer[length++] = (byte) (bits | 0x80);
                bits >>>= 7;
            }
            buffer[length++] = (byte) bits;
        }

        private void room(int bytes) {
            if (bytes > buffer.length - length) {
                buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, Math.addExact(length, bytes)));
            }
        }
    }

    private static final class Reader {

        private final byte[] bytes;
        private int position;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        SignalValue value() {
            byte kind = bytes[position++];
            return switch (kind) {
                case NULL -> SignalValue.ofNull();
                case FALSE -> SignalValue.of(false);
                case TRUE -> SignalValue.of(true);
                case INTEGER -> SignalValue.of(number());
                case DECIMAL -> SignalValue.of(Double.longBitsToDouble(fixed()));
                case HUNDREDTHS -> SignalValue.of(number() / 100.0);
                case TEXT -> SignalValue.of(text());
                default -> throw new IllegalStateException("kind " + kind + " is none that a packer writes");
            };
        }

        private String text() {
            int length = (int) number();
            position += length;
            return new String(bytes, position - length, length, StandardCharsets.UTF_8);
        }

        private long fixed() {
            long bits = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                bits = bits << Byte.SIZE | (bytes[position++] & 0xFF);
            }
            return bits;
        }

        long number() {
            long bits = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[position++];
                bits |= (next & 0x7FL) << shift;
                shift += 7;
            } while (next < 0);
            return (bits >>> 1) ^ -(bits & 1);
        }
    }
}
