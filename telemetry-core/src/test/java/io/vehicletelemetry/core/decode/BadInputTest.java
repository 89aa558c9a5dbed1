package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of "What bad input gets", in both formats, expectations written by hand. */
class BadInputTest {

    static Stream<Arguments> lines() {
        return Stream.of(
                line("empty", "", "EMPTY"),
                line("only spaces", " \r\n", "EMPTY"),
                line("only a byte order mark", "\uFEFF", "EMPTY"),
                line("truncated", "{", "MALFORMED"),
                line("truncated after a signal", "{\"rpm\":1,", "MALFORMED"),
                line("truncated after a bad signal counts once", "{\"rpm\":NaN,", "MALFORMED"),
                line("list", "[]", "MALFORMED"),
                line("list of objects", "[{\"rpm\":1}]", "MALFORMED"),
                line("null", "null", "MALFORMED"),
                line("true", "true", "MALFORMED"),
                line("a number", "42", "MALFORMED"),
                line("a text", "\"online\"", "MALFORMED"),
                line("no JSON", "rpm=1", "MALFORMED"),
                line("trailing garbage", "{\"rpm\":1}x", "MALFORMED"),
                line("two objects", "{\"rpm\":1}{\"rpm\":2}", "MALFORMED"),
                line("trailing NUL", "{\"rpm\":1}\0", "MALFORMED"),
                line("trailing comma", "{\"rpm\":1,}", "MALFORMED"),
                line("comment", "{\"rpm\":1/**/}", "MALFORMED"),
                line("single quotes", "{'rpm':1}", "MALFORMED"),
                line("leading zero", "{\"rpm\":01}", "MALFORMED"),
                line("raw control character in a text", "{\"driver\":\"a\nb\"}", "MALFORMED"),
                line("no signals", "{}", "NO_SIGNALS"),
                line("only empty containers", "{\"a\":{},\"b\":[]}", "NO_SIGNALS"),
                line("only bookkeeping", "{\"vehicle_id\":7,\"timestamp\":1764255905}", "NO_SIGNALS"),
                line("error", "{\"error\":\"x\"}", "DEVICE_ERROR"),
                line("error of any kind", "{\"error\":{\"code\":[1]}}", "DEVICE_ERROR"),
                line("error null", "{\"error\":null}", "DEVICE_ERROR"),
                line("error twice", "{\"error\":\"x\",\"error\":\"y\"}", "DEVICE_ERROR"),
                line("error with its time", "{\"error\":\"x\",\"timestamp\":1764255905}", "DEVICE_ERROR"),
                line("error beside data", "{\"error\":\"x\",\"rpm\":1}", "{error='x', rpm=1}"),
                line("NaN", "NaN", "MALFORMED"),
                line("NaN of a signal", "{\"rpm\":NaN}", "!INVALID_VALUE NO_SIGNALS"),
                line("NaN beside data", "{\"rpm\":NaN,\"x\":1}", "!INVALID_VALUE {x=1}"),
                line("infinities", "{\"a\":Infinity,\"b\":-Infinity,\"x\":1}", "!INVALID_VALUE !INVALID_VALUE {x=1}"),
                line("NaN as text", "{\"a\":\"NaN\",\"b\":\" -inf \",\"x\":1}", "!INVALID_VALUE !INVALID_VALUE {x=1}"),
                line("beyond a double", "{\"rpm\":1e999}", "!INVALID_VALUE NO_SIGNALS"),
                line("beyond a double, as text", "{\"a\":\"-1e999\",\"x\":1}", "!INVALID_VALUE {x=1}"),
                line("below a double", "{\"a\":1e-999}", "{a=0.0}"),
                line("byte order mark", "\uFEFF{\"rpm\":1605}", "{rpm=1605}"),
                line("second byte order mark", "\uFEFF\uFEFF{\"rpm\":1605}", "MALFORMED"),
                line("duplicate keys", "{\"rpm\":1,\"rpm\":2}", "{rpm=2}"),
                line("duplicate, last bad", "{\"rpm\":1,\"rpm\":NaN,\"x\":1}", "!INVALID_VALUE {x=1}"),
                line("duplicate, last out of range", "{\"rpm\":1,\"rpm\":-1,\"x\":1}", "!OUT_OF_RANGE {x=1}"),
                line("duplicate, first bad", "{\"rpm\":NaN,\"rpm\":2}", "!INVALID_VALUE {rpm=2}"),
                line("numbers as strings", "{\"rpm\":\"1605\",\"x\":\" 1.50 \"}", "{rpm=1605, x=1.5}"),
                line("text where a number is usual", "{\"rpm\":\"fast\",\"x\":1}", "!INVALID_VALUE {x=1}"),
                line("only that", "{\"rpm\":\"fast\"}", "!INVALID_VALUE NO_SIGNALS"),
                line("empty text where a number is usual", "{\"rpm\":\"\",\"x\":1}", "!INVALID_VALUE {x=1}"),
                line("boolean where a number is usual", "{\"rpm\":true,\"x\":1}", "!INVALID_VALUE {x=1}"),
                line("list where a number is usual", "{\"rpm\":[1,2]}", "{rpm.1=1, rpm.2=2}"),
                line("null", "{\"rpm\":null}", "{rpm=null}"),
                line("out of range", "{\"rpm\":16383.76,\"vehicle_speed\":255}", "!OUT_OF_RANGE {vehicle_speed=255}"),
                line("name with control characters", "{\"a\\nb\":1,\"x\":1}", "!INVALID_NAME {x=1}"),
                line(
                        "name with DEL and C1",
                        "{\"a\\u007f\":1,\"a\\u0085\":1,\"x\":1}",
                        "!INVALID_NAME !INVALID_NAME {x=1}"),
                line("empty name", "{\"\":1,\"x\":1}", "!INVALID_NAME {x=1}"),
                line("name with unpaired surrogate", "{\"a\\ud800\":1,\"x\":1}", "!INVALID_NAME {x=1}"),
                line("name too long", "{\"" + "n".repeat(129) + "\":1,\"x\":1}", "!INVALID_NAME {x=1}"),
                line("text with unpaired surrogate", "{\"a\":\"\\udc00\\ud800\",\"x\":1}", "!INVALID_VALUE {x=1}"),
                line("text with a pair", "{\"a\":\"\\ud83d\\ude97\"}", "{a='\uD83D\uDE97'}"),
                line("text too long", "{\"a\":\"" + "t".repeat(1025) + "\",\"x\":1}", "!TEXT_TOO_LONG {x=1}"),
                line("nested too deep", "{\"a\":{\"b\":1,\"c\":{\"d\":1}},\"x\":1}", "!TOO_DEEP {a.b=1, x=1}"),
                line("object in a list", "{\"a\":[1,{\"b\":2},3]}", "!TOO_DEEP {a.1=1, a.3=3}"),
                line("only too deep", "{\"a\":{\"b\":{\"c\":1}}}", "!TOO_DEEP NO_SIGNALS"),
                line("objects 5,000 deep", "{\"a\":".repeat(5000) + "1" + "}".repeat(5000), "TOO_DEEP"),
                line("lists 5,000 deep", "[".repeat(5000) + "]".repeat(5000), "TOO_DEEP"),
                line("5,000 deep, never closed", "{\"a\":" + "[".repeat(5000), "TOO_DEEP"),
                line("70,000 bytes", "{\"a\":\"" + "x".repeat(70_000) + "\"}", "TOO_LARGE"),
                line("70,000 spaces", " ".repeat(70_000), "TOO_LARGE"),
                line("100,000 keys", keys(100_000), "TOO_LARGE"),
                line("513 signals", keys(513), "TOO_MANY_SIGNALS"),
                line("a number of 60,000 digits", "{\"a\":" + "9".repeat(60_000) + ",\"x\":1}", "!INVALID_VALUE {x=1}"),
                line(
                        "a text of 60,000 digits",
                        "{\"a\":\"" + "9".repeat(60_000) + "\",\"x\":1}",
                        "!INVALID_VALUE {x=1}"));
    }

