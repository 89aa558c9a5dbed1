package io.vehicletelemetry.examples.dashboard.demo;

/** Five gears, changed by speed; a gear is kept a little longer on the way down, so that none flutters. */
final class Gearbox {
    private static final double[] RPM_PER_KMH = {110, 62, 42, 32, 26};
    private static final double[] UP = {18, 35, 55, 75}; // km/h
    private static final double HYSTERESIS = 6; // km/h

    private int gear;

    /** Revolutions a minute of the driven engine at {@code speed} km/h, in the gear that fits it. */
    double rpm(double speed) {
        if (gear < UP.length && speed > UP[gear]) {
            gear++;
        } else if (gear > 0 && speed < UP[gear - 1] - HYSTERESIS) {
            gear--;
        }
        return RPM_PER_KMH[gear] * speed;
    }
}
