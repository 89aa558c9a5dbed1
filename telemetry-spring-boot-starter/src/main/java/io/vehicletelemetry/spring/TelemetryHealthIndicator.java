package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.history.HistoryRestorer;
import io.vehicletelemetry.core.history.RestoreStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Down while a source has lost its transport. That is a matter of the application's whole health, as with any other
 * service that it depends on; it is part of neither the liveness nor the readiness group, because no restart brings a
 * broker back, and the last values can be asked for without it. A history that is away is told, and no more: its database
 * has an indicator of its own.
 */
final class TelemetryHealthIndicator extends AbstractHealthIndicator {

    private final TelemetryPipeline pipeline;
    private final @Nullable HistoryRestorer restorer;
    private final @Nullable IntSupplier sessions;

    TelemetryHealthIndicator(
            TelemetryPipeline pipeline, @Nullable HistoryRestorer restorer, @Nullable IntSupplier sessions) {
        super("The health of telemetry could not be told");
        this.pipeline = pipeline;
        this.restorer = restorer;
        this.sessions = sessions;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Map<String, String> sources = new LinkedHashMap<>();
        pipeline.connections()
                .forEach((source, connected) -> sources.put(source, connected ? "connected" : "disconnected"));
        health.status(sources.containsValue("disconnected") ? "DOWN" : "UP");
        health.withDetail("sources", sources);
        health.withDetail("vehicles", pipeline.snapshots().size());
        if (sessions != null) {
            health.withDetail("sessions", sessions.getAsInt());
        }
        if (restorer != null) {
            RestoreStatus status = restorer.status();
            health.withDetail(
                    "restore",
                    Map.of(
                            "phase", EnumNames.lowerCase(status.phase()),
                            "vehicles", status.restored(),
                            "remaining", status.remaining()));
        }
        Map<String, Long> rejected = new LinkedHashMap<>();
        pipeline.rejected().forEach((reason, count) -> rejected.put(EnumNames.lowerCase(reason), count));
        health.withDetail("rejected", rejected);
    }
}
