package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.tck.TelemetryHistoryContract;

class PostgresHistoryContractIT extends TelemetryHistoryContract {

    @Override
    protected TelemetryHistory history() {
        return JdbcTelemetryHistory.builder(PostgresDatabases.fresh()).build();
    }
}
