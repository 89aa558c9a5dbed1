package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignalRulesTest {

    private final SignalRules rules = new SignalRules(TelemetryLimits.defaults(), SignalTable.standard());

    static Stream<Arguments> signals() {
        return Stream.of(
                signal("rpm", SignalValue.of(0), null),
                signal("rpm", SignalValue.of(16383.75), null),
                signal("rpm", SignalValue.of(16383.76), RejectReason.OUT_OF_RANGE),
                signal("rpm", SignalValue.of(-1), RejectReason.OUT_OF_RANGE),
                signal("rpm", SignalValue.of(Long.MAX_VALUE), RejectReason.OUT_OF_RANGE),
                signal("rpm", SignalValue.of(-Double.MAX_VALUE), RejectReason.OUT_OF_RANGE),
                signal("rpm", SignalValue.of("1605"), RejectReason.INVALID_VALUE),
                signal("rpm", SignalValue.of(true), RejectReason.INVALID_VALUE),
                signal("rpm", SignalValue.ofNull(), null),
                signal("altitude", SignalValue.of(-1e300), null),
                signal("altitude", SignalValue.of("high"), RejectReason.INVALID_VALUE),
                signal("warmups_since_code_clear", SignalValue.of(256), RejectReason.OUT_OF_RANGE),
                signal("warmups_since_code_clear", SignalValue.of("x"), RejectReason.INVALID_VALUE),
                signal("ignition", SignalValue.of(true), null),
                signal("ignition", SignalValue.of("on"), null),
                signal("monitor_status", SignalValue.of("x"), null),
                signal("own", SignalValue.of(Double.MAX_VALUE), null),
                signal("own", SignalValue.of(""), null),
                signal("own", SignalValue.of("t".repeat(1024)), null),
                signal("own", SignalValue.of("t".repeat(1025)), RejectReason.TEXT_TOO_LONG),
                signal("Ünï.çödé 1", SignalValue.of(1), null),
                signal("n".repeat(128), SignalValue.of(1), null),
                signal("n".repeat(129), SignalValue.of(1), RejectReason.INVALID_NAME),
                signal("", SignalValue.of(1), RejectReason.INVALID_NAME),
                signal("vehicle_id", SignalValue.of(1), RejectReason.INVALID_NAME),
                signal("a\tb", SignalValue.of(1), RejectReason.INVALID_NAME),
                signal("a\u009f", SignalValue.of(1), RejectReason.INVALID_NAME),
                signal("a\udc00b", SignalValue.of(1), RejectReason.INVALID_NAME),
                signal("a\ud83d\ude97b", SignalValue.of(1), null));
    }

    private static Arguments signal(String name, SignalValue value, @Nullable RejectReason reason) {
        return Arguments.of(name, value, reason);
    }

    @ParameterizedTest
    @MethodSource("signals")
    void checks(String name, SignalValue value, @Nullable RejectReason reason) {
        assertThat(rules.check(name, value)).isEqualTo(reason);
    }

    private static TelemetryFrame.Builder frame() {
        return TelemetryFrame.builder(Trial.ARRIVAL, 17).vehicle(VehicleId.of(1));
    }

    @Test
    void aFrameThatPassesIsTheSame() {
        TelemetryFrame.Builder builder = frame();
        SignalTable.standard().all().forEach(signal -> builder.signal(signal.name(), SignalValue.ofNull()));
        TelemetryFrame frame = builder.signal("own", "x").build();
        assertThat(rules.admit(frame, SignalRulesTest::unexpected)).isSameAs(frame);
    }

    @Test
    void whatIsRefusedIsLeftOutAndTheRestKept() {
        TelemetryFrame frame = frame().device("d")
                .replayed(true)
                .historical(true)
                .signOfLife(false)
                .deviceTime(Trial.ARRIVAL.minusSeconds(5))
                .offlineAfter(Duration.ofSeconds(3))
                .signal("a", 1)
                .signal("rpm", -1)
                .signal("b\n", 2)
                .signal("c", 3)
                .build();
        List<String> refused = new ArrayList<>();
        TelemetryFrame admitted = rules.admit(frame, (reason, detail) -> refused.add(reason + " " + detail));
        assertThat(admitted)
                .hasToString("TelemetryFrame[vehicle=1, device=d, replayed=true,"
                        + " deviceTime=2025-11-27T16:04:42.234Z, signals={a=1, c=3}]");
        assertThat(admitted.historical()).isTrue();
        assertThat(admitted.signOfLife()).isFalse();
        assertThat(admitted.offlineAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(admitted.observedMicros()).isEqualTo(frame.observedMicros());
        assertThat(refused).containsExactly("OUT_OF_RANGE signal \"rpm\": -1", "INVALID_NAME signal \"b?\": 2");
    }

    @Test
    void aFrameWithTooManySignalsIsRefusedAsAWhole() {
        TelemetryFrame.Builder builder = frame();
        for (int i = 0; i < 513; i++) {
            builder.signal("s" + i, i);
        }
        List<RejectReason> refused = new ArrayList<>();
        TelemetryFrame admitted = rules.admit(builder.build(), (reason, detail) -> refused.add(reason));
        assertThat(admitted.signals().isEmpty()).isTrue();
        assertThat(refused).containsExactly(RejectReason.TOO_MANY_SIGNALS);
    }

    @Test
    void framesOfAnyDecoderPassTheRules() {
        TelemetryDecoder own = (message, output) ->
                output.frame(message.frame().signal("rpm", -5).signal("own", 1).build());
        RawMessage message = Trial.message("t", "").device("d").build();
        assertThat(Trial.of(own, message, TelemetryLimits.defaults())).hasToString("!OUT_OF_RANGE {own=1}");
        assertThat(Trial.of(own.renaming(Map.of("rpm", "r")), message, TelemetryLimits.defaults()))
                .hasToString("{r=-5, own=1}");
    }

    private static void unexpected(RejectReason reason, String detail) {
        throw new AssertionError(reason + " " + detail);
    }
}
