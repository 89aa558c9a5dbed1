package io.vehicletelemetry.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceRuleTest {

    /** Values within the timeout, and whether anything changed. */
    private record Known(boolean changed, Map<String, SignalValue> values) implements Evidence {
        @Override
        public @Nullable SignalValue value(String signal) {
            return values.get(signal);
        }
    }

    private static boolean holds(String rule, String signal, SignalValue value) {
        return EvidenceRule.parse(rule).holds(new Known(false, Map.of(signal, value)));
    }

    @ParameterizedTest
    @CsvSource({
        "rpm > 0, 0, false", "rpm > 0, 0.1, true", "rpm>0, 1, true", "'  rpm  >  0  ', 1, true",
        "rpm >= 5, 5, true", "rpm >= 5, 4.999, false", "rpm < -1.5e1, -16, true", "rpm < -15, -15, false",
        "rpm <= .5, 0.5, true", "rpm <= +5., 6, false", "rpm = 3, 3, true", "rpm = 3, 3.5, false",
        "rpm != 3, 3, false", "rpm != 3, 2, true", "rpm!=3, 2, true",
    })
    void comparesNumbers(String rule, double value, boolean holds) {
        assertThat(holds(rule, "rpm", SignalValue.of(value))).isEqualTo(holds);
        if (value == Math.rint(value)) {
            assertThat(holds(rule, "rpm", SignalValue.of((long) value))).isEqualTo(holds);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x > 0", "x != 0", "x <= 0", "x = 0"})
    void whatIsNoNumberOrWasNotObservedIsNoEvidence(String rule) {
        assertThat(holds(rule, "x", SignalValue.of("1"))).isFalse();
        assertThat(holds(rule, "x", SignalValue.ofNull())).isFalse();
        assertThat(holds(rule, "other", SignalValue.of(1))).isFalse();
    }

    @Test
    void aBooleanIsOneOrZero() {
        assertThat(holds("charging = 1", "charging", SignalValue.of(true))).isTrue();
        assertThat(holds("charging > 0", "charging", SignalValue.of(false))).isFalse();
        assertThat(holds("door.0!x < 1", "door.0!x", SignalValue.of(false))).isTrue();
    }

    @Test
    void ignitionIsOnByTruthNumberOrWord() {
        assertThat(holds("ignition", "ignition", SignalValue.of(true))).isTrue();
        assertThat(holds("ignition", "ignition", SignalValue.of(false))).isFalse();
        assertThat(holds(" ignition ", "ignition", SignalValue.of(1))).isTrue();
        assertThat(holds("ignition", "ignition", SignalValue.of(2.5))).isTrue();
        assertThat(holds("ignition", "ignition", SignalValue.of(0))).isFalse();
        assertThat(holds("ignition", "ignition", SignalValue.of("ON"))).isTrue();
        assertThat(holds("ignition", "ignition", SignalValue.of("Yes"))).isTrue();
        assertThat(holds("ignition", "ignition", SignalValue.of("off"))).isFalse();
        assertThat(holds("ignition", "ignition", SignalValue.of(""))).isFalse();
        assertThat(holds("ignition", "ignition", SignalValue.ofNull())).isFalse();
        assertThat(holds("ignition", "other", SignalValue.of(true))).isFalse();
    }

    @Test
    void changedAsksForAChange() {
        assertThat(EvidenceRule.parse("changed").holds(new Known(true, Map.of())))
                .isTrue();
        assertThat(EvidenceRule.parse("changed").holds(new Known(false, Map.of())))
                .isFalse();
    }

    @Test
    void isShownInItsUsualForm() {
        assertThat(EvidenceRule.parse(" rpm>=0.50")).hasToString("rpm >= 0.5");
        assertThat(EvidenceRule.parse("changed ")).hasToString("changed");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, is empty",
        "'  ', 0, is empty",
        "chnged, 0, neither changed nor ignition",
        "' Changed', 1, neither changed nor ignition",
        "rpm, 0, neither changed nor ignition",
        "> 0, 0, names no signal",
        "' = 1', 1, names no signal",
        "rpm >, 5, has no number",
        "rpm > fast, 6, has no number",
        "rpm >> 0, 5, has no number",
        "rpm == 0, 5, has no number",
        "rpm => 0, 5, has no number",
        "rpm <> 0, 5, has no number",
        "rpm > NaN, 6, has no number",
        "rpm > 0x10, 7, goes on after the number",
        "'rpm > 1,5', 7, goes on after the number",
        "rpm > 0 and speed > 0, 8, goes on after the number",
        "rpm > 1e999, 6, too large",
    })
    void refusesWithTextPositionAndGrammar(String text, int position, String wrong) {
        assertThatThrownBy(() -> EvidenceRule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("(position " + position + ")")
                .hasMessageContaining(wrong)
                .hasMessageContaining(EvidenceRule.GRAMMAR);
    }

    @Test
    void refusesAControlCharacterAndDoesNotRepeatIt() {
        assertThatThrownBy(() -> EvidenceRule.parse("r\npm > 0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("\n");
    }
}
