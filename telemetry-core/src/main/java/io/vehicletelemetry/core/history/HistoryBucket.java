package io.vehicletelemetry.core.history;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the frames of a stretch of time have in common: the least, the greatest, the first and the last number of each
 * signal. Peaks survive.
 *
 * <p><em>Immutable.</em>
 *
 * @param start the first time that belongs to the bucket
 * @param signals name → numbers; only signals that had a number in this time
 */
public record HistoryBucket(Instant start, Map<String, Numbers> signals) {

    /**
     * Copies the numbers, in their order.
     *
     * @param start the first time that belongs to the bucket
     * @param signals name → numbers
     */
    public HistoryBucket {
        Objects.requireNonNull(start, "start");
        signals = Collections.unmodifiableMap(new LinkedHashMap<>(signals));
    }

    /**
     * The numbers of one signal in one bucket.
     *
     * <p><em>Immutable.</em>
     *
     * @param min the least
     * @param max the greatest
     * @param first the first by time
     * @param last the last by time
     */
    public record Numbers(double min, double max, double first, double last) {

        /**
         * These and a later number.
         *
         * @param number the number
         * @return the numbers together
         */
        Numbers and(double number) {
            return new Numbers(Math.min(min, number), Math.max(max, number), first, number);
        }
    }
}
