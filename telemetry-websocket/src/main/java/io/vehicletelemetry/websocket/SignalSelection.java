package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Which signals a client sees. {@code vehicle_id} is none: it is reserved, and a second key of this name would be no valid
 * object. Immutable.
 */
final class SignalSelection {

    static final SignalSelection ALL = new SignalSelection(Set.of());

    /** Empty: all. */
    private final Set<String> names;

    private SignalSelection(Set<String> names) {
        this.names = names;
    }

    static SignalSelection of(Collection<String> names) {
        return names.isEmpty() ? ALL : new SignalSelection(Set.copyOf(names));
    }

    boolean includes(String name) {
        return (names.isEmpty() || names.contains(name)) && !name.equals(TelemetryJson.VEHICLE_ID);
    }

    boolean isAll() {
        return names.isEmpty();
    }

    int size(Signals signals) {
        return names.isEmpty() ? signals.size() : Math.min(names.size(), signals.size());
    }

    /** Whether a client that saw the first snapshot is to see the second: all see all; a choice asks for its changes. */
    boolean concerns(VehicleSnapshot before, VehicleSnapshot now) {
        if (names.isEmpty() || before.state() != now.state()) {
            return true;
        }
        Signals signals = now.signals();
        for (int i = 0; i < signals.size(); i++) {
            if (signals.changedAt(i) > before.revision() && includes(signals.name(i))) {
                return true;
            }
        }
        return !gone(before.signals(), signals).isEmpty();
    }

    /** The same for a client that sees how old the values are: it is to see that one was observed anew, too. */
    boolean concernsWithAges(VehicleSnapshot before, VehicleSnapshot now) {
        if (concerns(before, now)) {
            return true;
        }
        Signals signals = now.signals();
        for (int i = 0; i < signals.size(); i++) {
            if (includes(signals.name(i)) && isNews(before, signals, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a signal changed, or was observed anew. */
    static boolean isNews(VehicleSnapshot before, Signals now, int i) {
        if (now.changedAt(i) > before.revision()) {
            return true;
        }
        int known = before.signals().indexOf(now.name(i), i);
        return known < 0 || before.signals().observedMicros(known) != now.observedMicros(i);
    }

    /** The names that were there and are not any more. */
    List<String> gone(Signals before, Signals now) {
        List<String> gone = List.of();
        for (int i = 0; i < before.size(); i++) {
            String name = before.name(i);
            if (now.indexOf(name, i) < 0 && includes(name)) {
                gone = gone.isEmpty() ? new ArrayList<>() : gone;
                gone.add(name);
            }
        }
        return gone;
    }
}
