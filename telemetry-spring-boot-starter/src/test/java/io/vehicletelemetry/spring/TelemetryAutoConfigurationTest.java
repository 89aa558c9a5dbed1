package io.vehicletelemetry.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import io.vehicletelemetry.core.DeviceAssignments;
import io.vehicletelemetry.core.DeviceDirectory;
import io.vehicletelemetry.core.PipelineListener;
import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.decode.TelemetryDecoder;
import io.vehicletelemetry.core.latest.LatestSnapshots;
import io.vehicletelemetry.core.model.EvidenceRule;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import io.vehicletelemetry.core.source.TelemetrySource;
import io.vehicletelemetry.core.state.VehicleStateTracker;
import io.vehicletelemetry.mqtt.MqttTelemetrySource;
import io.vehicletelemetry.websocket.TelemetryJson;
import io.vehicletelemetry.websocket.TelemetryWebSocket;
import jakarta.servlet.http.HttpServlet;
import jakarta.websocket.server.ServerContainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

class TelemetryAutoConfigurationTest {

    private static final String NOWHERE = "telemetry.mqtt.uri=mqtt://127.0.0.1:1";
    private static final String TOPIC = "telemetry.mqtt.subscriptions[0].topic=cars/{vehicle_id}";

    private static final AutoConfigurations OURS = AutoConfigurations.of(
            SslAutoConfiguration.class,
            TelemetryPropertiesAutoConfiguration.class,
            TelemetryMqttAutoConfiguration.class,
            TelemetryPipelineAutoConfiguration.class,
            TelemetryLifecycleAutoConfiguration.class,
            TelemetryWebSocketAutoConfiguration.class,
            TelemetryRestAutoConfiguration.class,
            TelemetryHealthAutoConfiguration.class);

    private final WebApplicationContextRunner web = new WebApplicationContextRunner().withConfiguration(OURS);
    private final WebApplicationContextRunner fake = web.withUserConfiguration(FakeSourceConfiguration.class);
    private final WebApplicationContextRunner mqtt = web.withPropertyValues(NOWHERE, TOPIC);

    @Test
    void nothingIsThereWhereNothingIsConfigured() {
        web.run(context -> assertThat(ourBeans(context)).isEmpty());
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .run(context -> assertThat(ourBeans(context)).isEmpty());
    }

