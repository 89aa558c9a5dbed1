package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.tck.TelemetryHistoryContract;

class H2HistoryContractTest extends TelemetryHistoryContract {

    @Override
    protected TelemetryHistory history() {
        return JdbcTelemetryHistory.builder(H2Databases.fresh()).build();
    }
}
