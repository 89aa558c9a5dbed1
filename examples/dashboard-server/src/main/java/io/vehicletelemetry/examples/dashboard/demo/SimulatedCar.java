package io.vehicletelemetry.examples.dashboard.demo;

import io.vehicletelemetry.examples.dashboard.demo.DriveCycle.Phase;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * A car with an engine, in virtual time: simple physics, so that values belong together and none jumps. The same seed gives the
 * same drive.
 *
 * <p><i>Confined to one thread at a time: the caller's.</i>
 */
final class SimulatedCar {
    /** Longest stretch of time, in seconds, that one step may cover. */
    private static final double STEP = 0.1;

    private static final double BRAKING = 12; // km/h a second
    private static final double IDLE_RPM = 800;
    private static final double WARM = 90; // coolant, °C
    private static final double TANK = 45; // litres

    private final SplittableRandom random;
    private final DriveCycle cycle;
    private final Gearbox gearbox = new Gearbox();
    private final Position position;
    private final double cruise; // km/h
    private final double acceleration; // km/h a second
    private final double ambient; // °C

    private double clock;
    private double engineSeconds;
    private double distance;
    private double speed;
    private double rpm;
    private double load;
    private double coolant;
    private double voltage = 12.5;
    private double fuel;

    SimulatedCar(long seed) {
        random = new SplittableRandom(seed);
        cycle = new DriveCycle(random);
        position = new Position(random);
        cruise = random.nextDouble(45, 80);
        acceleration = random.nextDouble(6, 9);
        ambient = random.nextDouble(12, 24);
        coolant = random.nextDouble(40, 85);
        fuel = random.nextDouble(30, 95);
    }

    void advance(Duration elapsed) {
        double left = elapsed.toNanos() / 1e9;
        while (left > 0) {
            step(Math.min(left, STEP));
            left -= STEP;
        }
    }

    private void step(double seconds) {
        clock += seconds;
        cycle.advance(seconds);
        if (parked()) {
            rest(seconds);
        } else {
            run(seconds);
        }
    }

    private void run(double seconds) {
        engineSeconds += seconds;
        double before = speed;
        double wanted = driving() ? cruise + 8 * Math.sin(clock / 3) : 0;
        speed = Math.max(0, speed + clamp(wanted - speed, -BRAKING * seconds, acceleration * seconds));
        position.move(speed, seconds);
        distance += speed * seconds / 3600;

        double noise = random.nextDouble(-1, 1);
        rpm = approach(rpm, Math.max(IDLE_RPM + 10 * noise, gearbox.rpm(speed)), seconds, 0.4);
        load = approach(load, wantedLoad((speed - before) / seconds) + noise, seconds, 0.5);
        coolant = approach(coolant, WARM, seconds, 240);
        voltage = approach(voltage, 14.1 - load * 0.003 + 0.05 * noise, seconds, 1);
        fuel = Math.max(0, fuel - fuelRate() / TANK * 100 * seconds / 3600);
    }

    private void rest(double seconds) {
        engineSeconds = 0;
        speed = 0;
        rpm = 0;
        load = 0;
        coolant = approach(coolant, ambient, seconds, 3000);
        voltage = approach(voltage, 12.5, seconds, 2);
        if (fuel < 8) {
            fuel = 95;
        }
    }

    /** Brakes in time, to stand still when the drive is over. */
    private boolean driving() {
        return cycle.phase() == Phase.DRIVE && cycle.remaining() > speed / BRAKING + 1;
    }

    private double wantedLoad(double change) {
        if (change < -4) {
            return 5;
        }
        return 18 + speed * 0.25 + Math.max(0, change) * 5;
    }

    /** Whether the engine is off. */
    boolean parked() {
        return cycle.phase() == Phase.PARK;
    }

    Position position() {
        return position;
    }

    /** km/h. */
    double speed() {
        return speed;
    }

    /** Revolutions a minute. */
    double rpm() {
        return rpm;
    }

    /** Per cent. */
    double load() {
        return load;
    }

    /** °C. */
    double coolant() {
        return coolant;
    }

    /** °C. */
    double ambient() {
        return ambient;
    }

    /** Volts. */
    double voltage() {
        return voltage;
    }

    /** Per cent of the tank. */
    double fuel() {
        return fuel;
    }

    /** Litres an hour. */
    double fuelRate() {
        return 0.4 + load / 100 * rpm * 0.006;
    }

    /** Seconds since the engine was started. */
    double engineSeconds() {
        return engineSeconds;
    }

    /** km since the simulation began. */
    double distance() {
        return distance;
    }

    private static double approach(double value, double target, double seconds, double timeConstant) {
        return target + (value - target) * Math.exp(-seconds / timeConstant);
    }

    private static double clamp(double value, double least, double greatest) {
        return Math.max(least, Math.min(greatest, value));
    }
}
