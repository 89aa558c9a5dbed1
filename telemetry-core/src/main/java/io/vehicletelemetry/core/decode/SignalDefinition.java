package io.vehicletelemetry.core.decode;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a canonical signal.
 *
 * <p><em>Immutable.</em>
 *
 * @param name its canonical name
 * @param unit its canonical unit, or null where it has none
 * @param min its least value in that unit, or null where it has no lower bound
 * @param max its greatest value in that unit, or null where it has no upper bound
 * @param pid its OBD-II parameter id in service 01 (SAE J1979), or null where it has none
 * @param wicanKey its key in the WiCAN dongle's grouped JSON, or null where it has none
 */
public record SignalDefinition(
        String name,
        @Nullable String unit,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Integer pid,
        @Nullable String wicanKey) {

    /**
     * Whether a value can be one of this signal.
     *
     * @param value a value in the canonical unit
     * @return true if it is within the bounds, where there are any
     */
    public boolean allows(double value) {
        return (min == null || value >= min) && (max == null || value <= max);
    }
}
