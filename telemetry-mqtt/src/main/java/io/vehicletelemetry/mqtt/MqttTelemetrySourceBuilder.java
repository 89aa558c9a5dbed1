package io.vehicletelemetry.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import io.vehicletelemetry.core.decode.TelemetryDecoder;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link MqttTelemetrySource}: sets what differs from the defaults.
 *
 * <p><em>Confined to one thread at a time: no locking.</em>
 */
public final class MqttTelemetrySourceBuilder {

    /** The most that a lane's thread is worth: beyond it, cores are for others. */
    private static final int MAX_LANES = 4;

    /** MQTT has no more packet identifiers. */
    private static final int MAX_IN_FLIGHT = 65_535;

    private final BrokerUri uri;
    private final List<MqttSubscription> subscriptions = new ArrayList<>();
    private MqttVersion version = MqttVersion.V5;
    private @Nullable String clientId;
    private @Nullable String username;
    private @Nullable String password;
    private @Nullable MqttTls tls;
    private Duration keepAlive = Duration.ofSeconds(30);
    private Duration reconnectInitial = Duration.ofSeconds(1);
    private Duration reconnectMax = Duration.ofSeconds(30);
    private int queueCapacity = 100_000;
    private long queueBytes = 64L * 1024 * 1024;
    private int lanes = Math.min(MAX_LANES, Math.max(1, Runtime.getRuntime().availableProcessors()));
    private TelemetryLimits limits = TelemetryLimits.defaults();
    private TimeSource time = TimeSource.system();
    private @Nullable String durableClientId;
    private int inFlight = 1000;

    MqttTelemetrySourceBuilder(BrokerUri uri) {
        this.uri = uri;
    }

    /**
     * Adds a subscription at QoS 1. Of those that match a topic, the first that was added takes the message.
     *
     * @param topic the filter, with placeholders: see {@link MqttSubscription}
     * @param decoder what reads the messages
     * @return this
     * @throws IllegalArgumentException if the topic is none; the message names the position and what is allowed
     */
    public MqttTelemetrySourceBuilder subscribe(String topic, TelemetryDecoder decoder) {
        return subscribe(MqttSubscription.builder(topic, decoder).build());
    }

    /**
     * Adds a subscription. Of those that match a topic, the first that was added takes the message.
     *
     * @param subscription what to subscribe, and how to read it
     * @return this
     */
    public MqttTelemetrySourceBuilder subscribe(MqttSubscription subscription) {
        subscriptions.add(Objects.requireNonNull(subscription, "subscription"));
        return this;
    }

    /**
     * Sets the version of MQTT.
     *
     * @param version {@link MqttVersion#V5} by default
     * @return this
     */
    public MqttTelemetrySourceBuilder version(MqttVersion version) {
        this.version = Objects.requireNonNull(version, "version");
        return this;
    }

    /**
     * Sets what the broker knows this client by. Two clients of one id throw each other out.
     *
     * @param clientId the id, or null for one that is unique: the default
     * @return this
     * @throws IllegalArgumentException if the id is blank or is no text that MQTT allows
     */
    public MqttTelemetrySourceBuilder clientId(@Nullable String clientId) {
        this.clientId = clientId == null ? null : Allowed.clientId(clientId);
        return this;
    }

    /**
     * Sets the user for the broker.
     *
     * @param username the name, or null for none: the default
     * @return this
     * @throws IllegalArgumentException if the name is no text that MQTT allows
     */
    public MqttTelemetrySourceBuilder username(@Nullable String username) {
        if (username != null && !Allowed.test(() -> MqttUtf8String.of(username))) {
            throw new IllegalArgumentException(
                    "username " + Shown.text(username) + ": allowed is text as MQTT defines it");
        }
        this.username = username;
        return this;
    }

    /**
     * Sets the password for the broker. It is never logged.
     *
     * @param password the password, or null for none: the default
     * @return this
     */
    public MqttTelemetrySourceBuilder password(@Nullable String password) {
        this.password = password;
        return this;
    }

    /**
     * Sets how an {@code mqtts} or {@code wss} connection is encrypted.
     *
     * @param tls the settings, or null for {@link MqttTls#system()}: the default
     * @return this
     */
    public MqttTelemetrySourceBuilder tls(@Nullable MqttTls tls) {
        this.tls = tls;
        return this;
    }

    /**
     * Sets the longest silence of a connection, after which it is probed, and given up where no answer comes.
     *
     * @param keepAlive 30 seconds by default; from 1 to 65,535 seconds, rounded up to whole ones, or zero for never
     * @return this
     * @throws IllegalArgumentException if it is negative or too long
     */
    public MqttTelemetrySourceBuilder keepAlive(Duration keepAlive) {
        if (keepAlive.isNegative()
                || keepAlive.compareTo(Duration.ofSeconds(ConnectionSettings.KEEP_ALIVE_MAX_SECONDS)) > 0) {
            throw new IllegalArgumentException("keepAlive " + keepAlive + ": allowed are durations up to "
                    + ConnectionSettings.KEEP_ALIVE_MAX_SECONDS + " seconds");
        }
        this.keepAlive = keepAlive;
        return this;
    }

