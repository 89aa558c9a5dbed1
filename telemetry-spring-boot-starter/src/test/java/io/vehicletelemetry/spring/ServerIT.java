package io.vehicletelemetry.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole of it: a real broker, a real server, a real client. */
@ExtendWith(OutputCaptureExtension.class)
class ServerIT {

    private static final String WICAN = "{\"0C-EngineRPM\":1047,\"0D-VehicleSpeed\":27,\"05-EngineCoolantTemp\":87}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Broker broker = new Broker();

    @AfterEach
    void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void aMessageIsOnTheWebSocketAndInRest() throws Exception {
        broker.start();
        try (ConfigurableApplicationContext server = server()) {
            Dashboard dashboard = Dashboard.connect(port(server));
            assertThat(dashboard.next()).contains("\"state\":\"offline\",\"data\":{}");
            awaitConnected(server);
            publish("wincan/device1", WICAN);
            String frame = dashboard.nextWith("\"rpm\":1047");
            assertThat(frame)
                    .contains("\"type\":\"telemetry_update\"", "\"state\":\"running\"", "\"vehicle_id\":1,")
                    .contains("\"vehicle_speed\":27", "\"coolant_temperature\":87");
            assertThat(get(server, "/telemetry/latest").body()).isEqualTo(frame);
            assertThat(get(server, "/telemetry/latest?vehicle_id=1").body()).isEqualTo(frame);
            assertThat(get(server, "/telemetry/vehicles").body()).contains("\"vehicle_id\":1");
            assertThat(dashboard.nextWith("\"state\":\"offline\"")).contains("\"rpm\":1047");
        }
    }

    @Test
    void restAnswersOnARealServerToo() throws Exception {
        try (ConfigurableApplicationContext server = server()) {
            assertThat(get(server, "/telemetry/latest?vehicle_id=9").statusCode())
                    .isEqualTo(404);
            assertThat(get(server, "/telemetry/latest?vehicle_id=").statusCode())
                    .isEqualTo(400);
            HttpResponse<String> head = http.send(
                    request(server, "/telemetry/latest")
                            .method("HEAD", HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0))
                    .isPositive();
            assertThat(get(server, "/ws/telemetry").statusCode()).isEqualTo(426);
        }
    }

    @Test
    void aBrokerThatIsAwayIsWaitedFor(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext server = server()) {
            assertThat(get(server, "/telemetry/latest").statusCode()).isEqualTo(200);
            assertThat(get(server, "/actuator/health").statusCode()).isEqualTo(503);
            assertThat(get(server, "/actuator/health").body()).contains("disconnected");
            assertThat(get(server, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get(server, "/actuator/health/readiness").statusCode()).isEqualTo(200);
            broker.start();
            awaitConnected(server);
            publish("wincan/device1", WICAN);
            assertThat(Dashboard.connect(port(server)).nextWith("\"rpm\":1047")).contains("\"vehicle_id\":1,");
        }
        assertThat(output).contains("127.0.0.1:" + broker.port());
    }

    @Test
    void clientsAreToldBeforeTheServerStops() throws Exception {
        Dashboard dashboard;
        try (ConfigurableApplicationContext server = server()) {
            dashboard = Dashboard.connect(port(server));
            dashboard.next();
        }
        assertThat(dashboard.closeCode()).isEqualTo(1001);
    }

    @Test
    void oneListOfOriginsDecidesOnBoth() throws Exception {
        try (ConfigurableApplicationContext server =
                server("--telemetry.websocket.allowed-origins=https://*.fleet.example")) {
            String allowed = "https://dash.fleet.example";
            assertThat(Dashboard.connect(port(server), allowed).next()).contains("\"data\":{}");
            assertThatThrownBy(() -> Dashboard.connect(port(server), "https://other.example"))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            MeterRegistry meters = server.getBean(MeterRegistry.class);
            assertThat(meters.get("telemetry.websocket.sessions").gauge().value())
                    .isEqualTo(1);
            assertThat(meters.get("telemetry.websocket.opened")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(meters.get("telemetry.websocket.refused")
                            .tag("reason", "origin")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            HttpResponse<String> answer = http.send(
                    request(server, "/telemetry/latest")
                            .header("Origin", allowed)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(allowed);
            HttpResponse<String> refused = http.send(
                    request(server, "/telemetry/latest")
                            .header("Origin", "https://other.example")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aLowerLimitOfTheContainerIsWarnedOf(CapturedOutput output) {
        try (ConfigurableApplicationContext server = server("--server.tomcat.max-connections=100")) {
            assertThat(port(server)).isPositive();
        }
        assertThat(output).containsPattern("WARN.*server.tomcat.max-connections is 100, less than");
    }

    private ConfigurableApplicationContext server(String... more) {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--management.endpoint.health.show-details=always",
                                "--management.endpoint.health.probes.enabled=true",
                                "--telemetry.offline-after=2s",
                                "--telemetry.mqtt.uri=" + broker.uri(),
                                "--telemetry.mqtt.reconnect.initial-delay=100ms",
                                "--telemetry.mqtt.reconnect.max-delay=500ms",
                                "--telemetry.mqtt.subscriptions[0].topic=wincan/{device}",
                                "--telemetry.mqtt.subscriptions[0].format=wican",
                                "--telemetry.devices[0].device=device1",
                                "--telemetry.devices[0].vehicle=1"),
                        Stream.of(more))
                .toArray(String[]::new);
        return new SpringApplicationBuilder(Application.class).run(arguments);
    }

    private void awaitConnected(ConfigurableApplicationContext server) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(server, "/actuator/health").statusCode() == 200);
    }

    private void publish(String topic, String payload) {
        Mqtt3BlockingClient device = Mqtt3Client.builder()
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildBlocking();
        device.connect();
        device.publishWith()
                .topic(topic)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send();
        device.disconnect();
    }

    private HttpResponse<String> get(ConfigurableApplicationContext server, String path)
            throws IOException, InterruptedException {
        return http.send(request(server, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext server, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(server) + path));
    }

    private static int port(ConfigurableApplicationContext server) {
        return Integer.parseInt(String.valueOf(server.getEnvironment().getProperty("local.server.port")));
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
