package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.tck.TelemetryHistoryContract;
import org.junit.jupiter.api.Tag;

@Tag("database")
class PostgresHistoryContractIT extends TelemetryHistoryContract {

    @Override
    protected TelemetryHistory history() {
        return JdbcTelemetryHistory.builder(PostgresDatabases.fresh()).build();
    }
}
