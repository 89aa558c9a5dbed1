package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is written under {@code telemetry.mqtt}.
 *
 * @param uri Address of the broker: mqtt://host:1883, mqtts://host:8883, ws://host/path or wss://host/path. Without it there is no MQTT.
 * @param username Name by which the broker knows this client.
 * @param password Password of that name.
 * @param clientId Client id, unique at the broker. By default one that is unique to the process.
 * @param version Version of MQTT: 5, or 3 for 3.1.1.
 * @param keepAlive Longest silence on the connection before a ping, rounded up to whole seconds; 0 for none.
 * @param sslBundle Name of the SSL bundle for mqtts and wss. By default what the platform trusts.
 * @param reconnect How the connection is tried again, for ever.
 * @param subscriptions Topics to subscribe to. The first one that matches a topic takes its messages.
 */
record MqttProperties(
        @Nullable String uri,
        @Nullable String username,
        @Nullable String password,
        @Nullable String clientId,
        @DefaultValue("5") String version,
        @DefaultValue("30s") Duration keepAlive,
        @Nullable String sslBundle,
        @DefaultValue Reconnect reconnect,
        @DefaultValue List<Subscription> subscriptions) {

    static final String KEY = TelemetryProperties.PREFIX + ".mqtt";

    private static final Duration LONGEST_KEEP_ALIVE = Duration.ofSeconds(65_535);
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);

    void check() {
        String key = KEY;
        Setting.checkText(key + ".uri", uri);
        Setting.checkText(key + ".client-id", clientId);
        Setting.checkText(key + ".ssl-bundle", sslBundle);
        Setting<String> mqttVersion = Setting.named(key + ".version", version);
        mqttVersion.is(version.equals("5") || version.equals("3"), "allowed are 5, and 3 for MQTT 3.1.1");
        Setting.named(key + ".keep-alive", keepAlive).isBetween(Duration.ZERO, LONGEST_KEEP_ALIVE);
        reconnect.check(key + ".reconnect");
        for (int i = 0; i < subscriptions.size(); i++) {
            subscriptions.get(i).check(subscriptionKey(i));
        }
    }

    static String subscriptionKey(int index) {
        return KEY + ".subscriptions[" + index + "]";
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MqttProperties[uri=" + Setting.shown("uri", uri) + "]";
    }

    /**
     * How the connection is tried again: exponentially rarer, with jitter, for ever.
     *
     * @param initialDelay Time before the first new attempt.
     * @param maxDelay Longest time between two attempts.
     */
    record Reconnect(
            @DefaultValue("1s") Duration initialDelay,
            @DefaultValue("30s") Duration maxDelay) {

        private void check(String key) {
            Setting.named(key + ".initial-delay", initialDelay).isBetween(Setting.SHORTEST, LONGEST_DELAY);
            Setting<Duration> max = Setting.named(key + ".max-delay", maxDelay);
            max.isBetween(Setting.SHORTEST, LONGEST_DELAY);
            max.is(
                    maxDelay.compareTo(initialDelay) >= 0,
                    "allowed are durations from that of initial-delay, " + Setting.shown("", initialDelay));
        }
    }

    /**
     * Topics of the broker, and how their messages are read.
     *
     * @param topic MQTT topic filter, in which levels may be named: {vehicle_id}, {device}, {signal}, and {signal...} as the last one.
     * @param format Built-in format, or the name of a TelemetryDecoder bean.
     * @param qos Quality of service: 0, 1 or 2.
     * @param vehicleId Vehicle of all messages, whatever their topic names.
     * @param offlineAfter Silence after which vehicles of this subscription are offline.
     * @param liveWhen Which live messages are evidence that a vehicle runs: changed, ignition, a comparison such as rpm > 0, or the name of an EvidenceRule bean. By default all.
     * @param names Signals under other names.
     */
    record Subscription(
            @Nullable String topic,
            @DefaultValue("json") String format,
            @DefaultValue("1") int qos,
            @Nullable String vehicleId,
            @Nullable Duration offlineAfter,
            @Nullable String liveWhen,
            @DefaultValue List<Name> names) {

        private void check(String key) {
            Setting.named(key + ".topic", topic).isText();
            Setting.named(key + ".format", format).isText();
            Setting.named(key + ".qos", qos).is(qos >= 0 && qos <= 2, "allowed are 0, 1 and 2");
            if (vehicleId != null) {
                Setting.named(key + ".vehicle-id", vehicleId).isText().map(VehicleId::of);
            }
            if (offlineAfter != null) {
                Setting.named(key + ".offline-after", offlineAfter).isOfflineAfter();
            }
            Setting.checkText(key + ".live-when", liveWhen);
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < names.size(); i++) {
                names.get(i).check(key + ".names[" + i + "]", seen);
            }
        }
    }

    /**
     * A signal under another name.
     *
     * @param from Name that the format gives the signal.
     * @param to Name that the signal gets.
     */
    record Name(@Nullable String from, @Nullable String to) {

        private void check(String key, Set<String> seen) {
            Setting<String> given = Setting.named(key + ".from", from).isText();
            if (!seen.add(given.value())) {
                throw given.refused("it is in the list already; allowed is one entry a signal");
            }
            Setting<String> wanted = Setting.named(key + ".to", to).isText();
            wanted.is(!wanted.value().equals("vehicle_id"), "allowed are all names but vehicle_id, which is reserved");
        }
    }
}
