package io.vehicletelemetry.core.history;

import java.time.Duration;

/** What the builders of this package allow, and what they say otherwise. */
final class Allowed {

    private Allowed() {}

    static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " " + value + ": allowed are numbers from 1");
        }
        return value;
    }

    static Duration upToAnHour(String name, Duration duration) {
        if (duration.isNegative() || duration.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(name + " " + duration + ": allowed are durations from zero to an hour");
        }
        return duration;
    }
}
