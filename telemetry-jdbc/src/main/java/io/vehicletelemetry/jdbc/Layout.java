package io.vehicletelemetry.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The number of a vehicle, and where its signals stand in its frames.
 *
 * <p><em>Immutable.</em>
 */
final class Layout {

    private final int vehicle;
    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();

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

    Layout with(List<String> more) {
        List<String> all = new ArrayList<>(names);
        all.addAll(more);
        return new Layout(vehicle, all);
    }
}
