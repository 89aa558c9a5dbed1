package io.vehicletelemetry.tck.replay;

import io.vehicletelemetry.core.PipelineListener;
import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.VehicleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All changes of state and failures that a pipeline told of. Confined to the thread that plays. */
final class Observed implements PipelineListener {

    private final List<StateChange> changes = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    @Override
    public void stateChanged(StateChange change) {
        changes.add(change);
    }

    @Override
    public void failed(String where, Throwable failure) {
        failures.add(where + " failed: " + failure);
    }

    List<StateChange> changes(VehicleId vehicle) {
        return changes.stream()
                .filter(change -> change.vehicle().equals(vehicle))
                .toList();
    }

    List<String> failures() {
        return failures;
    }

    static String shown(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
