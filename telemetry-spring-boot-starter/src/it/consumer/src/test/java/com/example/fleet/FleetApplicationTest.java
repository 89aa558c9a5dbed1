package com.example.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A WiCAN's messages are on the dashboard: what four lines of YAML are to bring. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class FleetApplicationTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String TOPIC = "wican/1";
    private static final Broker BROKER = new Broker();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void brokerOfTheTest(DynamicPropertyRegistry registry) {
        registry.add("telemetry.mqtt.uri", BROKER::uri);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        BROKER.stop();
    }

    @Test
    void aCarsMessagesAreOnTheDashboard() throws Exception {
        Dashboard dashboard = new Dashboard(port);
        assertThat(dashboard.next(SOON).text())
                .as("a frame at once")
                .startsWith("{\"type\":\"telemetry_update\",\"state\":\"offline\",\"data\":{}");
        assertThat(latest()).contains("\"state\":\"offline\"", "\"data\":{}");

        byte[] sample = resource("/wican-sample.json").getBytes(StandardCharsets.UTF_8);
        Mqtt3BlockingClient device = BROKER.device();
        Dashboard.Frame frame = firstFrame(device, dashboard, sample);
        compareEverySignal(frame.text());
        assertThat(latest()).contains("\"state\":\"running\"", "\"rpm\":1047");

        long[] delays = new long[11];
        long lastSent = 0;
        for (int i = 0; i < delays.length; i++) {
            lastSent = System.nanoTime();
            device.publishWith().topic(TOPIC).payload(sample).send();
            frame = dashboard.next(SOON);
            delays[i] = frame.nanos() - lastSent;
        }
        Arrays.sort(delays);
        assertThat(Duration.ofNanos(delays[delays.length / 2]))
                .as("from the device to the dashboard, median")
                .isLessThan(Duration.ofMillis(100));

        Dashboard.Frame offline = dashboard.next(Duration.ofSeconds(12));
        assertThat(offline).as("an offline frame").isNotNull();
        assertThat(Duration.ofNanos(offline.nanos() - lastSent))
                .as("silence until offline")
                .isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_200));
        assertThat(offline.text()).contains("\"state\":\"offline\"");
        assertThat((String) object(offline.text()).get("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*Z");
        compareEverySignal(offline.text());
        assertThat(dashboard.next(Duration.ofSeconds(1)))
                .as("a second offline frame")
                .isNull();
        device.disconnect();
    }

    /** The application connects to its broker in the background: sends until something comes. */
    private static Dashboard.Frame firstFrame(Mqtt3BlockingClient device, Dashboard dashboard, byte[] sample)
            throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            device.publishWith().topic(TOPIC).payload(sample).send();
            Dashboard.Frame frame = dashboard.next(Duration.ofMillis(200));
            if (frame != null) {
                while (dashboard.next(Duration.ofMillis(500)) != null) {
                    // what was sent before it
                }
                return frame;
            }
        }
        throw new AssertionError("no frame within 20 s");
    }

    @SuppressWarnings("unchecked")
    private static void compareEverySignal(String frame) throws IOException {
        assertThat(frame).contains("\"vehicle_id\":1,");
        Map<String, Object> data = (Map<String, Object>) object(frame).get("data");
        Map<String, String> names = new HashMap<>();
        for (String line :
                resource("/io/vehicletelemetry/core/decode/signals.tsv").split("\n")) {
            String[] columns = line.split("\t", -1);
            if (columns.length > 5 && !columns[5].isEmpty()) {
                names.put(columns[5], columns[0]);
            }
        }
        Map<String, Object> sample = object(resource("/wican-sample.json"));
        assertThat(sample).hasSize(41);
        assertThat(data).hasSize(42);
        sample.forEach((key, value) -> assertThat(((Number) data.get(names.get(key))).doubleValue())
                .as(key + " as " + names.get(key))
                .isEqualTo(((Number) value).doubleValue()));
    }

    private String latest() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/telemetry/latest"))
                .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static Map<String, Object> object(String json) {
        return JsonParserFactory.getJsonParser().parseMap(json);
    }

    private static String resource(String path) throws IOException {
        try (InputStream resource = FleetApplicationTest.class.getResourceAsStream(path)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
