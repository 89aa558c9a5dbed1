package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.VehicleAccess;
import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.model.Texts;
import io.vehicletelemetry.core.model.TimeSource;
import jakarta.servlet.http.HttpServlet;
import jakarta.websocket.server.ServerEndpointConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket of the wire protocol: every client that connects gets one frame for each known vehicle at once, then
 * what changes, at its own pace.
 *
 * <pre>{@code
 * TelemetryWebSocket socket = TelemetryWebSocket.builder(broadcaster).allowedOrigin("https://dash.example").build();
 * servletContext.addServlet("telemetry-websocket", socket.handshakeServlet()).addMapping("/ws/telemetry");
 * }</pre>
 *
 * <p>A client that reads slowly misses values in between, never the newest; one that takes in nothing for the send
 * timeout is closed. None of them holds up a publisher or another client.
 *
 * <p>Threads are started with the first session: {@code telemetry-send-n}, {@code telemetry-close-n},
 * {@code telemetry-pacer} and {@code telemetry-websocket-timer}, all daemons.
 *
 * <p><em>Thread-safe.</em>
 */
public final class TelemetryWebSocket implements AutoCloseable {

    private final SessionRegistry registry;
    /** Made when it is asked for, guarded by this: where there are no servlets, their classes may be missing too. */
    private @Nullable HttpServlet servlet;

    private TelemetryWebSocket(Builder builder) {
        this.registry = new SessionRegistry(builder.broadcaster, builder.settings());
    }

    /**
     * Starts with the defaults.
     *
     * @param broadcaster where each session subscribes; it is not closed with the socket
     * @return a builder
     */
    public static Builder builder(Broadcaster broadcaster) {
        return new Builder(broadcaster);
    }

    /**
     * The servlet that decides on handshakes: to be mapped to the address of the WebSocket, such as
     * {@code /ws/telemetry}. It asks the servlet context for the container's WebSocket at each request, and answers 501
     * where there is none. The application's filters come before it.
     *
     * @return always the same servlet
     */
    public synchronized HttpServlet handshakeServlet() {
        HttpServlet made = servlet;
        if (made == null) {
            made = Servlets.handshake(registry);
            servlet = made;
        }
        return made;
    }

    /**
     * The endpoint for a container that is deployed to without servlets, such as Tyrus on Grizzly; where there are
     * servlets, {@link #handshakeServlet()} does more.
     *
     * <pre>{@code
     * container.addEndpoint(socket.endpoint("/ws/telemetry"));
     * }</pre>
     *
     * <p>Such a container shows an endpoint neither the request nor its answer. So a page's origin is compared with the
     * allowed origins alone, not with the server's own, and refused with 403 without a body; a session beyond
     * {@link Builder#maxSessions} opens and is closed with 1013, one with a bad query with 1008, and one that comes after
     * {@link #close()} with 1001.
     *
     * @param path where the container offers it, below its root; begins with {@code /}
     * @return a new configuration, to be added to one container
     * @throws IllegalArgumentException if the path does not begin with {@code /}
     */
    public ServerEndpointConfig endpoint(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "path " + Texts.quoted(path) + ": allowed are paths that begin with /, such as /ws/telemetry");
        }
        return HandshakeConfigurator.withoutServlet(registry, path);
    }

    /**
     * What the sessions did so far.
     *
     * @return a live view
     */
    public WebSocketStats stats() {
        return registry;
    }

    /**
     * Has it decided anew what each session may see: to be called when the answers of the {@link VehicleAccess} have
     * changed. Nothing is sent any more that one may not see; each client is told {@code subscribed} and gets its vehicles
     * anew.
     */
    public void refreshAccess() {
        registry.refreshAccess();
    }

    /**
     * Refuses new sessions with 503, or where no servlet decides with 1001, and closes all others with 1001. Returns when
     * they are closed, at the latest after 2 s: a client that stalls cannot hold it up. To be called before the web server
     * stops. Idempotent.
     */
    @Override
    public void close() {
        registry.close();
    }

    /** Apart, because the JVM looks into a servlet's class as soon as a class that makes one is loaded. */
    private static final class Servlets {
        static HttpServlet handshake(SessionRegistry registry) {
            return new HandshakeServlet(registry, registry.settings().origins());
        }
    }

    /**
     * Makes a socket. Nothing is started, and no thread runs, before the first session.
     *
     * <p><em>Confined to one thread at a time: no locking.</em>
     */
    public static final class Builder {
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

        private Builder(Broadcaster broadcaster) {
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
        public Builder allowedOrigin(String origin) {
            return allowedOrigins(List.of(origin));
        }

        /**
         * Allows the pages of more origins to connect.
         *
         * @param origins each as for {@link #allowedOrigin}
         * @return this
         * @throws IllegalArgumentException if one of them is none
         */
        public Builder allowedOrigins(Collection<String> origins) {
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
        public Builder maxSessions(int count) {
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
        public Builder maxSessionsPerAddress(int count) {
            this.maxSessionsPerAddress = positive("maxSessionsPerAddress", count);
            return this;
        }

        /**
         * Sets who may see which vehicles. Default: everybody sees everything.
         *
         * @param who asked once for each session, and again by {@link TelemetryWebSocket#refreshAccess()}
         * @return this
         */
        public Builder access(VehicleAccess who) {
            this.access = Objects.requireNonNull(who, "access");
            return this;
        }

        /**
         * Sets the pace: the first update after a quiet interval is sent at once, further ones within it together at its
         * end. Default 16 ms, a frame of a display of 60 Hz.
         *
         * @param interval from 0, which sends each at once, to 1 minute
         * @return this
         * @throws IllegalArgumentException if it is outside of that
         */
        public Builder flushInterval(Duration interval) {
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
        public Builder compression(boolean on) {
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
        public Builder sendTimeout(Duration timeout) {
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
        public Builder pingInterval(Duration interval) {
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
        public Builder maxMessageSize(int bytes) {
            this.maxMessageSize = positive("maxMessageSize", bytes);
            return this;
        }

        Builder time(TimeSource source) {
            this.time = source;
            return this;
        }

        /**
         * Makes the socket.
         *
         * @return the socket
         */
        public TelemetryWebSocket build() {
            return new TelemetryWebSocket(this);
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
                    time);
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
}
