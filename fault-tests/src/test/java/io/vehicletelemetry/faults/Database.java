package io.vehicletelemetry.faults;

import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.jdbc.JdbcTelemetryHistory;
import javax.sql.DataSource;

/** A real database. */
interface Database extends AutoCloseable {

    String url();

    String user();

    /** For looks from outside. */
    DataSource source();

    default TelemetryHistory history() {
        return JdbcTelemetryHistory.builder(source()).migrating(false).build();
    }

    @Override
    void close() throws Exception;
}
