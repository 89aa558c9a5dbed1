package io.vehicletelemetry.core.decode;

import com.sun.management.ThreadMXBean;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A decoder and what always holds of it: whatever the bytes and the topic, it yields frames that keep the rules, or a reasoned
 * rejection, in bounded time and memory.
 *
 * <p>The first byte of an input chooses the topic and whether the message was retained, the rest is the payload.
 */
final class FuzzedDecoder {

    private static final TelemetryLimits LIMITS = TelemetryLimits.defaults();
    private static final SignalRules RULES = new SignalRules(LIMITS, SignalTable.standard());
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int RETAINED = 0x80;

    // Both far above what any input needs, and far below what one needs whose cost is not linear. The fuzzer's own
    // hooks on
    // comparisons of texts allocate many times what the decoder does: a list of 198 numbers costs 98 kB, and with hooks
    // over 2 MB.
    private static final long MOST_NANOS = 2_000_000_000L;
    private static final long MOST_BYTES = 1 << 20;
    private static final long MOST_BYTES_PER_BYTE = 20_000;

    /** Topics that no format asks for, with levels that are missing or empty. */
    private static final List<String> ODD_TOPICS =
            List.of("", "/", "//", "device1", "a/device1", "a//device1/", "cars/7/", "x/metric/", "x/metric/v//y");

    private final String format;
    private final TelemetryDecoder decoder;
    private final List<String> topics = new ArrayList<>();

    FuzzedDecoder(String format) {
        this.format = format;
        this.decoder = TelemetryDecoders.named(format, LIMITS);
        topics.addAll(Samples.topics(format));
        topics.addAll(ODD_TOPICS);
    }

    /** The good messages of the format, and good messages of all others on its topics. */
    Stream<Arguments> seeds() {
        List<Arguments> seeds = new ArrayList<>();
        for (Samples sample : Samples.values()) {
            int topic = Math.max(0, topics.indexOf(sample.topic));
            seeds.add(seed(topic, sample.payload()));
            if (sample.format.equals(format)) {
                seeds.add(seed(topic | RETAINED, sample.payload()));
            }
        }
        return seeds.stream();
    }

    private static Arguments seed(int first, byte[] payload) {
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.write(first);
        seed.writeBytes(payload);
        return Arguments.of((Object) seed.toByteArray());
    }

    /** Decodes an input; fails where what always holds does not. */
    void decode(byte[] input) {
        int first = input.length == 0 ? 0 : input[0];
        String topic = topics.get((first & ~RETAINED & 0xFF) % topics.size());
        byte[] payload = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        RawMessage message = Trial.message(topic, payload)
                .retained((first & RETAINED) != 0)
                .vehicle((first & 1) == 0 ? null : VehicleId.of(7))
                .device("device1")
                .build();
        byte[] before = payload.clone();
        Trial trial = measured(message);
        if (trial == null) {
            trial = measured(message); // what is loaded at first use, and instrumented, is no cost of the message
        }
        if (trial == null) {
            throw new AssertionError(format + ": too much time or memory: " + message);
        }
        require(
                trial.toString()
                        .equals(Trial.of(TelemetryDecoders.named(format, LIMITS), message, LIMITS)
                                .toString()),
                "what was read before makes a difference",
                trial);
        require(Arrays.equals(before, payload), "the payload was written to", trial);
        require(!trial.isSilent(), "neither a result nor a reason", trial);
        for (TelemetryFrame frame : trial.frames) {
            require(isSound(frame), "a frame that breaks the rules", trial);
            require(frame.replayed() == message.retained(), "a replay that is none", trial);
        }
    }

    /** What came of it, or null where it took too much. */
    private @Nullable Trial measured(RawMessage message) {
        long nanos = THREAD.getCurrentThreadCpuTime();
        long bytes = THREAD.getCurrentThreadAllocatedBytes();
        Trial trial = Trial.of(decoder, message, LIMITS);
        bytes = THREAD.getCurrentThreadAllocatedBytes() - bytes;
        nanos = THREAD.getCurrentThreadCpuTime() - nanos;
        boolean bounded = nanos <= MOST_NANOS && bytes <= MOST_BYTES + MOST_BYTES_PER_BYTE * message.payload().length;
        return bounded ? trial : null;
    }

    private static boolean isSound(TelemetryFrame frame) {
        Signals signals = frame.signals();
        boolean sound = !signals.isEmpty() && signals.size() <= LIMITS.signalsPerMessage();
        for (int i = 0; i < signals.size(); i++) {
            SignalValue value = signals.value(i);
            sound &= RULES.check(signals.name(i), value) == null
                    && Double.isFinite(value.number().orElse(0));
        }
        return sound && Set.copyOf(signals.names()).size() == signals.size();
    }

    private void require(boolean holds, String what, Trial trial) {
        if (!holds) {
            throw new AssertionError(format + ": " + what + ": " + trial);
        }
    }
}
