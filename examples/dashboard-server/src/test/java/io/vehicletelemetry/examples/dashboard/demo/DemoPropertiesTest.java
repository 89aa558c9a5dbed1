package io.vehicletelemetry.examples.dashboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class DemoPropertiesTest {
    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(Keys.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(DemoProperties.class)
    static class Keys {}

    @Test
    void hasADefaultForEveryKey() {
        application.run(context -> assertThat(context.getBean(DemoProperties.class))
                .isEqualTo(new DemoProperties(
                        "./data",
                        new DemoProperties.Broker(true, 1883, "127.0.0.1"),
                        new DemoProperties.Simulator(true, 3, Duration.ofSeconds(1)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo.data=/var/lib/telemetry",
                "demo.data=~/telemetry",
                "demo.data=../data",
                "demo.data=C:/data",
                "demo.broker.port=1",
                "demo.broker.port=65535",
                "demo.broker.bind=::1",
                "demo.broker.enabled=off",
                "demo.simulator.vehicles=0",
                "demo.simulator.vehicles=1000",
                "demo.simulator.interval=10ms",
                "demo.simulator.interval=PT1M",
            })
    void takes(String property) {
        application
                .withPropertyValues(property)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource({
        "demo.data, data, absolute",
        "demo.data, '', absolute",
        "demo.data, './data;MODE=MySQL', semicolons",
        "demo.broker.port, 0, from 1 to 65535",
        "demo.broker.port, 65536, from 1 to 65535",
        "demo.broker.port, 1883x, from 1 to 65535",
        "demo.broker.port, '', from 1 to 65535",
        "demo.broker.bind, '', network interface",
        "demo.broker.enabled, perhaps, true or false",
        "demo.simulator.enabled, 2, true or false",
        "demo.simulator.vehicles, -1, from 0 to 1000",
        "demo.simulator.vehicles, 1001, from 0 to 1000",
        "demo.simulator.vehicles, 2.5, from 0 to 1000",
        "demo.simulator.interval, 9ms, from 10ms to 1m",
        "demo.simulator.interval, 61000ms, from 10ms to 1m",
        "demo.simulator.interval, soon, from 10ms to 1m",
    })
    void refusesAndSaysWhatIsAllowed(String key, String value, String allowed) {
        FailureAnalysis analysis = failure(key + "=" + value);
        assertThat(analysis.getDescription())
                .contains(key + " is '" + value + "'")
                .contains(allowed);
    }

    @Test
    void refusesAKeyThatIsNone() {
        FailureAnalysis analysis = failure("demo.broker.prot=1884");
        assertThat(analysis.getDescription()).contains("demo.broker.prot is no key");
        assertThat(analysis.getAction()).contains("demo.broker.port");
    }

    @Test
    void leavesTheKeysOfOthersToOthers() {
        application
                .withUserConfiguration(DemoConfiguration.class)
                .withPropertyValues("demo.broker.enabled=false", "telemetry.mqtt.uri=nothing")
                .run(context -> assertThat(analysis(context)).isNull());
    }

    private FailureAnalysis failure(String property) {
        AtomicReference<@Nullable FailureAnalysis> analysis = new AtomicReference<>();
        application.withPropertyValues(property).run(context -> analysis.set(analysis(context)));
        return Objects.requireNonNull(analysis.get());
    }

    private static @Nullable FailureAnalysis analysis(AssertableApplicationContext context) {
        return new DemoPropertiesFailureAnalyzer().analyze(Objects.requireNonNull(context.getStartupFailure()));
    }
}
