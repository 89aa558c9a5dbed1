package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way of usual messages means what the long way means, whatever was learnt before. */
class UsualMessagesTest {

    private static final TelemetryLimits LIMITS = TelemetryLimits.defaults();
    private static final String OTHERS = "\"{}[]:,0-.eE \\\u0000\u00ff1n\n";

    private static RawMessage message(byte[] payload) {
        return Trial.message("wican/device1/can/rx", payload).device("device1").build();
    }

    private static RawMessage message(String payload) {
        return message(payload.getBytes(StandardCharsets.UTF_8));
    }

    /** All that comes of a message, to be compared: outcome, names, values and their kinds, times. */
    private static String outcome(TelemetryDecoder decoder, RawMessage message) {
        Trial trial = Trial.of(decoder, message, LIMITS);
        StringBuilder all = new StringBuilder(trial.toString());
        for (TelemetryFrame frame : trial.frames) {
            all.append(' ').append(frame).append(' ').append(frame.signOfLife());
            Signals signals = frame.signals();
            for (int i = 0; i < signals.size(); i++) {
                all.append(' ').append(signals.value(i).kind()).append('@').append(signals.observedMicros(i));
            }
        }
        return all.append(trial.details).toString();
    }

    private static void meansTheSame(String format, TelemetryDecoder learnt, RawMessage message) {
        assertThat(outcome(learnt, message))
                .as(new String(message.payload(), StandardCharsets.ISO_8859_1))
                .isEqualTo(outcome(TelemetryDecoders.named(format, LIMITS), message));
    }

    static Stream<String> formats() {
        return Stream.of("json", "wican");
    }

    private static List<byte[]> models() throws IOException {
        List<byte[]> models = new ArrayList<>(List.of(WicanDecoderTest.sample()));
        for (String model : List.of(
                "{\"rpm\":1605,\"a\":-1.5e3,\"b\":\"x\",\"c\":true,\"d\":null,\"e\":\"12\",\"timestamp\":1764255905}",
                "{ \"TYRE_P_FL\" : 33 ,\t\"LOCK\":\"on\"\r\n, \"ts\": \"2025-11-27T15:04:47Z\", \"ODOMETER_MI\":12.5}",
                "{\"0C-EngineRPM\":802.5}",
                "{\"alert\":\"low_battery\",\"battery_voltage\":11.8}",
                "{\"status\":\"online\"}")) {
            models.add(model.getBytes(StandardCharsets.UTF_8));
        }
        return models;
    }

