package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;

/** A database without tables, and what its tests ask of it beside the history. */
abstract class JdbcFixture {

    static final VehicleId CAR = VehicleId.of(1);
    static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    final DataSource source = fresh();

    abstract DataSource fresh();

    JdbcTelemetryHistory history() {
        return JdbcTelemetryHistory.builder(source).build();
    }

    static RecordedFrame frame(Instant time, String signal, long value) {
        return RecordedFrame.of(CAR, arrived(time).signal(signal, value).build());
    }

    static TelemetryFrame.Builder arrived(Instant time) {
        return TelemetryFrame.builder(NOW.plusSeconds(60), 0).vehicle(CAR).deviceTime(time);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
