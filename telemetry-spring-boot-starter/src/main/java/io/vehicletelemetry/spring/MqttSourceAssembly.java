package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.decode.TelemetryDecoder;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.mqtt.MqttSubscription;
import io.vehicletelemetry.mqtt.MqttTelemetrySource;
import io.vehicletelemetry.mqtt.MqttTelemetrySourceBuilder;
import io.vehicletelemetry.mqtt.MqttTls;
import io.vehicletelemetry.mqtt.MqttVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * Makes the MQTT source of the properties; what the source refuses is told under the key that it came from. Immutable.
 *
 * @param properties what is written under {@code telemetry.mqtt}
 * @param details where the broker is
 * @param formats what a subscription's format may be
 * @param rules what its evidence rule may be
 * @param customizers change it afterwards, in this order
 */
record MqttSourceAssembly(
        MqttProperties properties,
        TelemetryMqttConnectionDetails details,
        Formats formats,
        EvidenceRules rules,
        List<TelemetryMqttCustomizer> customizers) {

    private static final String KEY = MqttProperties.KEY;

    MqttTelemetrySource source() {
        return source(source -> {});
    }

    /** The source of the durable recorder: of the same messages, in a session of its own. */
    MqttTelemetrySource durable(HistoryProperties history) {
        return source(source -> {
            history.clientId().map(source::durable);
            source.inFlight(history.inFlight());
        });
    }

    private MqttTelemetrySource source(Consumer<MqttTelemetrySourceBuilder> last) {
        MqttTelemetrySourceBuilder source = builder();
        customizers.forEach(customizer -> customizer.customize(source));
        last.accept(source);
        try {
            return source.build();
        } catch (IllegalArgumentException e) {
            if (!properties.subscriptions().isEmpty()) {
                throw e; // of a customizer's making: what the properties say was looked at before
            }
            throw new InvalidTelemetryConfigurationException(
                    KEY + ".subscriptions", null, String.valueOf(e.getMessage()), e);
        }
    }

    private MqttTelemetrySourceBuilder builder() {
        MqttTelemetrySourceBuilder source = uri().map(MqttTelemetrySource::builder);
        source.version(properties.version().equals("3") ? MqttVersion.V3 : MqttVersion.V5);
        source.keepAlive(properties.keepAlive());
        source.reconnect(
                properties.reconnect().initialDelay(), properties.reconnect().maxDelay());
        source.limits(formats.limits());
        if (properties.clientId() != null) {
            Setting.named(KEY + ".client-id", properties.clientId()).map(source::clientId);
        }
        addCredentials(source);
        addTls(source);
        for (int i = 0; i < properties.subscriptions().size(); i++) {
            source.subscribe(subscription(properties.subscriptions().get(i), MqttProperties.subscriptionKey(i)));
        }
        return source;
    }

    private Setting<String> uri() {
        return Setting.named(
                details instanceof PropertiesMqttConnectionDetails
                        ? KEY + ".uri"
                        : "uri of " + details.getClass().getName(),
                details.uri());
    }

    private void addCredentials(MqttTelemetrySourceBuilder source) {
        if (details.username() == null && details.password() != null) {
            throw new InvalidTelemetryConfigurationException(
                    KEY + ".username", null, "a password is set, and a password needs a user", null);
        }
        if (details.username() != null) {
            Setting.named(KEY + ".username", details.username()).map(source::username);
            source.password(details.password());
        }
    }

    private void addTls(MqttTelemetrySourceBuilder source) {
        SslBundle bundle = details.sslBundle();
        if (bundle == null) {
            return;
        }
        if (!details.uri().regionMatches(true, 0, "mqtts:", 0, 6)
                && !details.uri().regionMatches(true, 0, "wss:", 0, 4)) {
            throw new InvalidTelemetryConfigurationException(
                    KEY + ".ssl-bundle",
                    properties.sslBundle(),
                    "the connection would not be encrypted; allowed with an address that starts with mqtts or wss",
                    null);
        }
        SslOptions options = bundle.getOptions();
        boolean trusts = bundle.getStores().getTrustStore() != null;
        boolean identifies = bundle.getStores().getKeyStore() != null;
        source.tls(MqttTls.builder()
                .trustManagers(trusts ? bundle.getManagers().getTrustManagerFactory() : null)
                .keyManagers(identifies ? bundle.getManagers().getKeyManagerFactory() : null)
                .protocols(list(options.getEnabledProtocols()))
                .ciphers(list(options.getCiphers()))
                .build());
    }

    private MqttSubscription subscription(MqttProperties.Subscription subscription, String key) {
        TelemetryDecoder decoder = formats.named(Setting.named(key + ".format", subscription.format()))
                .renaming(names(subscription));
        String vehicle = subscription.vehicleId();
        return Setting.named(key + ".topic", subscription.topic())
                .map(topic -> MqttSubscription.builder(topic, decoder))
                .qos(subscription.qos())
                .vehicle(vehicle == null ? null : VehicleId.of(vehicle))
                .offlineAfter(subscription.offlineAfter())
                .liveWhen(rules.written(key + ".live-when", subscription.liveWhen()))
                .build();
    }

    private static Map<String, String> names(MqttProperties.Subscription subscription) {
        Stream<MqttProperties.Name> set =
                subscription.names().stream().filter(name -> name.from() != null && name.to() != null);
        return set.collect(Collectors.toMap(name -> String.valueOf(name.from()), name -> String.valueOf(name.to())));
    }

    private static List<String> list(String @Nullable [] values) {
        return values == null ? List.of() : Arrays.asList(values);
    }
}