    @ParameterizedTest
    @MethodSource("formats")
    void cutAndWithEveryByteReplaced(String format) throws IOException {
        for (byte[] model : models()) {
            TelemetryDecoder learnt = TelemetryDecoders.named(format, LIMITS);
            for (int i = 0; i < model.length; i++) {
                outcome(learnt, message(model)); // learns it again where the one before was learnt
                byte[] cut = Arrays.copyOf(model, i);
                meansTheSame(format, learnt, message(cut));
                for (int k = 0; k < 5; k++) {
                    char other = OTHERS.charAt((5 * i + k) % OTHERS.length());
                    byte[] changed = model.clone();
                    changed[i] = (byte) other;
                    meansTheSame(format, learnt, message(changed));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "0.0",
                "00",
                "01",
                "-01",
                "-",
                "--1",
                "+1",
                "1.",
                ".5",
                "1.e1",
                "1e",
                "1e+",
                "1E5",
                "1e-5",
                "1.5e300",
                "1e999",
                "-1e999",
                "123456789012345678",
                "-12345678901234567",
                "-123456789012345678",
                "1234567890123456789",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808",
                "99999999999999999999",
                "0.1",
                "0.30000000000000004",
                "9007199254740993.0",
                "900719925474099.3",
                "0.00000000000000001",
                "1.7976931348623157",
                "2.2250738585072014E-308",
                "4.35",
                "1.0000000000000002",
                "123456.789012345678",
                "5e-324",
                "NaN",
                "-Infinity",
                "true",
                "tru",
                "truex",
                "null",
                "nul",
                "\"\"",
                "\"1\"",
                "\" 1.50 \"",
                "\"NaN\"",
                "\"on\"",
                "\"a\\n\"",
                "\"\\ud83d\"",
                "\"\u00e9\"",
                "\"\u007f\"",
                "\"a",
                "[1]",
                "{}",
                "1 1",
                "1,",
                "\"2025-11-27T15:04:47Z\"",
                "1764255905",
                "1764255905123",
                "\"soon\"",
                "1 ",
                "1\t",
                "1}",
                "1/**/"
            })
    void everyValueUnderEveryName(String value) {
        for (String format : formats().toList()) {
            for (String name : List.of(
                    "rpm",
                    "TYRE_P_FL",
                    "timestamp",
                    "ts",
                    "vehicle_id",
                    "error",
                    "cmd",
                    "frame",
                    "status",
                    "alert",
                    "x",
                    "")) {
                TelemetryDecoder learnt = TelemetryDecoders.named(format, LIMITS);
                for (String model :
                        List.of("{\"%s\":7}", "{\"y\":2,\"%s\":7}", "{\"%s\":7,\"y\":2}", "{\"%s\":1,\"%s\":7}")) {
                    outcome(learnt, message(model.formatted(name, name)));
                    meansTheSame(
                            format, learnt, message(model.formatted(name, name).replace("7", value)));
                }
            }
        }
    }

    @Test
    void everyDecimalIsTheOneThatItsTextIs() {
        TelemetryDecoder learnt = TelemetryDecoders.named("json", LIMITS);
        Random random = new Random(7);
        outcome(learnt, message("{\"x\":1}"));
        for (int i = 0; i < 100_000; i++) {
            String text = switch (i % 4) {
                case 0 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(12)));
                case 1 -> Long.toString(random.nextLong() >> random.nextInt(63));
                case 2 ->
                    (random.nextBoolean() ? "-" : "") + random.nextInt(100_000) + "."
                            + random.nextInt(Integer.MAX_VALUE) * 1_000_000_007L;
                default -> random.nextInt(1000) + "." + String.format("%03d", random.nextInt(1000));
            };
            Trial trial = Trial.of(learnt, message("{\"x\":" + text + "}"), LIMITS);
            assertThat(trial.onlyFrame().signals().value(0)).as(text).isEqualTo(NumberText.value(text));
        }
    }

    @Test
    void framesOfUsualMessagesShareTheirNames() throws IOException {
        TelemetryDecoder decoder = TelemetryDecoders.named("wican", LIMITS);
        byte[] payload = WicanDecoderTest.sample();
        outcome(decoder, message(payload));
        Signals one = Trial.of(decoder, message(payload), LIMITS).onlyFrame().signals();
        Signals other = Trial.of(decoder, message(payload), LIMITS).onlyFrame().signals();
        assertThat(one).isEqualTo(other);
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.name(i)).isSameAs(other.name(i));
        }
    }

    @Test
    void manyKindsOfDevicesTakeTurns() {
        for (String format : formats().toList()) {
            TelemetryDecoder learnt = TelemetryDecoders.named(format, LIMITS);
            Random random = new Random(7);
            for (int i = 0; i < 4_000; i++) {
                StringBuilder payload = new StringBuilder("{");
                for (int n = 1 + random.nextInt(3), k = 0; k < n; k++) {
                    payload.append(k == 0 ? "\"" : ",\"")
                            .append((char) ('a' + random.nextInt(4)))
                            .append("\":")
                            .append(random.nextInt(50));
                }
                meansTheSame(format, learnt, message(payload.append('}').toString()));
            }
        }
    }

    @Test
    void theLimitsHoldForUsualMessagesToo() {
        TelemetryLimits two =
                TelemetryLimits.builder().signalsPerMessage(2).payloadBytes(30).build();
        TelemetryDecoder decoder = TelemetryDecoders.named("json", two);
        assertThat(Trial.of(decoder, message("{\"a\":1,\"b\":1}"), two)).hasToString("{a=1, b=1}");
        assertThat(Trial.of(decoder, message("{\"a\":1,\"b\":2}"), two)).hasToString("{a=1, b=2}");
        assertThat(Trial.of(decoder, message("{\"a\":1,\"b\":1,\"c\":3}"), two)).hasToString("TOO_MANY_SIGNALS");
        assertThat(Trial.of(decoder, message("{\"a\":1,\"b\":" + " ".repeat(30) + "1}"), two))
                .hasToString("TOO_LARGE");
        RawMessage nobody = Trial.message("t", "{\"a\":1,\"b\":1}").build();
        assertThat(Trial.of(decoder, nobody, two)).hasToString("NO_VEHICLE");
    }
}
