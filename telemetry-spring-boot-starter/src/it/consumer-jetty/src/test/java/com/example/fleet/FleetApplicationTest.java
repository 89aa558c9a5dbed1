package com.example.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.schemas.WireSchemas;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** What the starter brings is there on Jetty too. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class FleetApplicationTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private ServletWebServerApplicationContext context;

    private URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    private CompletableFuture<WebSocket> connect(String origin, CompletableFuture<String> frame) {
        return CLIENT.newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(uri("ws", "/ws/telemetry"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        frame.complete(text.toString());
                        return null;
                    }
                });
    }

    @Test
    void theServerIsJetty() {
        assertThat(context.getWebServer()).isInstanceOf(JettyWebServer.class);
        assertThat(Server.getVersion()).startsWith("12.1.");
    }

    @Test
    void aClientOfTheServersOwnPageGetsAFrameAtOnce() throws Exception {
        CompletableFuture<String> frame = new CompletableFuture<>();
        WebSocket socket = connect("http://127.0.0.1:" + port, frame).join();
        WireSchemas.check(frame.get(10, TimeUnit.SECONDS));
        assertThat(frame.join())
                .startsWith("{\"type\":\"telemetry_update\",\"state\":\"offline\",\"data\":{}");
        socket.abort();
    }

    @Test
    void aForeignPageIsRefusedWithAProblem() {
        assertThatThrownBy(() -> connect("https://evil.example", new CompletableFuture<>()).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> {
                    assertThat(refused.getResponse().statusCode()).isEqualTo(403);
                    assertThat(refused.getResponse().headers().firstValue("content-type"))
                            .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
                });
    }

    @Test
    void theLatestValuesAreThere() throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(uri("http", "/telemetry/latest")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"state\":\"offline\"", "\"data\":{}");
    }

    @Test
    void aPlainRequestIsToldToUpgrade() throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(uri("http", "/ws/telemetry")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(426);
    }
}
