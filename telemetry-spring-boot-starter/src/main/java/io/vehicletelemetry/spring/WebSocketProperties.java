package io.vehicletelemetry.spring;

import io.vehicletelemetry.websocket.AllowedOrigins;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
 * @param maxSessionsPerAddress Most sessions at once from one address. Unless set, there is no such limit.
 * @param sendTimeout Time after which a client that takes nothing in is closed.
 * @param pingInterval Silence of a client after which it is pinged; after two of them without an answer it is closed.
 * @param flushInterval Pace of each client: the first update after a quiet interval is sent at once, further ones together at its next beat, which all clients share. 0 sends each at once.
 * @param maxMessageSize Longest message that a client may send.
 * @param compression Whether to compress with permessage-deflate for clients that offer it.
 */
record WebSocketProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("/ws/telemetry") String path,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("10000") int maxSessions,
        @Nullable Integer maxSessionsPerAddress,
        @DefaultValue("10s") Duration sendTimeout,
        @DefaultValue("25s") Duration pingInterval,
        @DefaultValue("16ms") Duration flushInterval,
        @DefaultValue("8KB") DataSize maxMessageSize,
        @DefaultValue("false") boolean compression) {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration LONGEST_FLUSH = Duration.ofMinutes(1);

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
        if (maxSessionsPerAddress != null) {
            Setting.named(key + ".max-sessions-per-address", maxSessionsPerAddress)
                    .isCount();
        }
        Setting.named(key + ".send-timeout", sendTimeout).isBetween(Setting.SHORTEST, LONGEST);
        Setting.named(key + ".ping-interval", pingInterval).isBetween(Setting.SHORTEST, LONGEST);
        Setting.named(key + ".flush-interval", flushInterval).isBetween(Duration.ZERO, LONGEST_FLUSH);
        Setting.named(key + ".max-message-size", maxMessageSize).isSize();
    }

    private void checkAllowedOrigins(String key) {
        for (int i = 0; i < allowedOrigins.size(); i++) {
            Setting.named(key + "[" + i + "]", allowedOrigins.get(i)).map(entry -> AllowedOrigins.of(List.of(entry)));
        }
    }
}
