package io.vehicletelemetry.core;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Which signals of which vehicles came so far, so that no device makes a record have more of them than the live path would
 * take: each limit is that of one run of the process.
 *
 * <p><em>Thread-safe.</em>
 */
final class SeenSignals {

    private final TelemetryLimits limits;
    private final Map<VehicleId, Set<String>> vehicles = new HashMap<>(); // guarded by this, as what is in it

    SeenSignals(TelemetryLimits limits) {
        this.limits = limits;
    }

    /** The frame without the signals that its vehicle may not have; empty where it may not be one more. */
    synchronized TelemetryFrame admit(
            VehicleId vehicle, TelemetryFrame frame, BiConsumer<RejectReason, String> rejects) {
        Set<String> seen = vehicles.get(vehicle);
        if (seen == null) {
            if (vehicles.size() >= limits.vehicles()) {
                rejects.accept(RejectReason.VEHICLE_LIMIT, "vehicle " + vehicle + " would be one more than is allowed");
                return frame.withoutSignals().build();
            }
            seen = new HashSet<>();
            vehicles.put(vehicle, seen);
        }
        Signals signals = frame.signals();
        boolean all = true;
        for (int i = 0; i < signals.size(); i++) {
            if (seen.size() < limits.signalsPerVehicle()) {
                seen.add(signals.name(i));
            } else {
                all &= seen.contains(signals.name(i));
            }
        }
        return all ? frame : kept(vehicle, frame, seen, rejects);
    }

    private static TelemetryFrame kept(
            VehicleId vehicle, TelemetryFrame frame, Set<String> names, BiConsumer<RejectReason, String> rejects) {
        TelemetryFrame.Builder kept = frame.withoutSignals();
        Signals signals = frame.signals();
        for (int i = 0; i < signals.size(); i++) {
            if (names.contains(signals.name(i))) {
                kept.signal(signals.name(i), signals.value(i));
            } else {
                rejects.accept(RejectReason.SIGNAL_LIMIT, "vehicle " + vehicle + " has as many signals as it may have");
            }
        }
        return kept.build();
    }
}
