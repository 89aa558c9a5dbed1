package io.vehicletelemetry.tck.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.tck.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime();
    private final List<String> calls = new ArrayList<>();

    @Test
    void callsWhatIsDueInOrderEachAtItsOwnMoment() {
        every("a", 20);
        every("b", 30);

        time.advance(Duration.ofMillis(60));

        assertThat(calls).containsExactly("a at 20", "b at 30", "a at 40", "a at 60", "b at 60");
        assertThat(time.instant()).isEqualTo(VirtualTime.DEFAULT_START.plusMillis(60));
    }

    @Test
    void callsNothingOneNanosecondEarly() {
        every("a", 20);

        time.advance(Duration.ofMillis(20).minusNanos(1));
        assertThat(calls).isEmpty();
        time.advance(Duration.ofNanos(1));
        assertThat(calls).containsExactly("a at 20");
    }

    @Test
    void goesOnOverTheWrap() {
        every("a", 4000);
        time.advance(Duration.ofSeconds(12));

        assertThat(time.nanoTime()).isNegative();
        assertThat(calls).containsExactly("a at 4000", "a at 8000", "a at 12000");
    }

    @Test
    void endedTaskIsNotCalledAgain() {
        Runnable end = time.every(Duration.ofMillis(20), () -> calls.add("a"));
        time.advance(Duration.ofMillis(20));
        end.run();
        end.run();
        time.advance(Duration.ofMillis(20));

        assertThat(calls).hasSize(1);
        assertThat(time.activeTimers()).isZero();
    }

    @Test
    void wallClockCanBeSetWithoutTheOther() {
        Instant set = Instant.parse("2001-01-01T00:00:00Z");
        long nanos = time.nanoTime();
        time.setInstant(set);
        assertThat(time.nanoTime()).isEqualTo(nanos);

        time.advance(Duration.ofSeconds(1));
        assertThat(time.instant()).isEqualTo(set.plusSeconds(1));
    }

    @Test
    void neverGoesBack() {
        assertThatThrownBy(() -> time.advance(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-0.000000001S");
        assertThatThrownBy(() -> time.every(Duration.ZERO, () -> {})).isInstanceOf(IllegalArgumentException.class);
    }

    private void every(String name, long millis) {
        long start = time.nanoTime();
        time.every(
                Duration.ofMillis(millis),
                () -> calls.add(name + " at "
                        + Duration.ofNanos(time.nanoTime() - start).toMillis()));
    }
}
