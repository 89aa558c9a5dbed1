package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.VehicleAccess;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The defaults but for the time, which is virtual, and the pace: each update is sent at once. */
final class TestSettings {

    static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);
    static final Duration PING = Duration.ofSeconds(25);

    private TestSettings() {}

    static Settings of(VirtualTime time, int maxSessions) {
        return of(time, maxSessions, SEND_TIMEOUT.toNanos(), Duration.ZERO);
    }

    static Settings of(VirtualTime time, int maxSessions, long sendTimeout, Duration flushInterval) {
        return of(time, maxSessions, sendTimeout, flushInterval, null);
    }

    static Settings of(
            VirtualTime time, int maxSessions, long sendTimeout, Duration flushInterval, @Nullable Past past) {
        return new Settings(
                AllowedOrigins.of(List.of()),
                VehicleAccess.everything(),
                maxSessions,
                Integer.MAX_VALUE,
                sendTimeout,
                PING.toNanos(),
                flushInterval.toNanos(),
                8192,
                false,
                time,
                past);
    }
}
