package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.model.VehicleId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a client asked for: which vehicles, what of them, how often, and how it is written. Immutable.
 *
 * @param vehicles only these, in the order of asking; empty: all
 * @param signals only these, sorted, so that equal wishes share their frames; empty: all
 * @param maxRate updates a second for each vehicle; 0: no limit
 * @param batch whether several vehicles come in one frame
 * @param delta whether only what changed comes
 * @param ages whether each value comes with its age
 * @param history how many of its last points the first frame of a vehicle carries; 0: none
 */
record SubscriptionOptions(
        Set<VehicleId> vehicles,
        List<String> signals,
        double maxRate,
        boolean batch,
        boolean delta,
        boolean ages,
        int history) {

    static final String VEHICLE_ID = "vehicle_id";
    static final String VEHICLES = "vehicles";
    static final String SIGNALS = "signals";
    static final String MAX_RATE = "max_rate";
    static final String MODE = "mode";
    static final String BATCH = "batch";
    static final String DELTA = "delta";
    static final String AGES = "ages";
    static final String HISTORY = "history";

    /** What a client gets that asks for nothing. */
    static final SubscriptionOptions EVERYTHING =
            new SubscriptionOptions(Set.of(), List.of(), 0, false, false, false, 0);

    private static final double NANOS_PER_SECOND = 1e9;

    SubscriptionOptions {
        // The usual one is the same object for all: it is asked for each session at each update.
        vehicles = vehicles.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(vehicles));
        signals = signals.stream().distinct().sorted().toList();
    }

    /**
     * Reads the query of a handshake. Unknown keys are ignored.
     *
     * @throws InvalidOption names the key, its value and what is allowed
     */
    static SubscriptionOptions ofQuery(Map<String, List<String>> query) throws InvalidOption {
        OptionsReader reader = new OptionsReader();
        for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
            for (String value : parameter.getValue()) {
                reader.query(parameter.getKey(), value);
            }
        }
        return reader.options();
    }

    boolean includes(VehicleId vehicle) {
        return vehicles.isEmpty() || vehicles.contains(vehicle);
    }

    /** The least time between two updates of a vehicle, in nanoseconds; 0: none. */
    long periodNanos() {
        return maxRate == 0 ? 0 : Math.round(NANOS_PER_SECOND / maxRate);
    }

    /** Whether what is sent next depends on what was sent before. */
    boolean needsHistory() {
        return delta || maxRate > 0 || !signals.isEmpty();
    }
}
