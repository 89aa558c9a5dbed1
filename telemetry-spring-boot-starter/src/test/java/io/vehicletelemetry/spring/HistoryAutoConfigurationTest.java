package io.vehicletelemetry.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.history.DurableRecorder;
import io.vehicletelemetry.core.history.HistoryException;
import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.HistoryRecorder;
import io.vehicletelemetry.core.history.HistoryRestorer;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.RestoreStatus.Phase;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import io.vehicletelemetry.jdbc.JdbcTelemetryHistory;
import io.vehicletelemetry.mqtt.MqttTelemetrySource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class HistoryAutoConfigurationTest {

    private static final VehicleId CAR = VehicleId.of(1);
    private static final String ENABLED = "telemetry.history.enabled=true";

    private static final String DURABLE = "telemetry.history.durable=true";
    private static final String ID = "telemetry.history.durable-client-id=recorder";
    private static final String URI = "telemetry.mqtt.uri=mqtt://127.0.0.1:1";
    private static final String TOPIC = "telemetry.mqtt.subscriptions[0].topic=cars/{vehicle_id}";

    private final FakeSource source = new FakeSource();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    TelemetryPropertiesAutoConfiguration.class,
                    TelemetryHistoryAutoConfiguration.class,
                    TelemetryPipelineAutoConfiguration.class,
                    TelemetryLifecycleAutoConfiguration.class))
            .withBean(FakeSource.class, () -> source);
    private final ApplicationContextRunner database =
            runner.withBean(DataSource.class, HistoryAutoConfigurationTest::database);

    private static DataSource database() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return source;
    }

    @Test
    void thePastIsInMemoryUnlessItIsEnabled() {
        database.withPropertyValues("telemetry.history.flush-interval=0s").run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(JdbcTelemetryHistory.class);
            source.rpm("1", 900);
            await().untilAsserted(() -> assertThat(
                            context.getBean(TelemetryHistory.class).newest(CAR, 10))
                    .hasSize(1));
        });
    }

    @Test
    void itIsInTheDatabaseWhereItIsEnabled() {
        database.withPropertyValues(ENABLED, "telemetry.history.retention=90d").run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(JdbcTelemetryHistory.class);
            source.rpm("1", 900);
            context.getBean(HistoryRecorder.class).close();
            assertThat(context.getBean(TelemetryHistory.class).newest(CAR, 10)).hasSize(1);
        });
    }

    @Test
    void whatIsMissingIsSaid() {
        runner.withPropertyValues(ENABLED)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll("telemetry.history.enabled", "DataSource"));
        database.withPropertyValues(ENABLED)
                .withClassLoader(new FilteredClassLoader(JdbcTelemetryHistory.class))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll("telemetry.history.enabled", "telemetry-jdbc"));
        database.withPropertyValues("telemetry.history.batch-size=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll("telemetry.history.batch-size", "0", "from 1"));
        database.withPropertyValues(ENABLED, "telemetry.history.query-timeout=0s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll("telemetry.history.query-timeout", "0s", "1ms", "3600s"));
    }

    @Test
    void aSignalMayCountTheMessages() {
        database.withPropertyValues("telemetry.history.sequence-signal=rpm", "telemetry.history.flush-interval=0s")
                .run(context -> {
                    source.rpm("1", 900);
                    source.rpm("1", 901);
                    source.rpm("1", 900);
                    context.getBean(HistoryRecorder.class).close();
                    assertThat(context.getBean(HistoryRecorder.class).stats().duplicates())
                            .isEqualTo(1);
                });
    }

    @Test
    void aQuestionMayTakeAsLongAsIsSaid() {
        Instant end = Instant.now();
        database.withPropertyValues(ENABLED, "telemetry.history.query-timeout=1ms")
                .run(context -> {
                    TelemetryHistory history = context.getBean(TelemetryHistory.class);
                    history.append(IntStream.range(0, 20_000)
                            .mapToObj(i -> RecordedFrame.of(
                                    CAR,
                                    TelemetryFrame.builder(TimeSource.system())
                                            .vehicle(CAR)
                                            .deviceTime(end.minusSeconds(i))
                                            .signal("rpm", i)
                                            .build()))
                            .toList());
                    assertThatThrownBy(() -> history.summarize(
                                    HistoryQuery.of(CAR, end.minusSeconds(20_000), end), Duration.ofMinutes(1)))
                            .isInstanceOf(HistoryException.class)
                            .hasMessageContaining("too long");
                });
    }

    @Test
    void framesAreRecordedFromASessionOfTheirOwnWhereThatIsDurable() {
        database.withConfiguration(AutoConfigurations.of(TelemetryMqttAutoConfiguration.class))
                .withPropertyValues(ENABLED, DURABLE, ID, URI, TOPIC)
                .run(context -> {
                    assertThat(context)
                            .hasNotFailed()
                            .hasSingleBean(DurableRecorder.class)
                            .hasSingleBean(MqttTelemetrySource.class);
                    source.rpm("1", 900);
                    context.getBean(HistoryRecorder.class).close();
                    TelemetryHistory history = context.getBean(TelemetryHistory.class);
                    assertThat(history.newest(CAR, 10)).as("of the live path").isEmpty();
                    assertThat(history.states(CAR, Instant.EPOCH, Instant.now().plusSeconds(60)))
                            .as("states are of the live path")
                            .hasSize(1);
                });
    }

    @Test
    void whatADurableOneNeedsIsSaid() {
        ApplicationContextRunner mqtt = database.withConfiguration(
                        AutoConfigurations.of(TelemetryMqttAutoConfiguration.class))
                .withPropertyValues(URI, TOPIC);
        refused(mqtt.withPropertyValues(ENABLED, DURABLE), "telemetry.history.durable-client-id", "the broker keeps");
        refused(
                mqtt.withPropertyValues(ENABLED, DURABLE, "telemetry.history.durable-client-id= "),
                "telemetry.history.durable-client-id",
                "not blank");
        refused(
                mqtt.withPropertyValues(ENABLED, DURABLE, ID, "telemetry.mqtt.client-id=recorder"),
                "telemetry.history.durable-client-id",
                "throw each other out");
        refused(
                mqtt.withPropertyValues(ENABLED, DURABLE, ID, "telemetry.history.min-interval=5s"),
                "telemetry.history.min-interval",
                "5s",
                "allowed is 0s");
        refused(mqtt.withPropertyValues(DURABLE, ID), "telemetry.history.durable", "telemetry.history.enabled=true");
        refused(
                database.withPropertyValues(ENABLED, DURABLE, ID),
                "telemetry.history.durable",
                "needs telemetry.mqtt.uri");
        refused(
                database.withPropertyValues(ENABLED, DURABLE, ID)
                        .withClassLoader(new FilteredClassLoader(MqttTelemetrySource.class)),
                "telemetry.history.durable",
                "telemetry-mqtt");
    }

    private static void refused(ApplicationContextRunner runner, String... says) {
        runner.run(context -> assertThat(context).getFailure().rootCause().hasMessageContainingAll(says));
    }

    @Test
    void whatWasKnownLastIsThereAfterARestart() {
        DataSource kept = database();
        ApplicationContextRunner sameDatabase =
                runner.withBean(DataSource.class, () -> kept).withPropertyValues(ENABLED);
        sameDatabase.run(context -> source.rpm("1", 900));
        sameDatabase.run(context -> {
            SnapshotView known = context.getBean(TelemetryPipeline.class).snapshots();
            assertThat(known.get(CAR)).satisfies(car -> {
                assertThat(car.state()).isEqualTo(VehicleState.OFFLINE);
                assertThat(car.stateSince()).isNotNull();
                assertThat(car.signals().toString()).isEqualTo("{rpm=900}");
            });
            assertThat(context.getBean(HistoryRestorer.class).status().restored())
                    .isEqualTo(1);
        });
    }

    @Test
    void databaseThatIsAwayDoesNotStopTheStart() {
        AtomicBoolean away = new AtomicBoolean(true);
        DataSource database = database();
        runner.withBean(DataSource.class, () -> new SwitchedDataSource(database, away))
                .withPropertyValues(ENABLED, "telemetry.history.restore-timeout=50ms")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    HistoryRestorer restorer = context.getBean(HistoryRestorer.class);
                    assertThat(restorer.status().phase()).isEqualTo(Phase.AWAY);
                    assertThat(new TelemetryHealthIndicator(context.getBean(TelemetryPipeline.class), restorer, null)
                                    .health()
                                    .getDetails())
                            .extracting("restore")
                            .asString()
                            .contains("away");
                    source.rpm("1", 900);
                    away.set(false);
                    await().untilAsserted(() -> {
                        assertThat(restorer.status().phase()).isEqualTo(Phase.COMPLETE);
                        assertThat(context.getBean(TelemetryHistory.class).newest(CAR, 10))
                                .hasSize(1);
                    });
                });
    }

    @Test
    void tablesOfAnotherShapeStopTheStart() throws SQLException {
        DataSource foreign = database();
        try (Connection connection = foreign.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE telemetry_state (mine INTEGER)");
        }
        runner.withBean(DataSource.class, () -> foreign)
                .withPropertyValues(ENABLED)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll("telemetry_state", "nothing was touched"));
    }
}
