package io.vehicletelemetry.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vehicletelemetry.core.TelemetryPipeline;
import java.util.UUID;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class TelemetryMetricsTest {

    private static final AutoConfigurations ALL = AutoConfigurations.of(
            MetricsAutoConfiguration.class,
            SimpleMetricsExportAutoConfiguration.class,
            TelemetryPropertiesAutoConfiguration.class,
            TelemetryHistoryAutoConfiguration.class,
            TelemetryPipelineAutoConfiguration.class,
            TelemetryLifecycleAutoConfiguration.class,
            TelemetryWebSocketAutoConfiguration.class,
            TelemetryMetricsAutoConfiguration.class);

    private final FakeSource source = new FakeSource();
    private final WebApplicationContextRunner bare = new WebApplicationContextRunner().withConfiguration(ALL);
    private final WebApplicationContextRunner web = bare.withBean(FakeSource.class, () -> source);

    @Test
    void whatComesInIsCounted() {
        web.withPropertyValues("telemetry.limits.vehicles=2").run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(value(registry, "telemetry.source.connected", "source", "fake"))
                    .isEqualTo(1);
            source.rpm("1", 900);
            source.rpm("1", 901);
            source.rpm("2", 900);
            source.rpm("3", 900);
            source.connected(false);
            assertThat(value(registry, "telemetry.frames")).isEqualTo(3);
            assertThat(value(registry, "telemetry.rejected", "reason", "vehicle_limit"))
                    .isEqualTo(1);
            assertThat(value(registry, "telemetry.rejected", "reason", "malformed"))
                    .isZero();
            assertThat(value(registry, "telemetry.state.changes", "state", "running"))
                    .isEqualTo(2);
            assertThat(value(registry, "telemetry.vehicles", "state", "running"))
                    .isEqualTo(2);
            assertThat(value(registry, "telemetry.vehicles", "state", "offline"))
                    .isZero();
            assertThat(value(registry, "telemetry.source.connected", "source", "fake"))
                    .isZero();
        });
    }

    @Test
    void whatIsRecordedIsCounted() {
        web.withPropertyValues("telemetry.history.flush-interval=0s").run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            source.rpm("1", 900);
            // The frame, and that the vehicle runs.
            await().untilAsserted(() -> assertThat(value(
                            registry, "telemetry.history.recorded", "recorder", "best_effort", "outcome", "stored"))
                    .isEqualTo(2));
            assertThat(value(registry, "telemetry.history.waiting", "recorder", "best_effort"))
                    .isZero();
        });
    }

    @Test
    void aDurableRecordHasItsOwn() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        web.withConfiguration(AutoConfigurations.of(TelemetryMqttAutoConfiguration.class))
                .withBean(DataSource.class, () -> database)
                .withPropertyValues(
                        "telemetry.mqtt.uri=mqtt://127.0.0.1:1",
                        "telemetry.mqtt.subscriptions[0].topic=cars/{vehicle_id}",
                        "telemetry.history.enabled=true",
                        "telemetry.history.durable=true",
                        "telemetry.history.durable-client-id=recorder")
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    for (String outcome : new String[] {"stored", "duplicate", "refused", "unusable"}) {
                        assertThat(value(
                                        registry,
                                        "telemetry.history.recorded",
                                        "recorder",
                                        "durable",
                                        "outcome",
                                        outcome))
                                .isZero();
                    }
                    assertThat(value(registry, "telemetry.history.waiting", "recorder", "durable"))
                            .isZero();
                    assertThat(value(registry, "telemetry.history.unprotected")).isZero();
                });
    }

    @Test
    void theWebSocketHasItsOwn() {
        web.run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            for (String name : new String[] {"sessions", "opened", "bad.messages", "frames.sent", "conflated"}) {
                assertThat(value(registry, "telemetry.websocket." + name)).isZero();
            }
            assertThat(value(registry, "telemetry.websocket.refused", "reason", "origin"))
                    .isZero();
            assertThat(value(registry, "telemetry.websocket.cut", "reason", "send_timeout"))
                    .isZero();
        });
        web.withPropertyValues("telemetry.websocket.enabled=false").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(MeterRegistry.class)
                            .find("telemetry.websocket.sessions")
                            .meter())
                    .isNull();
        });
    }

    @Test
    void everyMeterIsDescribed() {
        web.run(context -> assertThat(context.getBean(MeterRegistry.class).getMeters().stream()
                        .map(Meter::getId)
                        .filter(id -> id.getName().startsWith("telemetry.")))
                .hasSizeGreaterThan(20)
                .allSatisfy(id -> assertThat(id.getDescription()).isNotBlank()));
    }

    @Test
    void aPipelineOfOnesOwnShowsNoCountsThatNobodyTook() {
        TelemetryPipeline own = TelemetryPipeline.builder().source(source).build();
        bare.withBean("own", TelemetryPipeline.class, () -> own).run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            source.rpm("1", 900);
            assertThat(value(registry, "telemetry.vehicles", "state", "running"))
                    .isEqualTo(1);
            assertThat(registry.find("telemetry.frames").meter()).isNull();
        });
    }

    @Test
    void theyAreThereOnlyWhereTheyCanBe() {
        bare.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("telemetryPipelineMetrics"));
        web.withPropertyValues("management.metrics.enable.telemetry=false")
                .run(context -> assertThat(context.getBean(MeterRegistry.class)
                                .find("telemetry.frames")
                                .meter())
                        .isNull());
        web.withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(PipelineCounts.class));
        new ApplicationContextRunner()
                .withConfiguration(ALL)
                .withBean(FakeSource.class, () -> source)
                .withClassLoader(new FilteredClassLoader("jakarta.servlet", "jakarta.websocket"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasBean("telemetryPipelineMetrics")
                        .doesNotHaveBean("telemetryWebSocketMetrics"));
    }

    private static double value(MeterRegistry registry, String name, String... tags) {
        return StreamSupport.stream(
                        registry.get(name).tags(tags).meter().measure().spliterator(), false)
                .mapToDouble(measurement -> measurement.getValue())
                .sum();
    }
}
