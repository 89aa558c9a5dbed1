package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.history.DurableRecorder;
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
 * @param sequenceSignal Signal in which devices that know no time count their messages, so that one that is delivered twice is stored once.
 * @param durable Whether frames are recorded from an MQTT session of its own, which the broker keeps and which acknowledges after the commit.
 * @param durableClientId Client id of that session, unique at the broker and the same after each start; required where durable is set.
 * @param retention Age at which rows are removed; without it they are kept for ever.
 * @param queryTimeout Longest time that a question to the database may take before the database ends it.
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
        @Nullable String sequenceSignal,
        @DefaultValue("false") boolean durable,
        @Nullable String durableClientId,
        @Nullable Duration retention,
        @DefaultValue("30s") Duration queryTimeout,
        @DefaultValue("10s") Duration restoreTimeout,
        @DefaultValue("600") int memoryPoints,
        @DefaultValue("1000") int memoryVehicles) {

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration SHORTEST_QUERY = Duration.ofMillis(1);
    private static final Duration SHORTEST_RETENTION = Duration.ofMinutes(1);
    private static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);

    static final String KEY = TelemetryProperties.PREFIX + ".history";
    static final String DURABLE = KEY + ".durable";

    private static final String CLIENT_ID = KEY + ".durable-client-id";
    private static final int MOST_IN_FLIGHT = 65_535;

    void check(@Nullable String liveClientId) {
        String key = KEY;
        Setting.named(key + ".min-interval", minInterval).isBetween(Duration.ZERO, LONGEST_WAIT);
        Setting.named(key + ".batch-size", batchSize).isCount();
        Setting.named(key + ".flush-interval", flushInterval).isBetween(Duration.ZERO, LONGEST_WAIT);
        Setting.named(key + ".queue-capacity", queueCapacity).isCount();
        Setting.named(key + ".query-timeout", queryTimeout).isBetween(SHORTEST_QUERY, LONGEST_WAIT);
        Setting.named(key + ".restore-timeout", restoreTimeout).isBetween(Duration.ZERO, LONGEST_WAIT);
        Setting.named(key + ".memory-points", memoryPoints).isCount();
        Setting.named(key + ".memory-vehicles", memoryVehicles).isCount();
        Setting.checkText(key + ".sequence-signal", sequenceSignal);
        if (durable) {
            checkDurable(liveClientId);
        }
        if (retention != null) {
            Setting.named(key + ".retention", retention).isBetween(SHORTEST_RETENTION, LONGEST_RETENTION);
        }
    }

    private void checkDurable(@Nullable String liveClientId) {
        if (durableClientId == null) {
            throw new InvalidTelemetryConfigurationException(
                    CLIENT_ID,
                    null,
                    DURABLE + "=true needs a name, the same after each start, under which the broker keeps what is not"
                            + " recorded yet; allowed is one that no other client of the broker has",
                    null);
        }
        Setting<String> id = Setting.named(CLIENT_ID, durableClientId).isText();
        id.is(
                !durableClientId.equals(liveClientId),
                "it is that of " + MqttProperties.KEY + ".client-id, and two clients of one id throw each other out;"
                        + " allowed is another one");
        Setting.named(KEY + ".min-interval", minInterval)
                .is(minInterval.isZero(), "with " + DURABLE + "=true every message is recorded; allowed is 0s");
    }

    Setting<String> clientId() {
        return Setting.named(CLIENT_ID, durableClientId);
    }

    /** One batch is written while one collects. */
    int inFlight() {
        return (int) Math.min(MOST_IN_FLIGHT, 2L * batchSize);
    }

    DurableRecorder durableRecorder(TelemetryHistory history) {
        return DurableRecorder.builder(history)
                .batchSize(batchSize)
                .flushInterval(flushInterval)
                .sequenceSignal(sequenceSignal)
                .build();
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
                .sequenceSignal(sequenceSignal)
                .build();
    }

    HistoryRestorer restorer(TelemetryHistory history, int mostVehicles) {
        return HistoryRestorer.builder(history)
                .patience(restoreTimeout)
                .mostVehicles(mostVehicles)
                .build();
    }
}
