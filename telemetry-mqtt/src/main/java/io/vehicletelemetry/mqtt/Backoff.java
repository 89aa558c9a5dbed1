package io.vehicletelemetry.mqtt;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt to connect: doubled with each failure up to a maximum, for ever. Each wait is
 * between half of that and all of it, by chance, so that many clients of one broker do not come back at the same moment.
 *
 * <p><em>Immutable</em>, as far as the source of chance is.
 *
 * @param initial the first wait
 * @param max the longest wait
 * @param chance a number from 0 to 1
 */
record Backoff(Duration initial, Duration max, DoubleSupplier chance) {

    /**
     * The wait after a number of failures in a row.
     *
     * @param failures from 1
     * @param refused whether the broker itself said no, as to a wrong password: asking sooner helps nobody
     */
    Duration after(int failures, boolean refused) {
        double doubled = initial.toNanos() * Math.pow(2, failures - 1.0);
        double longest = (double) max.toNanos();
        double whole = refused ? longest : Math.min(doubled, longest);
        return Duration.ofNanos((long) (whole * (0.5 + chance.getAsDouble() / 2)));
    }
}
