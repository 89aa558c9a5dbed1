package io.vehicletelemetry.examples.dashboard.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedCarTest {
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final int TWO_HOURS = 2 * 3600 * 10;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 77, 1000})
    void staysWithinWhatACarCanDo(long seed) {
        SimulatedCar car = new SimulatedCar(seed);
        for (int i = 0; i < TWO_HOURS; i++) {
            car.advance(TENTH);
            assertThat(car.speed()).isBetween(0.0, 100.0);
            assertThat(car.rpm()).isBetween(0.0, 4500.0);
            assertThat(car.load()).isBetween(0.0, 100.0);
            assertThat(car.coolant()).isBetween(10.0, 95.0);
            assertThat(car.voltage()).isBetween(12.0, 14.8);
            assertThat(car.fuel()).isBetween(0.0, 100.0);
            assertThat(car.fuelRate()).isBetween(0.0, 30.0);
            assertThat(car.position().latitude()).isCloseTo(36.8, within(0.1));
            assertThat(car.position().longitude()).isCloseTo(10.2, within(0.1));
            assertThat(car.position().heading()).isBetween(0.0, 360.0);
        }
        assertThat(car.distance()).as("km in two hours").isBetween(20.0, 100.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 77, 1000})
    void neverJumps(long seed) {
        SimulatedCar car = new SimulatedCar(seed);
        for (int i = 0; i < TWO_HOURS / 10; i++) {
            boolean parked = car.parked();
            double speed = car.speed();
            double rpm = car.rpm();
            double coolant = car.coolant();
            double voltage = car.voltage();
            car.advance(TENTH);
            assertThat(car.speed()).isCloseTo(speed, within(1.3));
            assertThat(car.coolant()).isCloseTo(coolant, within(0.1));
            assertThat(car.voltage()).isCloseTo(voltage, within(0.3));
            if (parked == car.parked()) {
                assertThat(car.rpm()).isCloseTo(rpm, within(400.0));
            }
        }
    }

    @Test
    void isStillWhileTheEngineIsOffAndAsItIsSwitchedOff() {
        SimulatedCar car = new SimulatedCar(5);
        int parked = 0;
        double before = 0;
        for (int i = 0; i < TWO_HOURS / 10; i++) {
            before = car.speed();
            car.advance(TENTH);
            if (car.parked()) {
                parked++;
                assertThat(before).isZero();
                assertThat(car.rpm()).isZero();
                assertThat(car.engineSeconds()).isZero();
            }
        }
        assertThat(parked).isPositive();
    }

    @Test
    void drivesTheSameWayAgainAndEachSeedItsOwn() {
        SimulatedCar car = new SimulatedCar(1);
        SimulatedCar same = new SimulatedCar(1);
        SimulatedCar other = new SimulatedCar(2);
        for (int i = 0; i < 600; i++) {
            car.advance(TENTH);
            same.advance(TENTH);
            other.advance(TENTH);
        }
        assertThat(WicanPayload.of(car)).isEqualTo(WicanPayload.of(same)).isNotEqualTo(WicanPayload.of(other));
    }

    @Test
    void canBeAskedAsSeldomAsOnceAMinute() {
        SimulatedCar seldom = new SimulatedCar(1);
        SimulatedCar often = new SimulatedCar(1);
        seldom.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 600; i++) {
            often.advance(TENTH);
        }
        assertThat(seldom.distance()).isCloseTo(often.distance(), within(0.05));
    }
}
