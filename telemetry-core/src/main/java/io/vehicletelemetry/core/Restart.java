package io.vehicletelemetry.core;

import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.history.HistoryRestorer;
import io.vehicletelemetry.core.history.LastKnown;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.latest.LatestSnapshots;
import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Instant;

/**
 * Takes what a history knows last into what is known: offline, and only where nothing newer came.
 *
 * <p><em>Called by the restorer's thread, which may be beside live frames.</em>
 */
record Restart(TimeSource time, LatestSnapshots latest, Broadcaster broadcaster, PipelineReports reports)
        implements HistoryRestorer.Target {

    @Override
    public void restored(LastKnown last, boolean closed) {
        try {
            RecordedState state = last.state();
            Instant since = state == null ? null : state.since();
            VehicleSnapshot snapshot =
                    latest.restore(last.vehicle(), last.signals(), since, time.instant(), time.nanoTime());
            if (snapshot == null) {
                return;
            }
            if (closed && since != null && since.equals(snapshot.stateSince())) {
                reports.stateChanged(new StateChange(snapshot, Cause.RESTART));
            }
            broadcaster.publish(snapshot);
        } catch (RuntimeException e) { // of this vehicle: the others follow
            reports.failed("restoring vehicle " + last.vehicle(), e);
        }
    }
}
