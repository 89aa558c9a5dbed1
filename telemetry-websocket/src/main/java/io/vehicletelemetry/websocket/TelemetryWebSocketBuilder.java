package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.VehicleAccess;
import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a socket. Nothing is started, and no thread runs, before the first session.
 *
 * <p><em>Confined to one thread at a time: no locking.</em>
 */
public final class TelemetryWebSocketBuilder {
    private final Broadcaster broadcaster;
    private final List<String> allowedOrigins = new ArrayList<>();
    private VehicleAccess access = VehicleAccess.everything();
    private int maxSessions = 10_000;
    private int maxSessionsPerAddress = Integer.MAX_VALUE;
    private Duration sendTimeout = Duration.ofSeconds(10);
    private Duration pingInterval = Duration.ofSeconds(25);
    private Duration flushInterval = Duration.ofMillis(16);
    private int maxMessageSize = 8 * 1024;
    private boolean compression;
    private TimeSource time = TimeSource.system();
    private @Nullable TelemetryHistory history;
    private Duration historyPatience = Duration.ofMillis(500);

    TelemetryWebSocketBuilder(Broadcaster broadcaster) {
        this.broadcaster = Objects.requireNonNull(broadcaster, "broadcaster");
    }

    /**
     * Allows the pages of one more origin to connect. Pages of the server's own origin, and clients that send no
     * {@code Origin}, always may.
     *
     * @param origin an entry of {@link AllowedOrigins}: an origin such as {@code https://dash.example}, a pattern
     *     such as {@code https://*.example.com}, or {@code *} for every origin
     * @return this
     * @throws IllegalArgumentException if it is none of these
     */
    public TelemetryWebSocketBuilder allowedOrigin(String origin) {
        return allowedOrigins(List.of(origin));
    }

    /**
     * Allows the pages of more origins to connect.
     *
     * @param origins each as for {@link #allowedOrigin}
     * @return this
     * @throws IllegalArgumentException if one of them is none
     */
    public TelemetryWebSocketBuilder allowedOrigins(Collection<String> origins) {
        List<String> all = new ArrayList<>(allowedOrigins);
        all.addAll(origins);
        AllowedOrigins.of(all); // told here and not by build(), where nobody sees which call was wrong
        allowedOrigins.clear();
        allowedOrigins.addAll(all);
        return this;
    }

    /**
     * Sets how many sessions there may be at once; a handshake beyond is refused with 503, or where no servlet decides
     * its session closed with 1013. Default 10,000.
     *
     * @param count a number from 1
     * @return this
     * @throws IllegalArgumentException if it is less than 1
     */
    public TelemetryWebSocketBuilder maxSessions(int count) {
        this.maxSessions = positive("maxSessions", count);
        return this;
    }

    /**
     * Sets how many sessions there may be at once from one address; a handshake beyond is refused with 429. Only in
     * servlet containers: others do not tell the address. Default: as many as there may be in all.
     *
     * @param count a number from 1
     * @return this
     * @throws IllegalArgumentException if it is less than 1
     */
    public TelemetryWebSocketBuilder maxSessionsPerAddress(int count) {
        this.maxSessionsPerAddress = positive("maxSessionsPerAddress", count);
        return this;
    }

    /**
     * Sets who may see which vehicles. Default: everybody sees everything.
     *
     * @param who asked once for each session, and again by {@link TelemetryWebSocket#refreshAccess()}
     * @return this
     */
    public TelemetryWebSocketBuilder access(VehicleAccess who) {
        this.access = Objects.requireNonNull(who, "access");
        return this;
    }

    /**
     * Sets the pace: the first update after a quiet interval is sent at once, further ones together at the next beat of
     * the interval, which all sessions share and which comes between half an interval and one and a half later. Default
     * 16 ms, a frame of a display of 60 Hz.
     *
     * @param interval from 0, which sends each at once, to 1 minute
     * @return this
     * @throws IllegalArgumentException if it is outside of that
     */
    public TelemetryWebSocketBuilder flushInterval(Duration interval) {
        if (interval.isNegative() || interval.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException(
                    "flushInterval " + interval + ": allowed are durations from 0 to 1 minute");
        }
        this.flushInterval = interval;
        return this;
    }

    /**
     * Switches {@code permessage-deflate} on, for clients that offer it, where the container has it. Default off: it
     * costs processor time for every frame and client, and memory for every session.
     *
     * @param on whether to compress
     * @return this
     */
    public TelemetryWebSocketBuilder compression(boolean on) {
        this.compression = on;
        return this;
    }

    /**
     * Sets after how long a client that takes nothing in is closed. Default 10 s.
     *
     * @param timeout from 1 ms to 1 day
     * @return this
     * @throws IllegalArgumentException if it is outside of that
     */
    public TelemetryWebSocketBuilder sendTimeout(Duration timeout) {
        this.sendTimeout = between("sendTimeout", timeout);
        return this;
    }

    /**
     * Sets after how long a client of which nothing is heard is pinged; one that answers nothing for two of these is
     * closed. Default 25 s: proxies usually cut a silent connection after 60 s.
     *
     * @param interval from 1 ms to 1 day
     * @return this
     * @throws IllegalArgumentException if it is outside of that
     */
    public TelemetryWebSocketBuilder pingInterval(Duration interval) {
        this.pingInterval = between("pingInterval", interval);
        return this;
    }

    /**
     * Sets the longest message that a client may send; a longer one closes its session with 1009. Default 8 KiB.
     *
     * @param bytes of UTF-8, from 1
     * @return this
     * @throws IllegalArgumentException if it is less than 1
     */
    public TelemetryWebSocketBuilder maxMessageSize(int bytes) {
        this.maxMessageSize = positive("maxMessageSize", bytes);
        return this;
    }

    /**
     * Sets where the last points of a vehicle come from, for clients that ask for them ({@code history=60}): they are read on
     * threads of their own, {@code telemetry-past-n}. Default: nowhere; then such a client gets its frames without them.
     *
     * @param past where from; it is not closed with the socket
     * @return this
     */
    public TelemetryWebSocketBuilder history(TelemetryHistory past) {
        this.history = Objects.requireNonNull(past, "history");
        return this;
    }

    /**
     * Sets how long the first frame of a vehicle waits for its last points; then it goes without. Default 500 ms.
     *
     * @param patience from 1 ms to 1 day
     * @return this
     * @throws IllegalArgumentException if it is outside of that
     */
    public TelemetryWebSocketBuilder historyPatience(Duration patience) {
        this.historyPatience = between("historyPatience", patience);
        return this;
    }

    TelemetryWebSocketBuilder time(TimeSource source) {
        this.time = source;
        return this;
    }

    /**
     * Makes the socket.
     *
     * @return the socket
     */
    public TelemetryWebSocket build() {
        return new TelemetryWebSocket(broadcaster, settings());
    }

    private Settings settings() {
        return new Settings(
                AllowedOrigins.of(allowedOrigins),
                access,
                maxSessions,
                maxSessionsPerAddress,
                sendTimeout.toNanos(),
                pingInterval.toNanos(),
                flushInterval.toNanos(),
                maxMessageSize,
                compression,
                time,
                history == null ? null : new Past(history, historyPatience.toNanos()));
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " " + value + ": allowed are numbers from 1");
        }
        return value;
    }

    private static Duration between(String name, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " " + value + ": allowed are durations from 1 ms to 1 day");
        }
        return value;
    }
}
