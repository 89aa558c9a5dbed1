package io.vehicletelemetry.examples.dashboard.demo;

import java.util.random.RandomGenerator;

/** Where a simulated car is: it wanders, and turns home before it is far away. */
final class Position {
    private static final double HOME_LATITUDE = 36.8065;
    private static final double HOME_LONGITUDE = 10.1815;
    private static final double KM_PER_DEGREE = 111.32;
    private static final double FAR = 3; // km from home
    private static final double TURN = 12; // degrees a second at most

    private final RandomGenerator random;
    private double north; // km from home
    private double east; // km from home
    private double heading; // degrees, 0 = north, clockwise

    Position(RandomGenerator random) {
        this.random = random;
        north = random.nextDouble(-2, 2);
        east = random.nextDouble(-2, 2);
        heading = random.nextDouble(360);
    }

    void move(double speed, double seconds) {
        if (speed == 0) {
            return;
        }
        double turn = random.nextDouble(-TURN, TURN);
        if (Math.hypot(north, east) > FAR) {
            double home = Math.toDegrees(Math.atan2(-east, -north));
            turn = Math.max(-TURN, Math.min(TURN, Math.IEEEremainder(home - heading, 360)));
        }
        heading = (heading + turn * seconds + 360) % 360;
        double km = speed * seconds / 3600;
        north += km * Math.cos(Math.toRadians(heading));
        east += km * Math.sin(Math.toRadians(heading));
    }

    double latitude() {
        return HOME_LATITUDE + north / KM_PER_DEGREE;
    }

    double longitude() {
        return HOME_LONGITUDE + east / (KM_PER_DEGREE * Math.cos(Math.toRadians(HOME_LATITUDE)));
    }

    /** Degrees, 0 = north, clockwise. */
    double heading() {
        return heading;
    }
}