    @Test
    void keysAloneMakeNoPipeline() {
        web.withPropertyValues("telemetry.offline-after=20s")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(TelemetryProperties.class)
                        .doesNotHaveBean(TelemetryPipeline.class)
                        .doesNotHaveBean(TelemetryWebSocket.class)
                        .doesNotHaveBean(RouterFunction.class)
                        .doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void aUriBringsEverything() {
        mqtt.run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(MqttTelemetrySource.class)
                    .hasSingleBean(TelemetryPipeline.class)
                    .hasSingleBean(TelemetryWebSocket.class)
                    .hasSingleBean(ServletRegistrationBean.class)
                    .hasSingleBean(RouterFunction.class)
                    .hasBean("telemetryHealthIndicator");
            assertThat(path(context)).isEqualTo("/ws/telemetry");
            await().untilAsserted(() -> assertThat(
                            context.getBean(TelemetryPipeline.class).connections())
                    .containsExactly(Map.entry("mqtt://127.0.0.1:1", false)));
        });
    }

    @Test
    void aSourceOfOnesOwnBringsEverythingButMqtt() {
        fake.run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(TelemetrySource.class)
                    .hasSingleBean(TelemetryPipeline.class)
                    .hasSingleBean(TelemetryWebSocket.class)
                    .hasSingleBean(RouterFunction.class);
            assertThat(context.getBean(FakeSource.class).isRunning()).isTrue();
        });
    }

    @Test
    void aSourceOfOnesOwnAndMqttGoTogether() {
        fake.withPropertyValues(NOWHERE, TOPIC)
                .run(context -> assertThat(
                                context.getBean(TelemetryPipeline.class).connections())
                        .containsOnlyKeys("fake", "mqtt://127.0.0.1:1"));
    }

    @Test
    void withoutAWebApplicationThereIsThePipeline() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues(NOWHERE, TOPIC)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(TelemetryPipeline.class)
                        .hasBean("telemetryHealthIndicator")
                        .doesNotHaveBean(TelemetryWebSocket.class)
                        .doesNotHaveBean(RouterFunction.class));
    }

    @Test
    void withoutTheMqttClientThereIsNoMqtt() {
        mqtt.withClassLoader(new FilteredClassLoader(MqttClient.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean("telemetryMqttSource")
                        .doesNotHaveBean(TelemetryPipeline.class));
        fake.withClassLoader(new FilteredClassLoader("com.hivemq", "io.vehicletelemetry.mqtt"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(TelemetryPipeline.class));
    }

    @Test
    void withoutTheWebSocketApiThereIsTheRest() {
        fake.withClassLoader(new FilteredClassLoader(ServerContainer.class.getPackageName()))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean("telemetryWebSocket")
                        .hasSingleBean(RouterFunction.class)
                        .hasBean("telemetryHealthIndicator"));
    }

    @Test
    void withoutTheWebSocketModuleThereIsThePipeline() {
        fake.withClassLoader(new FilteredClassLoader(TelemetryJson.class.getPackageName()))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(TelemetryPipeline.class)
                        .hasBean("telemetryHealthIndicator")
                        .doesNotHaveBean(RouterFunction.class));
    }

    @Test
    void withoutServletsThereIsThePipeline() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withUserConfiguration(FakeSourceConfiguration.class)
                .withClassLoader(new FilteredClassLoader(HttpServlet.class.getPackageName(), "jakarta.websocket"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(TelemetryPipeline.class));
    }

    @Test
    void withoutMvcThereIsTheWebSocket() {
        fake.withClassLoader(new FilteredClassLoader(DispatcherServlet.class.getPackageName()))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(TelemetryWebSocket.class)
                        .doesNotHaveBean("telemetryRoutes"));
    }

    @Test
    void withoutHealthThereIsTheRest() {
        fake.withClassLoader(new FilteredClassLoader(HealthContributor.class.getPackageName()))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(TelemetryPipeline.class)
                        .doesNotHaveBean("telemetryHealthIndicator"));
    }

    @Test
    void partsCanBeSwitchedOff() {
        fake.withPropertyValues(
                        "telemetry.websocket.enabled=false",
                        "telemetry.rest.enabled=false",
                        "management.health.telemetry.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(TelemetryPipeline.class)
                        .doesNotHaveBean(TelemetryWebSocket.class)
                        .doesNotHaveBean(ServletRegistrationBean.class)
                        .doesNotHaveBean(RouterFunction.class)
                        .doesNotHaveBean("telemetryHealthIndicator"));
    }

    @Test
    void everyBeanCanBeReplaced() {
        fake.withUserConfiguration(Replacements.class).run(context -> {
            assertThat(context).hasNotFailed();
            Replacements own = context.getBean(Replacements.class);
            assertThat(context.getBean(DeviceDirectory.class)).isSameAs(own.devices);
            assertThat(context.getBean(VehicleStateTracker.class)).isSameAs(own.tracker);
            assertThat(context.getBean(LatestSnapshots.class)).isSameAs(own.latest);
            TelemetryPipeline pipeline = context.getBean(TelemetryPipeline.class);
            assertThat(pipeline.snapshots()).isSameAs(own.latest);
            assertThat(pipeline.broadcaster()).isSameAs(own.broadcaster);
            assertThat(path(context)).isEqualTo("/elsewhere");
            assertThat(context.getBean("telemetryRoutes")).isSameAs(own.routes);
            assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN);
            FakeSource source = context.getBean(FakeSource.class);
            source.rpm("1", 1);
            assertThat(own.frames).hasSize(1);
        });
    }

    @Test
    void aPipelineOfOnesOwnIsStartedAndClosed() {
        FakeSource source = new FakeSource();
        TelemetryPipeline own = TelemetryPipeline.builder().source(source).build();
        web.withBean("own", TelemetryPipeline.class, () -> own).run(context -> {
            assertThat(context).hasSingleBean(TelemetryPipeline.class).hasSingleBean(TelemetryWebSocket.class);
            assertThat(source.isRunning()).isTrue();
            assertThat(context).doesNotHaveBean(LatestSnapshots.class);
        });
        assertThat(source.isRunning()).isFalse();
    }

    @Test
    void aWebSocketOfOnesOwnIsUsed() {
        fake.withUserConfiguration(OwnWebSocket.class)
                .run(context -> assertThat(context).hasSingleBean(TelemetryWebSocket.class));
    }

    @Test
    void anMqttSourceOfOnesOwnIsUsed() {
        MqttTelemetrySource own = MqttTelemetrySource.builder("mqtt://127.0.0.1:2")
                .subscribe("a", (message, output) -> {})
                .build();
        mqtt.withBean("own", MqttTelemetrySource.class, () -> own)
                .run(context -> assertThat(
                                context.getBean(TelemetryPipeline.class).connections())
                        .containsOnlyKeys("mqtt://127.0.0.1:2"));
    }

    @Test
    void connectionDetailsTakeThePlaceOfTheUri() {
        TelemetryMqttConnectionDetails details = () -> "mqtt://127.0.0.1:3";
        mqtt.withBean(TelemetryMqttConnectionDetails.class, () -> details)
                .run(context -> assertThat(
                                context.getBean(TelemetryPipeline.class).connections())
                        .containsOnlyKeys("mqtt://127.0.0.1:3"));
        web.withBean(TelemetryMqttConnectionDetails.class, () -> details)
                .withPropertyValues(TOPIC)
                .run(context -> assertThat(context).hasSingleBean(MqttTelemetrySource.class));
    }

    @Test
    void anSslBundleGoesWithAnEncryptedAddressAlone() {
        mqtt.withBean(TelemetryMqttConnectionDetails.class, () -> new Encrypted("mqtts://127.0.0.1:3"))
                .run(context -> assertThat(context).hasNotFailed());
        mqtt.withBean(TelemetryMqttConnectionDetails.class, () -> new Encrypted("mqtt://127.0.0.1:3"))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidTelemetryConfigurationException.class)
                        .hasMessageContaining("telemetry.mqtt.ssl-bundle")
                        .hasMessageContaining("mqtts"));
    }

    @Test
    void customizersAreCalledInTheirOrder() {
        mqtt.withUserConfiguration(Customizers.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Customizers.class).calls)
                    .containsExactly("mqtt 1", "mqtt 2", "pipeline 1", "pipeline 2", "websocket 1", "websocket 2");
        });
    }

    @Test
    void aDecoderBeanIsAFormat() {
        mqtt.withBean("acme", TelemetryDecoder.class, () -> (message, output) -> {})
                .withPropertyValues("telemetry.mqtt.subscriptions[0].format=acme")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void propertiesReachThePipeline() {
        fake.withPropertyValues(
                        "telemetry.devices[0].device=device1",
                        "telemetry.devices[0].vehicle=1",
                        "telemetry.unknown-devices=ignore",
                        "telemetry.limits.vehicles=1")
                .run(context -> {
                    DeviceDirectory devices = context.getBean(DeviceDirectory.class);
                    assertThat(devices.vehicleOf("device1")).isEqualTo(VehicleId.of(1));
                    assertThat(devices.vehicleOf("device2")).isNull();
                    context.getBean(FakeSource.class).rpm("1", 1);
                    context.getBean(FakeSource.class).rpm("2", 1);
                    assertThat(context.getBean(TelemetryPipeline.class).rejected())
                            .containsExactly(Map.entry(RejectReason.VEHICLE_LIMIT, 1L));
                });
    }

    @Test
    void environmentVariablesAreUnderstood() {
        web.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of(
                                        "TELEMETRY_MQTT_URI", "mqtt://127.0.0.1:4",
                                        "TELEMETRY_MQTT_CLIENTID", "me",
                                        "TELEMETRY_MQTT_RECONNECT_INITIALDELAY", "2s",
                                        "TELEMETRY_MQTT_SUBSCRIPTIONS_0_TOPIC", "cars/{vehicle_id}",
                                        "TELEMETRY_MQTT_SUBSCRIPTIONS_0_OFFLINEAFTER", "20s",
                                        "TELEMETRY_WEBSOCKET_ALLOWEDORIGINS", "https://a.example,https://b.example"))))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    TelemetryProperties properties = context.getBean(TelemetryProperties.class);
                    assertThat(properties.mqtt().clientId()).isEqualTo("me");
                    assertThat(properties.mqtt().subscriptions()).hasSize(1);
                    assertThat(properties.websocket().allowedOrigins()).hasSize(2);
                    assertThat(context).hasSingleBean(MqttTelemetrySource.class);
                });
    }

    @Test
    void lazyInitializationStartsThePipelineAllTheSame() {
        fake.withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(context.getBean(FakeSource.class).isRunning())
                        .isTrue());
    }

    @Test
    void healthTellsOfSourcesVehiclesSessionsAndRejects() {
        fake.run(context -> {
            FakeSource source = context.getBean(FakeSource.class);
            source.rpm("1", 1);
            Health up = health(context);
            assertThat(up.getStatus()).isEqualTo(Status.UP);
            assertThat(up.getDetails())
                    .containsEntry("sources", Map.of("fake", "connected"))
                    .containsEntry("vehicles", 1)
                    .containsEntry("sessions", 0)
                    .containsEntry("rejected", Map.of());
            source.connected(false);
            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
            source.connected(true);
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void evidenceRulesAreReadOrAreBeansAndAVehicleHasItsOwn() {
        fake.withUserConfiguration(Rules.class)
                .withPropertyValues(
                        "telemetry.vehicles[0].id=1", "telemetry.vehicles[0].live-when= revs ",
                        "telemetry.vehicles[1].id=2", "telemetry.vehicles[1].live-when=rpm >= 20")
                .run(context -> {
                    FakeSource source = context.getBean(FakeSource.class);
                    TelemetryPipeline pipeline = context.getBean(TelemetryPipeline.class);
                    for (String vehicle : List.of("1", "2", "3")) {
                        source.rpm(vehicle, 15);
                    }
                    assertThat(running(pipeline)).containsExactlyInAnyOrder("1", "3");
                    source.rpm("2", 20);
                    assertThat(running(pipeline)).containsExactlyInAnyOrder("1", "2", "3");
                });
    }

    @Test
    void aSubscriptionHasARule() {
        mqtt.withUserConfiguration(Rules.class)
                .withPropertyValues(
                        "telemetry.mqtt.subscriptions[0].live-when=changed",
                        "telemetry.mqtt.subscriptions[1].topic=x",
                        "telemetry.mqtt.subscriptions[1].live-when=revs")
                .run(context -> assertThat(context).hasNotFailed());
        mqtt.withPropertyValues("telemetry.mqtt.subscriptions[0].live-when=revs")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void aDeviceIsMovedWhileTheServerRuns() {
        fake.withPropertyValues(
                        "telemetry.devices[0].device=dongle",
                        "telemetry.devices[0].vehicle=1",
                        "telemetry.unknown-devices=ignore")
                .run(context -> {
                    FakeSource source = context.getBean(FakeSource.class);
                    TelemetryPipeline pipeline = context.getBean(TelemetryPipeline.class);
                    source.rpmOfDevice("dongle", 1);
                    source.rpmOfDevice("stranger", 1);
                    context.getBean(DeviceAssignments.class).assign("dongle", VehicleId.of(2));
                    source.rpmOfDevice("dongle", 2);

                    assertThat(running(pipeline)).containsExactlyInAnyOrder("1", "2");
                    assertThat(pipeline.rejected()).containsExactly(Map.entry(RejectReason.UNKNOWN_DEVICE, 1L));
                });
    }

    private static List<String> running(TelemetryPipeline pipeline) {
        List<String> running = new ArrayList<>();
        pipeline.snapshots().forEach(snapshot -> {
            if (snapshot.state() == VehicleState.RUNNING) {
                running.add(snapshot.vehicle().value());
            }
        });
        return running;
    }

    @Configuration(proxyBeanMethods = false)
    static class Rules {
        @Bean
        EvidenceRule revs() {
            return evidence -> evidence.value("rpm") != null;
        }
    }

    private static Health health(ApplicationContext context) {
        return Objects.requireNonNull(context.getBean("telemetryHealthIndicator", HealthIndicator.class)
                .health());
    }

    private static String path(ApplicationContext context) {
        ServletRegistrationBean<?> registration =
                context.getBean("telemetryWebSocketRegistration", ServletRegistrationBean.class);
        return String.join(",", registration.getUrlMappings());
    }

    private static List<String> ourBeans(ApplicationContext context) {
        return Arrays.stream(context.getBeanDefinitionNames())
                .filter(name -> name.toLowerCase(Locale.ROOT).contains("telemetry"))
                .toList();
    }

    record Encrypted(String uri) implements TelemetryMqttConnectionDetails {
        @Override
        public SslBundle sslBundle() {
            return SslBundle.of(SslStoreBundle.NONE);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class FakeSourceConfiguration {
        @Bean
        FakeSource source() {
            return new FakeSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Replacements {
        final DeviceDirectory devices = device -> null;
        final VehicleStateTracker tracker = VehicleStateTracker.silence();
        final LatestSnapshots latest = new LatestSnapshots(TelemetryLimits.defaults());
        final Broadcaster broadcaster = Broadcaster.conflating(latest, failure -> {});
        final List<VehicleId> frames = new ArrayList<>();
        final RouterFunction<ServerResponse> routes = RouterFunctions.route()
                .GET("/mine", request -> ServerResponse.ok().build())
                .build();

        @Bean
        DeviceDirectory devices() {
            return devices;
        }

        @Bean
        VehicleStateTracker tracker() {
            return tracker;
        }

        @Bean
        LatestSnapshots latest() {
            return latest;
        }

        @Bean
        Broadcaster broadcaster() {
            return broadcaster;
        }

        @Bean
        PipelineListener listener() {
            return new PipelineListener() {
                @Override
                public void frame(VehicleId vehicle, TelemetryFrame frame) {
                    frames.add(vehicle);
                }
            };
        }

        @Bean
        ServletRegistrationBean<HttpServlet> telemetryWebSocketRegistration(TelemetryWebSocket socket) {
            return new ServletRegistrationBean<>(socket.handshakeServlet(), "/elsewhere");
        }

        @Bean
        RouterFunction<ServerResponse> telemetryRoutes() {
            return routes;
        }

        @Bean
        HealthIndicator telemetryHealthIndicator() {
            return () -> Health.unknown().build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnWebSocket {
        @Bean
        TelemetryWebSocket own(TelemetryPipeline pipeline) {
            return TelemetryWebSocket.builder(pipeline.broadcaster()).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {
        final List<String> calls = new ArrayList<>();

        @Bean
        @Order(2)
        TelemetryMqttCustomizer mqttSecond() {
            return builder -> calls.add("mqtt 2");
        }

        @Bean
        @Order(1)
        TelemetryMqttCustomizer mqttFirst() {
            return builder -> calls.add("mqtt 1");
        }

        @Bean
        @Order(2)
        TelemetryPipelineCustomizer pipelineSecond() {
            return builder -> calls.add("pipeline 2");
        }

        @Bean
        @Order(1)
        TelemetryPipelineCustomizer pipelineFirst() {
            return builder -> calls.add("pipeline 1");
        }

        @Bean
        @Order(2)
        TelemetryWebSocketCustomizer socketSecond() {
            return builder -> calls.add("websocket 2");
        }

        @Bean
        @Order(1)
        TelemetryWebSocketCustomizer socketFirst() {
            return builder -> calls.add("websocket 1");
        }
    }
}
