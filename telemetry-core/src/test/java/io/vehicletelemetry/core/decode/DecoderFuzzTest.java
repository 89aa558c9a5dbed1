package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes: a decoder yields frames that keep the rules, or a reasoned rejection, and nothing else is thrown.
 * Seeded, so a failure comes again.
 */
class DecoderFuzzTest {

    private static final long SEED = 20251127;

    private static final TelemetryLimits LIMITS = TelemetryLimits.defaults();
    private static final SignalRules RULES = new SignalRules(LIMITS, SignalTable.standard());

    private static final String[] ATOMS = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "\\u",
        "\\ud83d",
        "\\ude97",
        "null",
        "true",
        "false",
        "NaN",
        "-",
        "Infinity",
        "0",
        "1",
        "1e",
        "e999",
        ".5",
        "9223372036854775808",
        "\"rpm\"",
        "\"0C-EngineRPM\"",
        "\"vehicle_id\"",
        "\"ts\"",
        "\"timestamp\"",
        "\"error\"",
        "\"status\"",
        "\"online\"",
        "\"frame\"",
        "\"cmd\"",
        "\"on\"",
        "\"\"",
        "\"é\"",
        " ",
        "\0",
        "\uFEFF",
        "\"2025-11-27T15:04:47Z\"",
        "\"TYRE_P_FL\"",
        "\"a\""
    };

    static Stream<String> formats() {
        return TelemetryDecoders.names().stream();
    }

    private static void holds(String format, TelemetryDecoder decoder, int round, byte[] payload) {
        List<String> topics = Samples.topics(format);
        String topic = topics.get(round % topics.size());
        Trial trial;
        try {
            trial = Trial.of(
                    decoder, Trial.message(topic, payload).device("device1").build(), LIMITS);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(topic + " " + Arrays.toString(payload), e);
        }
        if (trial.isSilent() || !trial.frames.stream().allMatch(DecoderFuzzTest::isSound)) {
            throw new AssertionError(topic + " " + Arrays.toString(payload) + " " + trial);
        }
    }

    private static boolean isSound(TelemetryFrame frame) {
        Signals signals = frame.signals();
        boolean sound = !signals.isEmpty() && signals.size() <= LIMITS.signalsPerMessage();
        for (int i = 0; i < signals.size(); i++) {
            SignalValue value = signals.value(i);
            sound &= RULES.check(signals.name(i), value) == null
                    && Double.isFinite(value.number().orElse(0));
        }
        return sound;
    }

    @ParameterizedTest
    @MethodSource("formats")
    void randomBytes(String format) {
        TelemetryDecoder decoder = TelemetryDecoders.named(format, LIMITS);
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = new byte[random.nextInt(64)];
            random.nextBytes(payload);
            holds(format, decoder, i, payload);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void samplesCutAndWithEveryByteFlipped(String format) throws IOException {
        TelemetryDecoder decoder = TelemetryDecoders.named(format, LIMITS);
        byte[] json =
                "{\"vehicle_id\":7,\"timestamp\":\"2025-11-27T15:04:47Z\",\"é\":\"\\ud83d\\ude97\",\"a\":{\"b\":[1]},\"c\":[-1.5e3]}"
                        .getBytes(StandardCharsets.UTF_8);
        for (byte[] sample : List.of(WicanDecoderTest.sample(), json)) {
            for (int i = 0; i < sample.length; i++) {
                holds(format, decoder, i, Arrays.copyOf(sample, i));
                byte[] flipped = sample.clone();
                for (int mask : new int[] {0x01, 0x02, 0x10, 0x20, 0x80, 0xFF}) {
                    flipped[i] = (byte) (sample[i] ^ mask);
                    holds(format, decoder, i + mask, flipped);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void randomTokens(String format) {
        TelemetryDecoder decoder = TelemetryDecoders.named(format, LIMITS);
        Random random = new Random(SEED);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder payload = new StringBuilder();
            for (int n = random.nextInt(20); n > 0; n--) {
                payload.append(ATOMS[random.nextInt(ATOMS.length)]);
            }
            holds(format, decoder, i, payload.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void randomJson(String format) {
        TelemetryDecoder decoder = TelemetryDecoders.named(format, LIMITS);
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder payload = new StringBuilder();
            object(payload, random, 0);
            holds(format, decoder, i, payload.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void object(StringBuilder json, Random random, int depth) {
        json.append('{');
        for (int n = random.nextInt(6), i = 0; i < n; i++) {
            json.append(i == 0 ? "" : ",").append(key(random)).append(':');
            value(json, random, depth + 1);
        }
        json.append('}');
    }

    private static String key(Random random) {
        String atom = ATOMS[23 + random.nextInt(10)];
        return random.nextInt(4) == 0 ? "\"k" + random.nextInt(1000) + "\"" : atom;
    }

    private static void value(StringBuilder json, Random random, int depth) {
        switch (random.nextInt(depth > 4 ? 8 : 10)) {
            case 0 -> json.append(random.nextLong());
            case 1 -> json.append(random.nextInt(300));
            case 2 -> json.append(Double.longBitsToDouble(random.nextLong()));
            case 3 -> json.append(random.nextBoolean());
            case 4 -> json.append("null");
            case 5 -> json.append('"').append(random.nextGaussian() * 1000).append('"');
            case 6 -> json.append(String.format("\"\\u%04x\"", random.nextInt(0x10000)));
            case 7 -> json.append("\"online\"");
            case 8 -> object(json, random, depth);
            default -> {
                json.append('[');
                for (int n = random.nextInt(4), i = 0; i < n; i++) {
                    json.append(i == 0 ? "" : ",");
                    value(json, random, depth + 1);
                }
                json.append(']');
            }
        }
    }
}
