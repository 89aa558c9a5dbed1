package com.example.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import io.vehicletelemetry.spring.Broker;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * "A format of your own" in {@code docs/devices.md}: its code is compiled, its configuration loaded and its messages sent as
 * they are written there, to an application with a real broker.
 */
class OwnFormatIT {

    private static final Path DOCUMENT = Path.of("..", "docs", "devices.md");

    private final Broker broker = new Broker();
    private final Mqtt3BlockingClient device = Mqtt3Client.builder()
            .serverHost("127.0.0.1")
            .serverPort(broker.port())
            .buildBlocking();

    @TempDir
    @SuppressWarnings("NullAway.Init") // the framework sets it
    Path folder;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @BeforeEach
    void start() throws Exception {
        broker.start();
        device.connect();
    }

    @AfterEach
    void stop() throws Exception {
        device.disconnect();
        broker.close();
    }

    /** What stands in the blocks of a language, in their order. */
    private static List<String> blocks(String language) throws IOException {
        String section = Files.readString(DOCUMENT)
                .split("\n## A format of your own\n", -1)[1]
                .split("\n## ", -1)[0];
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(section)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private ConfigurableApplicationContext run(String yaml, Class<?>... configurations) throws IOException {
        Path configuration = Files.writeString(folder.resolve("application.yml"), yaml);
        List<Class<?>> all = new ArrayList<>(List.of(configurations));
        all.add(Application.class);
        return new SpringApplicationBuilder(all.toArray(Class<?>[]::new))
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.config.location=" + configuration.toUri(),
                        "--spring.main.banner-mode=off",
                        "--telemetry.mqtt.uri=" + broker.uri());
    }

    private Class<?> compiled(String code) throws Exception {
        Path source = Files.writeString(folder.resolve("AcmeFormat.java"), code);
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        int result = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-parameters",
                "-Xlint:all",
                "-cp",
                classPath,
                "-d",
                folder.toString(),
                source.toString());
        assertThat(result).as("javac").isZero();
        URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
        return loader.loadClass("AcmeFormat");
    }

    private void send(String topic, String payload) {
        device.publishWith()
                .topic(topic)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private static @Nullable VehicleSnapshot vehicle(ConfigurableApplicationContext application, String id) {
        return application.getBean(TelemetryPipeline.class).snapshots().get(VehicleId.of(id));
    }

    private static void expect(
            ConfigurableApplicationContext application, String id, VehicleState state, String signal, Object value) {
        VehicleSnapshot known = vehicle(application, id);
        assertThat(known).as(id).isNotNull();
        Objects.requireNonNull(known);
        assertThat(known.state()).isEqualTo(state);
        SignalValue actual = known.signals().get(signal);
        assertThat(String.valueOf(actual)).as(signal).isEqualTo(String.valueOf(value));
    }

    @Test
    void otherNamesAreConfigurationAlone() throws Exception {
        String message = blocks("json").get(0);
        try (ConfigurableApplicationContext application = run(blocks("yaml").get(0))) {
            String stopped = message.replace("2500", "0");
            assertThat(stopped).isNotEqualTo(message);
            await().untilAsserted(() -> {
                send("acme/box17/up", stopped); // until the application has subscribed
                expect(application, "van-1", VehicleState.OFFLINE, "rpm", 0);
            });
            send("acme/box17/up", message);
            await().untilAsserted(() -> expect(application, "van-1", VehicleState.RUNNING, "rpm", 2500));
            expect(application, "van-1", VehicleState.RUNNING, "coolant_temperature", 87.3);
            expect(application, "van-1", VehicleState.RUNNING, "vehicle_speed", 65.5);
            expect(application, "van-1", VehicleState.RUNNING, "control_module_voltage", 13.8);
            expect(application, "van-1", VehicleState.RUNNING, "doors.1", false);
            VehicleSnapshot known = Objects.requireNonNull(vehicle(application, "van-1"));
            assertThat(known.signals().names())
                    .containsExactlyInAnyOrder(
                            "rpm",
                            "coolant_temperature",
                            "vehicle_speed",
                            "control_module_voltage",
                            "doors.1",
                            "doors.2");
            assertThat(application.getBean(TelemetryPipeline.class).rejected()).isEmpty();
        }
    }

    @Test
    void aFormatIsOneBean() throws Exception {
        Class<?> format = compiled(blocks("java").get(0));
        try (ConfigurableApplicationContext application = run(blocks("yaml").get(1), format)) {
            TelemetryPipeline pipeline = application.getBean(TelemetryPipeline.class);
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            await().untilAsserted(() -> {
                send("acme/van-2/line", now.getEpochSecond() + ";2500;50");
                expect(application, "van-2", VehicleState.RUNNING, "rpm", 2500.0);
            });
            expect(application, "van-2", VehicleState.RUNNING, "vehicle_speed", 80.4672); // 50 mph
            VehicleSnapshot known = Objects.requireNonNull(vehicle(application, "van-2"));
            assertThat(known.signals().observedAt(0)).isEqualTo(now);

            send("acme/van-2/line", "2500");
            send("acme/van-2/line", now.getEpochSecond() + ";fast;50");
            send("acme/van-2/line", now.getEpochSecond() + ";NaN;50");
            send("acme/van-2/line", now.getEpochSecond() + ";99999;60");
            await().untilAsserted(() -> {
                assertThat(pipeline.rejected())
                        .containsEntry(RejectReason.MALFORMED, 1L)
                        .containsEntry(RejectReason.DECODER_FAILED, 2L)
                        .containsEntry(RejectReason.OUT_OF_RANGE, 1L)
                        .hasSize(3);
                expect(application, "van-2", VehicleState.RUNNING, "rpm", 2500.0);
            });
            send("acme/van-2/line", "bye");
            await().untilAsserted(() -> expect(application, "van-2", VehicleState.OFFLINE, "rpm", 2500.0));
        }
    }
}
