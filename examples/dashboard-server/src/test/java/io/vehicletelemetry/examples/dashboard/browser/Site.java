package io.vehicletelemetry.examples.dashboard.browser;

import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.history.TelemetryHistory;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
                List.of(OwnPage.class),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--demo.data=" + data,
                "--demo.broker.port=" + broker,
                "--demo.simulator.enabled=false",
                "--telemetry.offline-after=5s",
                "--telemetry.history.enabled=false", // so in memory, and nothing of another test is in it
                "--telemetry.history.memory-points=4000",
                "--telemetry.dashboard.thresholds[0].signal=engine_load",
                "--telemetry.dashboard.thresholds[0].warning=80",
                "--telemetry.dashboard.thresholds[0].critical=90");
        // A message that comes before the server's subscription would be lost.
        TelemetryPipeline pipeline = started.getBean(TelemetryPipeline.class);
        await().atMost(Duration.ofSeconds(90))
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

    /** Sends values as a device in a hurry would, without waiting for an answer. */
    void send(String vehicle, String json) {
        device.publishWith()
                .topic("vehicles/" + vehicle + "/telemetry")
                .qos(MqttQos.AT_MOST_ONCE)
                .payload(json.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    /** A car so many seconds into its drive. */
    void drive(String vehicle, double seconds) {
        publish(vehicle, Drive.json(seconds));
    }

    /** Gives a vehicle an hour before now in the server's history, as if it had been there. */
    void rememberAnHour(String vehicle) {
        Drive.hourBefore(Instant.now(), server.getBean(TelemetryHistory.class), vehicle);
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

    /** Where its broker is. */
    String broker() {
        return "mqtt://127.0.0.1:" + broker;
    }

    static int freePort() {
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
