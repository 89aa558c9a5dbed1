package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.tck.TelemetryHistoryContract;

class InMemoryHistoryContractTest extends TelemetryHistoryContract {

    @Override
    protected TelemetryHistory history() {
        return TelemetryHistory.inMemory(1000, 10);
    }
}
