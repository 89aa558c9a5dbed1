package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.model.Signals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The number of a vehicle, and where its signals stand in its frames.
 *
 * <p><em>Thread-safe: immutable, but for what was asked for last.</em>
 */
final class Layout {

    private final int vehicle;
    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();
    /** Of the set that was asked for last: the next one mostly has the same names. */
    private volatile @Nullable Places latest;

    Layout(int vehicle, List<String> names) {
        this.vehicle = vehicle;
        this.names = List.copyOf(names);
        for (int i = 0; i < this.names.size(); i++) {
            positions.put(this.names.get(i), i + 1);
        }
    }

    int vehicle() {
        return vehicle;
    }

    /** How many signals there are; their positions count from 1 to it. */
    int size() {
        return names.size();
    }

    String name(int position) {
        return names.get(position - 1);
    }

    List<String> names() {
        return names;
    }

    /** The position of a signal, or 0 where there is none of this name. */
    int position(String name) {
        return positions.getOrDefault(name, 0);
    }

    boolean hasAll(Iterable<String> others) {
        for (String name : others) {
            if (!positions.containsKey(name)) {
                return false;
            }
        }
        return true;
    }

    /** Where the signals of a set stand, or null where one of them is none of these. Not to be changed. */
    int @Nullable [] positions(Signals signals) {
        Places known = latest;
        if (known == null || !signals.hasNames(known.names)) {
            known = places(signals);
            latest = known;
        }
        return known == null ? null : known.positions;
    }

    private @Nullable Places places(Signals signals) {
        int[] found = new int[signals.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = position(signals.name(i));
            if (found[i] == 0) {
                return null;
            }
        }
        return new Places(signals.names(), found);
    }

    Layout with(List<String> more) {
        List<String> all = new ArrayList<>(names);
        all.addAll(more);
        return new Layout(vehicle, all);
    }

    /** Names in the order of one set of signals, and their positions. */
    private static final class Places {
        private final List<String> names;
        private final int[] positions;

        Places(List<String> names, int[] positions) {
            this.names = names;
            this.positions = positions;
        }
    }
}
