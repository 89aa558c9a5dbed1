package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names in the frames of a vehicle, which has few sets of them: one, or one for each of its topics. What it does not
 * use any more is forgotten when all is, once in as many frames as are kept of it: those in use come again, and a vehicle
 * that sends other names each time fills no memory.
 *
 * <p><em>Confined to one thread at a time: no locking.</em>
 */
final class Layouts {

    private final int lifetime;
    private final Map<List<String>, Signals> known = new HashMap<>();
    private Signals latest = Signals.empty();
    private int age;

    Layouts(int lifetime) {
        this.lifetime = lifetime;
    }

    /** A set with the same names in the same order, and nothing else in it. */
    Signals of(Signals signals) {
        if (++age > lifetime) {
            known.clear();
            age = 1;
        }
        if (!sameNames(signals, latest)) {
            latest = known.computeIfAbsent(signals.names(), names -> blank(signals));
        }
        return latest;
    }

    private static boolean sameNames(Signals signals, Signals layout) {
        if (signals.size() != layout.size()) {
            return false;
        }
        for (int i = 0; i < signals.size(); i++) {
            if (layout.indexOf(signals.name(i), i) != i) {
                return false;
            }
        }
        return true;
    }

    private static Signals blank(Signals signals) {
        Signals.Builder blank = signals.toBuilder().observedByAll(Signals.UNKNOWN_TIME);
        for (int i = 0; i < signals.size(); i++) {
            blank.set(i, SignalValue.ofNull(), Signals.UNKNOWN_TIME, 0);
        }
        return blank.build();
    }
}
