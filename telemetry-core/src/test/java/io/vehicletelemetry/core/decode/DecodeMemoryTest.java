package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a message costs in memory grows with its length and no faster; the fuzzer looks for more, but its hooks allocate too. */
class DecodeMemoryTest {

    private static final TelemetryLimits LIMITS = TelemetryLimits.defaults();
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_BYTES = 1 << 16;
    private static final long MOST_BYTES_PER_BYTE = 500;

    static Stream<Arguments> messages() {
        List<String> payloads = new ArrayList<>();
        for (int length : new int[] {10, 198, 1_000, 10_000}) {
            payloads.add(IntStream.range(0, length).mapToObj(Integer::toString).collect(Collectors.joining(",")));
            payloads.add(IntStream.range(0, length)
                    .mapToObj(i -> "\"s" + i + "\":" + i)
                    .collect(Collectors.joining(",", "{", "}")));
            payloads.add("[".repeat(length) + "]".repeat(length));
            payloads.add("9".repeat(length));
            payloads.add("\"" + "x".repeat(length) + "\"");
        }
        return Stream.of("json", "wican", "wican-can", "ovms", "teslamate", "owntracks", "traccar")
                .flatMap(format -> Samples.topics(format).stream()
                        .flatMap(topic -> payloads.stream().map(payload -> Arguments.of(format, topic, payload))));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void memoryIsLinearInTheLengthOfTheMessage(String format, String topic, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        RawMessage message = Trial.message(topic, bytes)
                .vehicle(VehicleId.of(7))
                .device("device1")
                .build();
        TelemetryDecoder decoder = TelemetryDecoders.named(format, LIMITS);
        long least = Long.MAX_VALUE; // what is loaded at first use is no cost of the message
        for (int i = 0; i < 3; i++) {
            long before = THREAD.getCurrentThreadAllocatedBytes();
            Trial trial = Trial.of(decoder, message, LIMITS);
            least = Math.min(least, THREAD.getCurrentThreadAllocatedBytes() - before);
            assertThat(trial.isSilent()).isFalse();
        }
        assertThat(least).isLessThan(MOST_BYTES + MOST_BYTES_PER_BYTE * bytes.length);
    }
}
