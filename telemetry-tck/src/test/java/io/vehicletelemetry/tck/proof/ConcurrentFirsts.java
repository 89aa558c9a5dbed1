package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.concurrent.ConcurrentHashMap;

/** The first snapshot of each vehicle that was offered since one of it was taken. */
final class ConcurrentFirsts {

    private final ConcurrentHashMap<VehicleId, VehicleSnapshot> firsts = new ConcurrentHashMap<>();

    void offer(VehicleSnapshot snapshot) {
        firsts.putIfAbsent(snapshot.vehicle(), snapshot);
    }

    VehicleSnapshot takeInsteadOf(VehicleSnapshot newest) {
        VehicleSnapshot first = firsts.remove(newest.vehicle());
        return first == null ? newest : first;
    }
}
