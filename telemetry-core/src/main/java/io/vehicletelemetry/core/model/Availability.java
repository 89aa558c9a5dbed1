package io.vehicletelemetry.core.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a device or its broker says of itself on a status topic: "online" or "offline". An "offline" that is live takes
 * effect at once; an "online" never overrides silence.
 *
 * <p><em>Immutable.</em>
 *
 * @param vehicle the vehicle, or null where only the device is named
 * @param device the device, or null where only the vehicle is named
 * @param online whether it says "online"
 * @param replayed whether the broker replayed it at subscription (retained) instead of passing it on live
 * @param arrival when it arrived, by the wall clock
 * @param arrivalNanos when it arrived, by the monotonic clock
 */
public record Availability(
        @Nullable VehicleId vehicle,
        @Nullable String device,
        boolean online,
        boolean replayed,
        Instant arrival,
        long arrivalNanos) {

    /**
     * Checks that somebody is named.
     *
     * @param vehicle the vehicle, or null
     * @param device the device, or null
     * @param online whether it says "online"
     * @param replayed whether it is a replay
     * @param arrival when it arrived, by the wall clock
     * @param arrivalNanos when it arrived, by the monotonic clock
     * @throws IllegalArgumentException if neither a vehicle nor a device is named
     */
    public Availability {
        Objects.requireNonNull(arrival, "arrival");
        if (vehicle == null && device == null) {
            throw new IllegalArgumentException("vehicle null and device null: one of them is needed");
        }
    }
}