    private static Arguments line(String what, String payload, String expected) {
        return Arguments.of(what, payload, expected);
    }

    private static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"k" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));
    }

    @ParameterizedTest(name = "json: {0}")
    @MethodSource("lines")
    void json(String what, String payload, String expected) {
        RawMessage message = Trial.message("vehicles/7/telemetry", payload)
                .vehicle(VehicleId.of(7))
                .build();
        assertThat(Trial.of("json", message)).as(what).hasToString(expected);
    }

    @ParameterizedTest(name = "wican: {0}")
    @MethodSource("lines")
    void wican(String what, String payload, String expected) {
        RawMessage message =
                Trial.message("wincan/device1", payload).device("device1").build();
        assertThat(Trial.of("wican", message)).as(what).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7b2272706d223a31ff7d", // a byte that UTF-8 never has
                "7b2261223a22c080227d", // NUL in two bytes
                "7b2261223a22eda080227d", // a surrogate by itself
                "7b2261223a22f4908080227d", // beyond U+10FFFF
                "7b2261223a22e282227d", // a character cut short
                "fffe7b007d00", // UTF-16 with its mark
                "7b002200610022003a0031007d00", // UTF-16 without
                "0000007b0000007d" // UTF-32
            })
    void invalidUtf8IsMalformed(String hex) {
        byte[] payload = HexFormat.of().parseHex(hex);
        for (Samples sample : Samples.values()) {
            assertThat(sample.trial(payload)).as(sample.name()).hasToString("MALFORMED");
        }
    }

    @Test
    void aHundredThousandKeysAreTooManyWhereThePayloadMayBeLarger() {
        TelemetryLimits limits =
                TelemetryLimits.builder().payloadBytes(10_000_000).build();
        RawMessage message =
                Trial.message("t/device1", keys(100_000)).device("device1").build();
        assertThat(Trial.of("json", message, limits)).hasToString("TOO_MANY_SIGNALS");
    }

    @Test
    void exactlyTheLimitsPass() {
        TelemetryLimits limits = TelemetryLimits.builder()
                .signalsPerMessage(2)
                .payloadBytes(22)
                .nameLength(4)
                .textLength(2)
                .build();
        String payload = "{\"name\":\"te\",\"abcd\":12}";
        assertThat(payload.getBytes(StandardCharsets.UTF_8)).hasSize(23);
        RawMessage message = Trial.message("t/d", payload).device("d").build();
        assertThat(Trial.of("json", message, limits)).hasToString("TOO_LARGE");
        RawMessage smaller =
                Trial.message("t/d", payload.replace("12", "1")).device("d").build();
        assertThat(Trial.of("json", smaller, limits)).hasToString("{name='te', abcd=1}");
    }

    @Test
    void timeIsLinearInThePayload() {
        TelemetryLimits limits = TelemetryLimits.builder()
                .payloadBytes(20_000_000)
                .signalsPerMessage(2_000_000)
                .build();
        for (String hostile : new String[] {
            "{\"a\":" + "9".repeat(10_000_000) + "}",
            "{\"a\":0." + "1".repeat(10_000_000) + "e1}",
            "{\"a\":\"" + "9".repeat(10_000_000) + "\"}",
            "{\"" + "n".repeat(10_000_000) + "\":1}",
            "{" + "\"a\":NaN,".repeat(1_000_000) + "\"a\":1}",
            "[".repeat(10_000_000),
            "{\"vehicle_id\":" + "9".repeat(10_000_000) + ",\"timestamp\":" + "9".repeat(9_000_000) + ",\"x\":1}",
            " ".repeat(10_000_000)
        }) {
            RawMessage message = Trial.message("t/d", hostile).device("d").build();
            assertTimeout(
                    Duration.ofSeconds(10),
                    () -> assertThat(Trial.of("json", message, limits).toString())
                            .isNotEmpty());
        }
    }

    @Test
    void detailsQuoteNothingThatForgesALogLine() {
        String payload = "{\"a\\nERROR forged\":1,\"" + "n".repeat(500) + "\":NaN,\"error\":\"\\u001b[2J\"}";
        RawMessage message = Trial.message("t/d", payload).device("d").build();
        assertThat(Trial.of("json", message).details)
                .isNotEmpty()
                .allSatisfy(detail -> assertThat(detail).matches("\\P{Cntrl}{1,200}"));
    }
}
