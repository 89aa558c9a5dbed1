package io.vehicletelemetry.tck.pipeline;

import io.vehicletelemetry.core.PipelineListener;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.model.VehicleId;
import java.util.ArrayList;
import java.util.List;

/** A listener that keeps all it is told. */
final class EventLog implements PipelineListener {

    final List<StateChange> changes = new ArrayList<>();
    final List<Long> changesAtNanos = new ArrayList<>();
    final List<TelemetryFrame> frames = new ArrayList<>();
    final List<RejectReason> rejected = new ArrayList<>();
    final List<String> connections = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    private final TimeSource time;

    EventLog(TimeSource time) {
        this.time = time;
    }

    /** The states and causes, such as "RUNNING by DATA". */
    List<String> states() {
        return changes.stream().map(it -> it.state() + " by " + it.cause()).toList();
    }

    StateChange lastChange() {
        return changes.get(changes.size() - 1);
    }

    @Override
    public void frame(VehicleId vehicle, TelemetryFrame frame) {
        frames.add(frame);
    }

    @Override
    public void stateChanged(StateChange change) {
        changes.add(change);
        changesAtNanos.add(time.nanoTime());
    }

    @Override
    public void rejected(RejectReason reason, String source, String detail) {
        rejected.add(reason);
    }

    @Override
    public void connected(String source, boolean connected) {
        connections.add(source + " " + connected);
    }

    @Override
    public void failed(String where, Throwable failure) {
        failures.add(failure);
    }
}
