package io.vehicletelemetry.spring;

import io.vehicletelemetry.websocket.AllowedOrigins;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * What is written under {@code telemetry.websocket}.
 *
 * @param enabled Whether there is a WebSocket.
 * @param path Path of the WebSocket.
 * @param allowedOrigins Origins whose pages may connect beside the server's own: exact ones such as https://dash.example, patterns such as https://*.example.com, or * for all. They hold for REST (CORS) as well.
 * @param maxSessions Most sessions at once.
 * @param sendTimeout Time after which a client that takes nothing in is closed.
 * @param pingInterval Silence of a client after which it is pinged; after two of them without an answer it is closed.
 * @param maxMessageSize Longest message that a client may send.
 */
record WebSocketProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("/ws/telemetry") String path,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("10000") int maxSessions,
        @DefaultValue("10s") Duration sendTimeout,
        @DefaultValue("25s") Duration pingInterval,
        @DefaultValue("8KB") DataSize maxMessageSize) {

    private static final Duration LONGEST = Duration.ofDays(1);

    // These keys are bound for the pipeline alone too, which needs no WebSocket module: nothing reads the list then.
    private static final boolean WITH_MODULE = ClassUtils.isPresent(
            "io.vehicletelemetry.websocket.AllowedOrigins", WebSocketProperties.class.getClassLoader());

    void check(String key) {
        Setting.named(key + ".path", path).isPath();
        Setting.named(key + ".path", path).is(path.length() > 1, "allowed are paths below /, such as /ws/telemetry");
        if (WITH_MODULE) {
            checkAllowedOrigins(key + ".allowed-origins");
        }
        Setting.named(key + ".max-sessions", maxSessions).isCount();
        Setting.named(key + ".send-timeout", sendTimeout).isBetween(Setting.SHORTEST, LONGEST);
        Setting.named(key + ".ping-interval", pingInterval).isBetween(Setting.SHORTEST, LONGEST);
        Setting.named(key + ".max-message-size", maxMessageSize).isSize();
    }

    private void checkAllowedOrigins(String key) {
        for (int i = 0; i < allowedOrigins.size(); i++) {
            Setting.named(key + "[" + i + "]", allowedOrigins.get(i)).map(entry -> AllowedOrigins.of(List.of(entry)));
        }
    }
}
