package io.vehicletelemetry.examples.dashboard.browser;

import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.examples.dashboard.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The running example with its broker, without its cars: the tests are the cars. It can be stopped and started again. */
final class Site implements AutoCloseable {

    private final int port = freePort();
    private final int broker = freePort();
    private final Path data = temporaryFolder();
    private ConfigurableApplicationContext server = start();
    private Mqtt5BlockingClient device = connect();

    private ConfigurableApplicationContext start() {
        ConfigurableApplicationContext started = Example.start(
                List.of(FakeHistory.class, OwnPage.class),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--demo.data=" + data,
                "--demo.broker.port=" + broker,
                "--demo.simulator.enabled=false",
                "--telemetry.offline-after=3s",
                "--telemetry.dashboard.thresholds[0].signal=engine_load",
                "--telemetry.dashboard.thresholds[0].warning=80",
                "--telemetry.dashboard.thresholds[0].critical=90");
        // A message that comes before the server's subscription would be lost.
        TelemetryPipeline pipeline = started.getBean(TelemetryPipeline.class);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> pipeline.connections().containsValue(true));
        return started;
    }

    private Mqtt5BlockingClient connect() {
        Mqtt5BlockingClient client =
                Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(broker).buildBlocking();
        client.connect();
        return client;
    }

    /** Sends values as the vehicle's device would. */
    void publish(String vehicle, String json) {
        device.publishWith()
                .topic("vehicles/" + vehicle + "/telemetry")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(json.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    /** A car at the step of a drive: values that belong together and move. */
    void drive(String vehicle, int step) {
        double phase = step / 6.0;
        publish(
                vehicle,
                String.format(
                        Locale.ROOT,
                        "{\"vehicle_speed\":%.1f,\"rpm\":%.0f,\"coolant_temperature\":%.1f,\"control_module_voltage\":%.2f,"
                                + "\"engine_load\":%.1f,\"fuel_rail_pressure\":%.0f,\"fuel_level\":61.5,"
                                + "\"latitude\":%.6f,\"longitude\":%.6f,\"heading\":%.0f}",
                        58 + 22 * Math.sin(phase),
                        2100 + 700 * Math.sin(phase + 0.4),
                        88 + 2 * Math.sin(phase / 3),
                        13.9 + 0.2 * Math.sin(phase * 2),
                        42 + 25 * Math.sin(phase + 1),
                        350 + 60 * Math.sin(phase + 0.8),
                        36.80 + 0.004 * Math.sin(step / 9.0),
                        10.18 + 0.006 * Math.cos(step / 9.0),
                        (360 - Math.toDegrees(step / 9.0) % 360) % 360));
    }

    String address(String rest) {
        return "http://127.0.0.1:" + port + "/" + rest;
    }

    static String vehicle(String id) {
        return "#/vehicles/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    void stop() {
        device.disconnect();
        server.close();
    }

    void startAgain() {
        server = start();
        device = connect();
    }

    @Override
    public void close() {
        stop();
        FileSystemUtils.deleteRecursively(data.toFile());
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("telemetry");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that the browser complained of, a resource that is not there apart: pages ask for what may be off. */
    static List<String> complaints(com.microsoft.playwright.Page page) {
        List<String> complaints = new ArrayList<>();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            boolean missing = message.text().startsWith("Failed to load resource")
                    || message.text().startsWith("WebSocket connection to");
            if (message.type().equals("error") && !missing) {
                complaints.add(message.text());
            }
        });
        return complaints;
    }
}
