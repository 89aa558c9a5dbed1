package io.vehicletelemetry.examples.dashboard.demo;

import java.util.random.RandomGenerator;

/**
 * The errand that a simulated car repeats: drive, idle, park. Shorter than a real one: whoever looks for a minute sees the car
 * fall silent, for longer than the ten seconds after which a vehicle counts as offline, and come back.
 */
final class DriveCycle {
    /** What the car is doing, with the least and the greatest number of seconds that it does so. */
    enum Phase {
        DRIVE(19, 25),
        IDLE(5, 8),
        PARK(14, 18);

        private final double shortest;
        private final double longest;

        Phase(double shortest, double longest) {
            this.shortest = shortest;
            this.longest = longest;
        }

        private Phase next() {
            return switch (this) {
                case DRIVE -> IDLE;
                case IDLE -> PARK;
                case PARK -> DRIVE;
            };
        }
    }

    /** The first drive may be shorter, so that several cars are out of step. */
    private static final double SHORTEST_FIRST_DRIVE = 8;

    private final RandomGenerator random;
    private Phase phase = Phase.DRIVE;
    private double remaining;

    DriveCycle(RandomGenerator random) {
        this.random = random;
        remaining = random.nextDouble(SHORTEST_FIRST_DRIVE, phase.longest);
    }

    void advance(double seconds) {
        remaining -= seconds;
        while (remaining <= 0) {
            phase = phase.next();
            remaining += random.nextDouble(phase.shortest, phase.longest);
        }
    }

    Phase phase() {
        return phase;
    }

    /** Seconds until the next phase. */
    double remaining() {
        return remaining;
    }
}
