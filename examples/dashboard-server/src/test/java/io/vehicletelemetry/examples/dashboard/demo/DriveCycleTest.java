package io.vehicletelemetry.examples.dashboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.examples.dashboard.demo.DriveCycle.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriveCycleTest {
    private static final List<Phase> ROUND = List.of(Phase.DRIVE, Phase.IDLE, Phase.PARK);
    private static final double STEP = 0.05;
    private static final double HALF_AN_HOUR = 1800;

    /** A phase that the cycle went through, with the second at which it began. */
    private record Entry(Phase phase, double at) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 500, 1000, -7})
    void drivesIdlesParksAndDrivesAgain(long seed) {
        List<Entry> entries = entries(seed);
        for (int i = 0; i < entries.size(); i++) {
            assertThat(entries.get(i).phase()).isEqualTo(ROUND.get(i % ROUND.size()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 500, 1000, -7})
    void isSilentForMoreThanTwelveSecondsAndBackWithinAMinute(long seed) {
        List<Entry> entries = entries(seed);
        for (int i = 2; i + 3 < entries.size(); i += 3) {
            double parked = entries.get(i + 1).at() - entries.get(i).at();
            assertThat(parked).isBetween(12.5, 20.0);
            assertThat(entries.get(i + 3).at() - entries.get(i).at()).isLessThan(60);
        }
        assertThat(entries.get(2).at()).as("first park").isLessThan(40);
    }

    private static List<Entry> entries(long seed) {
        DriveCycle cycle = new DriveCycle(new SplittableRandom(seed));
        List<Entry> entries = new ArrayList<>(List.of(new Entry(cycle.phase(), 0)));
        for (double now = 0; now < HALF_AN_HOUR; now += STEP) {
            cycle.advance(STEP);
            if (cycle.phase() != entries.get(entries.size() - 1).phase()) {
                entries.add(new Entry(cycle.phase(), now));
            }
        }
        return entries;
    }
}
