package io.vehicletelemetry.examples.dashboard.demo;

import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/**
 * Where the simulated cars connect to: the broker that the server listens to.
 *
 * @param uri {@code mqtt://}, {@code mqtts://}, {@code ws://} or {@code wss://}
 * @param username null for none
 * @param password empty for none
 */
record BrokerAddress(URI uri, @Nullable String username, String password) {
    private static final String KEY = "telemetry.mqtt.uri";

    /** Reads the server's keys; throws {@link IllegalArgumentException} that names {@code telemetry.mqtt.uri}. */
    static BrokerAddress of(PropertyResolver configuration) {
        String text = configuration.getProperty(KEY, "");
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw refused(text);
        }
        if (uri.getHost() == null || defaultPort(uri) == 0) {
            throw refused(text);
        }
        return new BrokerAddress(
                uri,
                configuration.getProperty("telemetry.mqtt.username"),
                configuration.getProperty("telemetry.mqtt.password", ""));
    }

    /** A client for this broker, with the rest still to be set. */
    Mqtt3ClientBuilder client(String identifier) {
        Mqtt3ClientBuilder builder = Mqtt3Client.builder()
                .identifier(identifier)
                .serverHost(host())
                .serverPort(uri.getPort() < 0 ? defaultPort(uri) : uri.getPort());
        if (uri.getScheme().endsWith("s") && !uri.getScheme().equals("ws")) {
            builder = builder.sslWithDefaultConfig();
        }
        if (uri.getScheme().startsWith("ws")) {
            builder = builder.webSocketConfig()
                    .serverPath(uri.getPath().replaceFirst("^/", ""))
                    .applyWebSocketConfig();
        }
        if (username != null) {
            builder = builder.simpleAuth()
                    .username(username)
                    .password(password.getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        return builder;
    }

    /** Without the user's part, which may hold a password. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** {@code [::1]} is how an IPv6 address is written in a URI, not how it is connected to. */
    private String host() {
        return uri.getHost().replaceAll("^\\[|]$", "");
    }

    private static int defaultPort(URI uri) {
        return switch (String.valueOf(uri.getScheme())) {
            case "mqtt" -> 1883;
            case "mqtts" -> 8883;
            case "ws" -> 80;
            case "wss" -> 443;
            default -> 0;
        };
    }

    private static IllegalArgumentException refused(String value) {
        return new IllegalArgumentException(
                "%s is '%s', allowed is mqtt://host:port, mqtts://, ws:// or wss://, or no simulated cars (%s=false)"
                        .formatted(KEY, value, DemoKey.SIMULATOR_ENABLED.key()));
    }
}
