package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.source.TelemetrySink;
import io.vehicletelemetry.core.source.TelemetrySource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings telemetry in from an MQTT broker.
 *
 * <pre>{@code
 * var mqtt = MqttTelemetrySource.builder("mqtt://localhost:1883")
 *         .subscribe("wican/{vehicle_id}/#", TelemetryDecoders.named("wican", TelemetryLimits.defaults()))
 *         .build();
 * }</pre>
 *
 * <p>It connects in the background and for ever: a broker that is away, at start or later, is no failure. By default the
 * session is clean, so what was published while there was no connection does not come; what the broker retains comes with each
 * subscription, and is marked as replayed.
 *
 * <p>Messages are stamped and queued on the client's I/O thread, decoded and delivered by a few threads, in order for each
 * device. The queue is bounded: when more arrives than is taken in, the device that has the most waiting loses its oldest
 * message, and each one lost is rejected as {@link io.vehicletelemetry.core.model.RejectReason#OVERFLOW}.
 *
 * <p>Durable where {@link MqttTelemetrySourceBuilder#durable} says so: then the broker keeps the session while there is no
 * connection, and a delivery that was not acknowledged comes again. Otherwise a delivery need not be acknowledged.
 *
 * <p><em>Thread-safe.</em>
 */
public final class MqttTelemetrySource implements TelemetrySource {

    private final SourceSettings settings;
    private volatile @Nullable LiveSession session; // written once, under this
    private boolean closed; // guarded by this

    MqttTelemetrySource(SourceSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts a source of a broker.
     *
     * @param uri {@code mqtt://host[:1883]}, {@code mqtts://host[:8883]}, {@code ws://host[:80][/path]} or
     *     {@code wss://host[:443][/path]}, without a user: see {@link MqttTelemetrySourceBuilder#username} and
     *     {@link MqttTelemetrySourceBuilder#password}
     * @return a builder
     * @throws IllegalArgumentException if the URI is none of these; the message says what is allowed
     */
    public static MqttTelemetrySourceBuilder builder(String uri) {
        return new MqttTelemetrySourceBuilder(BrokerUri.parse(uri));
    }

    /**
     * The source's name.
     *
     * @return scheme, host and port of the broker
     */
    @Override
    public String name() {
        return settings.connection().uri().toString();
    }

    @Override
    public synchronized void start(TelemetrySink sink) {
        Objects.requireNonNull(sink, "sink");
        if (closed || session != null) {
            throw new IllegalStateException(name() + ": was " + (closed ? "closed" : "started") + " before");
        }
        LiveSession live = new LiveSession(settings, sink);
        session = live;
        live.start();
    }

    @Override
    public long deliveredUpTo(long nowNanos) {
        LiveSession live = session;
        return live == null ? nowNanos : live.deliveredUpTo(nowNanos);
    }

    /**
     * Ends the deliveries and disconnects. Waits for deliveries that are under way, and for the broker, for at most five
     * seconds together; called by a sink, it does not wait for that sink.
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        LiveSession live = session;
        if (live != null) {
            live.close();
        }
    }

    @Override
    public String toString() {
        return "MqttTelemetrySource[" + settings.connection() + ", " + settings.subscriptions() + "]";
    }
}