    /**
     * Sets how long to wait before connecting again. The wait doubles with each failure; each is cut by up to a half,
     * by chance.
     *
     * @param initial the first wait, 1 second by default, at least 1 millisecond
     * @param max the longest wait, 30 seconds by default, not shorter than the first and at most a day
     * @return this
     * @throws IllegalArgumentException if they are not
     */
    public MqttTelemetrySourceBuilder reconnect(Duration initial, Duration max) {
        if (initial.toMillis() < 1 || initial.compareTo(max) > 0 || max.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("reconnect initial " + initial + ", max " + max
                    + ": allowed are durations from 1 millisecond to a day, initial not longer than max");
        }
        this.reconnectInitial = initial;
        this.reconnectMax = max;
        return this;
    }

    /**
     * Sets how many messages may wait to be decoded.
     *
     * @param messages the number, 100,000 by default, at least 1
     * @return this
     * @throws IllegalArgumentException if it is less than 1
     */
    public MqttTelemetrySourceBuilder queueCapacity(int messages) {
        this.queueCapacity = (int) Allowed.positive("queueCapacity", messages);
        return this;
    }

    /**
     * Sets how many bytes the messages that wait may hold.
     *
     * @param bytes the number, 64 MiB by default, at least 1
     * @return this
     * @throws IllegalArgumentException if it is less than 1
     */
    public MqttTelemetrySourceBuilder queueBytes(long bytes) {
        this.queueBytes = Allowed.positive("queueBytes", bytes);
        return this;
    }

    /**
     * Sets what a message may hold; a larger payload is not decoded.
     *
     * @param limits {@link TelemetryLimits#defaults()} by default
     * @return this
     */
    public MqttTelemetrySourceBuilder limits(TelemetryLimits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /**
     * Sets the clocks by which arrivals are stamped.
     *
     * @param time this machine's by default
     * @return this
     */
    public MqttTelemetrySourceBuilder time(TimeSource time) {
        this.time = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * Makes the source durable: the broker keeps its session, under a client id that stays the same, sends at QoS 1
     * whatever the subscriptions say, and sends again what was not acknowledged. Nothing is given up when more arrives than
     * is taken in: the broker waits then. What a topic retains is not sent.
     *
     * @param clientId takes the place of {@link #clientId}; another one is another session, and the broker goes on
     *     collecting for the old one until somebody removes it there
     * @return this
     * @throws IllegalArgumentException if the id is blank or is no text that MQTT allows
     */
    public MqttTelemetrySourceBuilder durable(String clientId) {
        this.durableClientId = Allowed.clientId(clientId);
        return this;
    }

    /**
     * Sets how many messages of a durable source may be unacknowledged. The broker may allow fewer: Mosquitto 20.
     *
     * @param messages the number, 1,000 by default, from 1 to 65,535
     * @return this
     * @throws IllegalArgumentException if it is none of these
     */
    public MqttTelemetrySourceBuilder inFlight(int messages) {
        if (messages < 1 || messages > MAX_IN_FLIGHT) {
            throw new IllegalArgumentException(
                    "inFlight " + messages + ": allowed are numbers from 1 to " + MAX_IN_FLIGHT);
        }
        this.inFlight = messages;
        return this;
    }

    /** How many threads decode and deliver. */
    MqttTelemetrySourceBuilder lanes(int count) {
        this.lanes = (int) Allowed.positive("lanes", count);
        return this;
    }

    /**
     * Makes the source. Nothing is opened before it is started.
     *
     * @return the source
     * @throws IllegalArgumentException if there is no subscription, a password without a user, or encryption is set for
     *     a URI without it
     * @throws IllegalStateException if the URI is a WebSocket's and Netty's HTTP codec is not on the class path
     */
    public MqttTelemetrySource build() {
        if (subscriptions.isEmpty()) {
            throw new IllegalArgumentException("subscriptions []: at least one is needed");
        }
        if (password != null && username == null) {
            throw new IllegalArgumentException("username null: a password needs a user");
        }
        if (tls != null && !uri.encrypted()) {
            throw new IllegalArgumentException(
                    "uri " + uri + ": is not encrypted, but tls is set; allowed are mqtts and wss with it");
        }
        if (uri.webSocket() && !Allowed.test(() -> Class.forName("io.netty.handler.codec.http.HttpClientCodec"))) {
            throw new IllegalStateException("uri " + uri + ": a WebSocket needs io.netty:netty-codec-http");
        }
        ConnectionSettings connection = new ConnectionSettings(
                uri,
                version,
                durableClientId != null ? durableClientId : clientId == null ? uniqueId() : clientId,
                username,
                password,
                (int) keepAlive.plusNanos(999_999_999).toSeconds(),
                tls == null ? MqttTls.system() : tls,
                limits.payloadBytes(),
                durableClientId == null ? 0 : inFlight);
        return new MqttTelemetrySource(new SourceSettings(
                connection,
                MqttSubscription.ofOneSource(subscriptions),
                reconnectInitial,
                reconnectMax,
                durableClientId == null ? lanes : 1,
                durableClientId == null ? queueCapacity : Integer.MAX_VALUE,
                durableClientId == null ? queueBytes : Long.MAX_VALUE,
                limits,
                time));
    }

    /** At most 23 letters and digits: every broker takes such. */
    private static String uniqueId() {
        return "telemetry" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }
}
