package io.vehicletelemetry.core;

import io.vehicletelemetry.core.history.HistoryRecorder;
import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;

/**
 * Tells a recorder what goes through the pipeline.
 *
 * <p><em>Called by the threads that bring telemetry in, must not block.</em>
 *
 * @param recorder where to
 * @param frames whether it takes frames, or state changes alone
 */
record Recording(HistoryRecorder recorder, boolean frames) implements PipelineListener {

    @Override
    public void frame(VehicleId vehicle, TelemetryFrame frame) {
        if (frames) {
            recorder.frame(vehicle, frame);
        }
    }

    @Override
    public void stateChanged(StateChange change) {
        recorder.stateChanged(change);
    }
}
