package io.vehicletelemetry.tck.replay;

import io.vehicletelemetry.core.model.RejectReason;

/**
 * A number that has to be so high. Immutable.
 *
 * @param what the reason of rejects, {@code vehicles} or {@code unmatched}
 * @param count the number
 */
record CountCheck(String what, long count) implements Expectation.Check {

    static final String VEHICLES = "vehicles";
    static final String UNMATCHED = "unmatched";

    static CountCheck parse(String text) {
        String[] parts = text.split("=", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(text + ": allowed are REASON=2, vehicles=2 and unmatched=2");
        }
        if (!parts[0].equals(VEHICLES) && !parts[0].equals(UNMATCHED)) {
            RejectReason.valueOf(parts[0]);
        }
        return new CountCheck(parts[0], Long.parseLong(parts[1]));
    }

    @Override
    public String wrong(Playback playback) {
        long actual = playback.count(what);
        return actual == count ? "" : "expected " + what + "=" + count + ", was " + actual;
    }
}
