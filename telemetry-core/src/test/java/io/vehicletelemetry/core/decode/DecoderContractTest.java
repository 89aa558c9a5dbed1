package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@link TelemetryDecoder}, on the formats that are flat JSON; of all: {@link FormatRobustnessTest}. */
class DecoderContractTest {

    static Stream<String> formats() {
        return Stream.of("json", "wican");
    }

    private static RawMessage message(byte[] payload) {
        return Trial.message("t/7/data", payload).vehicle(VehicleId.of(7)).build();
    }

    private static RawMessage message(String payload) {
        return message(payload.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void d1ThePayloadIsReadToItsEndAndLeftAsItWas(String format) {
        byte[] payload = "{\"rpm\":1605,\"driver\":\"é\"}".getBytes(StandardCharsets.UTF_8);
        byte[] before = payload.clone();
        assertThat(Trial.of(format, message(payload))).hasToString("{rpm=1605, driver='é'}");
        assertThat(payload).isEqualTo(before);
        for (int length = 0; length < payload.length; length++) {
            assertThat(Trial.of(format, message(Arrays.copyOf(payload, length))))
                    .as("%d bytes", length)
                    .hasToString(length == 0 ? "EMPTY" : "MALFORMED");
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void d2OversizeIsRejectedBeforeItIsRead(String format) {
        TelemetryLimits limits = TelemetryLimits.builder().payloadBytes(10).build();
        assertThat(Trial.of(format, message("{\"abcd\":1}"), limits)).hasToString("{abcd=1}");
        assertThat(Trial.of(format, message("{\"abcd\":12}"), limits)).hasToString("TOO_LARGE");
        assertThat(Trial.of(format, message("no JSON at all"), limits)).hasToString("TOO_LARGE");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void d2TooDeepIsRejectedAtTheSameDepthAlways(String format) {
        for (String inner : new String[] {"1", "{\"x\":1}"}) {
            assertThat(Trial.of(format, message("{\"x\":1,\"a\":" + nested(JsonPayload.MAX_DEPTH - 2, inner) + "}")))
                    .hasToString("!TOO_DEEP {x=1}");
        }
        assertThat(Trial.of(format, message("{\"x\":1,\"a\":" + nested(JsonPayload.MAX_DEPTH, "1") + "}")))
                .hasToString("TOO_DEEP");
    }

    private static String nested(int levels, String inner) {
        return "[".repeat(levels) + inner + "]".repeat(levels);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void d3OneDecoderServesManyThreadsAndKeepsNothing(String format) throws Exception {
        TelemetryDecoder decoder = TelemetryDecoders.named(format, TelemetryLimits.defaults());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int thread = t;
                done.add(threads.submit(() -> {
                    for (int i = 0; i < 2000; i++) {
                        String name = "n" + thread + "_" + i % 100;
                        String good = "{\"" + name + "\":" + i + ",\"rpm\":NaN}";
                        assertThat(Trial.of(decoder, message(good), TelemetryLimits.defaults()))
                                .hasToString("!INVALID_VALUE {" + name + "=" + i + "}");
                        assertThat(Trial.of(decoder, message("{\"" + name), TelemetryLimits.defaults()))
                                .hasToString("MALFORMED");
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void d4TheLastOfEqualKeysCountsAlsoWhereItIsNoValue(String format) {
        assertThat(Trial.of(format, message("{\"a\":1,\"b\":2,\"a\":\"x\"}"))).hasToString("{a='x', b=2}");
        assertThat(Trial.of(format, message("{\"a\":1,\"b\":2,\"a\":null}"))).hasToString("{a=null, b=2}");
        assertThat(Trial.of(format, message("{\"a\":1,\"b\":2,\"a\":1e999}"))).hasToString("!INVALID_VALUE {b=2}");
        assertThat(Trial.of(format, message("{\"a\":1e999,\"b\":2,\"a\":1}"))).hasToString("!INVALID_VALUE {b=2, a=1}");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void d4NoNaNAndNoInfinityIsEverASignal(String format) {
        for (String no : new String[] {"NaN", "Infinity", "-Infinity", "1e309", "-1e309", "\"NaN\"", "\"1e309\""}) {
            assertThat(Trial.of(format, message("{\"a\":" + no + ",\"b\":2}")))
                    .as(no)
                    .hasToString("!INVALID_VALUE {b=2}");
        }
    }
}
