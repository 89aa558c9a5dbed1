package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;

/**
 * What waits to be recorded, as it came: what costs time is done by the writer.
 *
 * <p><em>Immutable.</em>
 */
sealed interface Entry {

    record Frame(VehicleId vehicle, TelemetryFrame frame) implements Entry {}

    record State(RecordedState state) implements Entry {}
}
