package io.vehicletelemetry.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignalsTest {

    @Test
    void namesAreTheSameInTheSameOrderOnly() {
        Signals signals = Signals.builder()
                .put("rpm", SignalValue.of(800), 0, 0)
                .put("speed", SignalValue.of(0), 0, 0)
                .build();

        assertThat(signals.hasNames(signals.names())).isTrue();
        assertThat(signals.hasNames(List.of("rpm", "speed"))).isTrue();
        assertThat(signals.hasNames(List.of("speed", "rpm"))).isFalse();
        assertThat(signals.hasNames(List.of("rpm"))).isFalse();
        assertThat(signals.hasNames(List.of("rpm", "speed", "load"))).isFalse();
        assertThat(Signals.empty().hasNames(List.of())).isTrue();
    }
}
