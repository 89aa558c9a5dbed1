package io.vehicletelemetry.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.schemas.WireSchemas;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The reference server is stopped and started again: what it knew is there. */
class RestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path data;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int broker = freePort();
    private @Nullable ConfigurableApplicationContext server;
    private int port;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void start() {
        ConfigurableApplicationContext started = Example.start(
                List.of(),
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--demo.data=" + data,
                "--demo.broker.port=" + broker,
                "--demo.simulator.enabled=false");
        server = started;
        port = started.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private void publish(String... messages) {
        TelemetryPipeline pipeline = Objects.requireNonNull(server).getBean(TelemetryPipeline.class);
        await().atMost(PATIENCE).until(() -> pipeline.connections().containsValue(true));
        Mqtt5BlockingClient device =
                Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(broker).buildBlocking();
        device.connect();
        for (String message : messages) {
            device.publishWith()
                    .topic("vehicles/7/telemetry")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(message.getBytes(StandardCharsets.UTF_8))
                    .send();
        }
        device.disconnect();
    }

    @Test
    void lastValuesAndTheLastHourAreThereOfflineForTheFirstClient() throws Exception {
        start();
        assertThat(get("/telemetry/latest")).contains("\"state\":\"offline\",\"data\":{}");
        Instant before = Instant.now();
        publish("{\"fuel_level\":61.5}", "{\"rpm\":900,\"vehicle_speed\":0}", "{\"rpm\":2500,\"vehicle_speed\":65.5}");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(get("/telemetry/latest?vehicle_id=7")).contains("running", "\"rpm\":2500"));
        stop();

        start();

        String first = firstFrame();
        WireSchemas.check(first);
        assertThat(first)
                .contains("\"state\":\"offline\"", "\"rpm\":2500", "\"vehicle_speed\":65.5", "\"fuel_level\":61.5")
                .doesNotContain("\"state_since\":null");
        assertThat(get("/telemetry/latest")).contains("\"vehicle_id\":7", "\"state\":\"offline\"", "\"rpm\":2500");
        assertThat(get("/telemetry/history?vehicle_id=7"))
                .contains("\"resolution\":\"raw\"", "\"fuel_level\":61.5", "\"rpm\":900", "\"rpm\":2500");
        String states = get("/telemetry/states?vehicle_id=7");
        assertThat(states)
                .containsSubsequence(
                        "\"state\":\"running\"",
                        "\"cause\":\"data\"",
                        "\"state\":\"offline\"",
                        "\"cause\":\"restart\"");
        Instant offline = Instant.parse(states.replaceFirst(".*offline\",\"since\":\"([^\"]+)\".*", "$1"));
        assertThat(offline).as("the last observation").isBetween(before, Instant.now());
        assertThat(first).contains("\"state_since\":\"" + offline.toString().substring(0, 23));

        publish("{\"rpm\":950}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get("/telemetry/latest?vehicle_id=7"))
                        .contains("running", "\"rpm\":950", "\"fuel_level\":61.5"));
    }

    private String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String firstFrame() throws InterruptedException {
        BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/telemetry"), new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        frames.add(text.toString());
                        return null;
                    }
                })
                .join();
        String first = frames.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        socket.abort();
        return String.valueOf(first);
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
