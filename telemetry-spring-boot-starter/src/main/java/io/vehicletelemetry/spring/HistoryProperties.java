package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.history.HistoryRecorder;
import io.vehicletelemetry.core.history.HistoryRestorer;
import io.vehicletelemetry.core.history.TelemetryHistory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is written under {@code telemetry.history}.
 *
 * @param enabled Whether the past is kept in the application's DataSource, in tables that begin with telemetry_; else only in memory.
 * @param minInterval Shortest time between two rows of a vehicle; 0 records every message.
 * @param batchSize Most rows that are written together.
 * @param flushInterval Longest time that a row waits for others.
 * @param queueCapacity Most rows that wait while the database is away; beyond, the oldest are dropped and counted.
 * @param retention Age at which rows are removed; without it they are kept for ever.
 * @param restoreTimeout Longest time that the start waits for the last values; what is missing then comes later.
 * @param memoryPoints Most points of a vehicle that are kept in memory, where the history is not enabled.
 * @param memoryVehicles Most vehicles that are kept in memory, where the history is not enabled.
 */
record HistoryProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("0s") Duration minInterval,
        @DefaultValue("500") int batchSize,
        @DefaultValue("1s") Duration flushInterval,
        @DefaultValue("100000") int queueCapacity,
        @Nullable Duration retention,
        @DefaultValue("10s") Duration restoreTimeout,
        @DefaultValue("600") int memoryPoints,
        @DefaultValue("1000") int memoryVehicles) {

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration SHORTEST_RETENTION = Duration.ofMinutes(1);
    private static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);

    void check(String key) {
        Setting.named(key + ".min-interval", minInterval).isBetween(Duration.ZERO, LONGEST_WAIT);
        Setting.named(key + ".batch-size", batchSize).isCount();
        Setting.named(key + ".flush-interval", flushInterval).isBetween(Duration.ZERO, LONGEST_WAIT);
        Setting.named(key + ".queue-capacity", queueCapacity).isCount();
        Setting.named(key + ".restore-timeout", restoreTimeout).isBetween(Duration.ZERO, LONGEST_WAIT);
        Setting.named(key + ".memory-points", memoryPoints).isCount();
        Setting.named(key + ".memory-vehicles", memoryVehicles).isCount();
        if (retention != null) {
            Setting.named(key + ".retention", retention).isBetween(SHORTEST_RETENTION, LONGEST_RETENTION);
        }
    }

    TelemetryHistory inMemory() {
        return TelemetryHistory.inMemory(memoryPoints, memoryVehicles);
    }

    HistoryRecorder recorder(TelemetryHistory history) {
        return HistoryRecorder.builder(history)
                .minInterval(minInterval)
                .batchSize(batchSize)
                .flushInterval(flushInterval)
                .queueCapacity(queueCapacity)
                .build();
    }

    HistoryRestorer restorer(TelemetryHistory history, int mostVehicles) {
        return HistoryRestorer.builder(history)
                .patience(restoreTimeout)
                .mostVehicles(mostVehicles)
                .build();
    }
}
