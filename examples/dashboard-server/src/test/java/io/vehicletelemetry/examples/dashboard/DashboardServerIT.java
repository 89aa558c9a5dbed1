package io.vehicletelemetry.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vehicletelemetry.schemas.WireSchemas;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The reference server as a visitor meets it: broker, cars, socket, REST and page, all real. */
class DashboardServerIT {

    @TempDir
    private static Path data;

    private static ConfigurableApplicationContext server;
    private static int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        int broker;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            broker = probe.getLocalPort();
        }
        server = SpringApplication.run(
                DashboardServer.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--demo.data=" + data,
                "--demo.broker.port=" + broker,
                "--demo.simulator.interval=100ms");
        port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyCarArrivesOnTheSocket() {
        Queue<String> frames = new ConcurrentLinkedQueue<>();
        WebSocket socket = connect(frames, "http://localhost:3000").join();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            for (int car = 1; car <= 3; car++) {
                String vehicle = "\"data\":{\"vehicle_id\":" + car + ",";
                assertThat(frames)
                        .anySatisfy(frame -> assertThat(frame).contains("\"state\":\"running\",", vehicle, "\"rpm\":"));
            }
        });
        assertThat(frames).allSatisfy(frame -> {
            WireSchemas.check(frame);
            assertThat(frame).startsWith("{\"type\":\"telemetry_update\",");
        });
        socket.abort();
    }

    @Test
    void restAnswersForTheFirstPaint() throws Exception {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(get("/telemetry/vehicles").body()).contains("\"vehicle_id\":3"));
        assertThat(get("/telemetry/latest").body()).startsWith("{\"type\":\"telemetry_update\",");
        assertThat(get("/telemetry/latest?vehicle_id=99").statusCode()).isEqualTo(404);
        assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"");
    }

    @Test
    void pageIsServedAndForeignPagesAreRefused() throws Exception {
        assertThat(get("/").body()).contains("<!doctype html>", "app/main.js");
        assertThatThrownBy(() -> connect(new ConcurrentLinkedQueue<>(), "https://elsewhere.example")
                        .join())
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void whatIsLongerThanAPacketIsSentCompressed() throws Exception {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(get("/telemetry/history?vehicle_id=1").body())
                                .hasSizeGreaterThan(4096));
        List<String> paths = new ArrayList<>(List.of(
                "/",
                "/telemetry/latest?vehicle_id=1",
                "/telemetry/vehicles",
                "/telemetry/history?vehicle_id=1",
                "/telemetry/history?vehicle_id=1&format=csv"));
        Matcher module = Pattern.compile("\"([^\"]+\\.js)\"").matcher(get("/").body());
        while (module.find()) {
            paths.add("/" + module.group(1).replaceFirst("^\\./", ""));
        }

        assertThat(paths).as("with the page's modules").hasSizeGreaterThan(8);
        for (String path : paths) {
            String plain = get(path).body();
            HttpResponse<byte[]> zipped = http.send(
                    request(path).header("Accept-Encoding", "gzip").build(), HttpResponse.BodyHandlers.ofByteArray());
            if (plain.length() > 1500) {
                assertThat(zipped.headers().firstValue("Content-Encoding"))
                        .as(path)
                        .hasValue("gzip");
                assertThat(zipped.body()).as(path).hasSizeLessThan(plain.length() / 4 * 3);
            }
        }
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<WebSocket> connect(Queue<String> frames, String origin) {
        return http.newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/telemetry"), new WebSocket.Listener() {
                    private final StringBuilder text = new StringBuilder();

                    @Override
                    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
                        text.append(part);
                        if (last) {
                            frames.add(text.toString());
                            text.setLength(0);
                        }
                        socket.request(1);
                        return null;
                    }
                });
    }
}
