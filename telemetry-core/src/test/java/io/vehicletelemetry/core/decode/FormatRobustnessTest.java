package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of every format: messages cut, flipped, grown and on the wrong topic yield frames that keep the rules, or a reason. */
class FormatRobustnessTest {

    private static final SignalRules RULES = new SignalRules(TelemetryLimits.defaults(), SignalTable.standard());

    private static void holds(Samples sample, String topic, byte[] payload) {
        RawMessage message = Trial.message(topic, payload).device("device1").build();
        Trial trial;
        try {
            trial = Trial.of(sample.format, message);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(sample + " " + topic + " " + Arrays.toString(payload), e);
        }
        assertThat(trial.isSilent())
                .as("%s %s %s", sample, topic, Arrays.toString(payload))
                .isFalse();
        for (TelemetryFrame frame : trial.frames) {
            for (int i = 0; i < frame.signals().size(); i++) {
                SignalValue value = frame.signals().value(i);
                assertThat(RULES.check(frame.signals().name(i), value)).isNull();
                assertThat(value.number().orElse(0)).isFinite();
            }
        }
    }

    @Test
    void everyFormatHasASample() {
        Set<String> formats =
                Stream.of(Samples.values()).map(sample -> sample.format).collect(Collectors.toSet());
        assertThat(formats).isEqualTo(TelemetryDecoders.names());
    }

    @ParameterizedTest
    @EnumSource
    void theSampleIsGood(Samples sample) {
        assertThat(sample.trial(sample.payload()).toString()).doesNotContain(names(RejectReason.values()));
    }

    private static List<String> names(RejectReason[] reasons) {
        return Stream.of(reasons).map(RejectReason::name).toList();
    }

    @ParameterizedTest
    @EnumSource
    void truncatedAtEveryByte(Samples sample) {
        byte[] payload = sample.payload();
        for (int length = 0; length < payload.length; length++) {
            byte[] cut = Arrays.copyOf(payload, length);
            holds(sample, sample.topic, cut);
            if (sample.isJson()) {
                boolean clears = sample == Samples.TESLAMATE_PLACE && length == 0;
                assertThat(sample.trial(cut))
                        .as("%d bytes", length)
                        .hasToString(clears ? "{latitude=null, longitude=null}" : length == 0 ? "EMPTY" : "MALFORMED");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyByteFlipped(Samples sample) {
        byte[] payload = sample.payload();
        for (int i = 0; i < payload.length; i++) {
            for (int other = 0; other < 256; other++) {
                byte[] flipped = payload.clone();
                flipped[i] = (byte) other;
                holds(sample, sample.topic, flipped);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void hugeNumbersExponentsAndWrongTypesInEveryPlace(Samples sample) {
        String payload = new String(sample.payload(), java.nio.charset.StandardCharsets.UTF_8);
        for (String other : new String[] {
            "1e999",
            "-1e999",
            "1e-999",
            "9".repeat(400),
            "-9223372036854775809",
            "NaN",
            "-Infinity",
            "true",
            "null",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[[1]]",
            "{\"a\":{\"b\":1}}",
            "0",
            "-1",
            "256",
            "1.5",
            "-0",
            "\"\\ud800\""
        }) {
            for (String grown : replacingEachValue(payload, other)) {
                holds(sample, sample.topic, sample.message(grown).payload());
            }
        }
    }

    /** Whatever lies between two of the characters that part JSON, or commas. */
    private static List<String> replacingEachValue(String payload, String other) {
        List<String> all = new java.util.ArrayList<>(List.of(other));
        int from = 0;
        for (int i = 0; i <= payload.length(); i++) {
            if (i == payload.length() || ":,[]{}".indexOf(payload.charAt(i)) >= 0) {
                all.add(payload.substring(0, from) + other + payload.substring(i));
                from = i + 1;
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void topicsWithMissingOrEmptyLevels(Samples sample) {
        String topic = sample.topic;
        for (int i = 0; i <= topic.length(); i++) {
            if (i == topic.length() || topic.charAt(i) == '/') {
                holds(sample, topic.substring(0, i), sample.payload());
                holds(sample, topic.substring(i), sample.payload());
                holds(sample, topic.substring(0, i) + "/" + topic.substring(i), sample.payload());
                holds(sample, topic.substring(0, i) + "/" + topic.substring(i), new byte[0]);
            }
        }
        holds(sample, topic + "\n", sample.payload());
        holds(sample, topic + "/" + "x".repeat(60_000), sample.payload());
    }

    @ParameterizedTest
    @EnumSource
    void d2OversizeIsRejectedBeforeItIsRead(Samples sample) {
        byte[] payload = sample.payload();
        TelemetryLimits exact =
                TelemetryLimits.builder().payloadBytes(payload.length).build();
        assertThat(Trial.of(sample.format, sample.message(payload), exact))
                .hasToString(sample.trial(payload).toString());
        TelemetryLimits less =
                TelemetryLimits.builder().payloadBytes(payload.length - 1).build();
        assertThat(Trial.of(sample.format, sample.message(payload), less)).hasToString("TOO_LARGE");
    }

    @ParameterizedTest
    @EnumSource
    void d2TooDeepIsRejected(Samples sample) {
        if (sample.isJson()) {
            assertThat(sample.trial(sample.message("{\"a\":" + "[".repeat(5000)).payload()))
                    .hasToString("TOO_DEEP");
            assertThat(sample.trial(sample.message("[".repeat(5000)).payload())).hasToString("TOO_DEEP");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyNamed(Samples sample) {
        Trial trial = Trial.of(
                sample.format, Trial.message(sample.topic, sample.payload()).build());
        if (sample == Samples.TRACCAR) {
            assertThat(trial.onlyFrame().device()).isEqualTo("device1");
        } else if (sample == Samples.RECORDS) {
            assertThat(trial).hasToString("!NO_VEHICLE {rpm=2}");
        } else {
            assertThat(trial).hasToString("NO_VEHICLE");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRetainedIsAReplay(Samples sample) {
        Trial trial = Trial.of(
                sample.format,
                Trial.message(sample.topic, sample.payload())
                        .device("device1")
                        .retained(true)
                        .build());
        assertThat(trial.frames).allMatch(TelemetryFrame::replayed);
        assertThat(trial.availabilities).allMatch(availability -> availability.replayed());
    }
}
