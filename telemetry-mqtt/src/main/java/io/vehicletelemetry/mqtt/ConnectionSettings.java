package io.vehicletelemetry.mqtt;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.MqttWebSocketConfig;
import io.reactivex.schedulers.Schedulers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a connection to the broker is made.
 *
 * <p><em>Immutable.</em>
 *
 * @param uri where the broker is
 * @param version the version of MQTT
 * @param clientId what the broker knows this client by
 * @param username for the broker, or null
 * @param password for the broker, or null
 * @param keepAliveSeconds the longest silence of a connection, 0 for any
 * @param tls how it is encrypted, where the URI says that it is
 * @param maxPayload the largest payload that is used
 * @param inFlight how many messages may be unacknowledged in a session that the broker keeps; 0 for a clean session
 */
record ConnectionSettings(
        BrokerUri uri,
        MqttVersion version,
        String clientId,
        @Nullable String username,
        @Nullable String password,
        int keepAliveSeconds,
        MqttTls tls,
        int maxPayload,
        int inFlight) {

    static final int KEEP_ALIVE_MAX_SECONDS = 65_535;

    private static final int TIMEOUT_SECONDS = 10;

    /** MQTT's own largest packet. */
    private static final int PACKET_LIMIT = 268_435_460;

    private static final int USUAL_PACKET_LIMIT = 16 * 1024 * 1024;

    /** Two clients of one id throw each other out, so each connection of a source has its own. */
    ConnectionSettings forConnection(int index) {
        String id = index == 0 ? clientId : clientId + "-" + (index + 1);
        return new ConnectionSettings(
                uri, version, id, username, password, keepAliveSeconds, tls, maxPayload, inFlight);
    }

    byte @Nullable [] passwordBytes() {
        return password == null ? null : password.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What the broker may send at most, in MQTT 5: well above what is used, so that what is too large is counted here, but
     * not without bound, because a packet is read into memory as a whole.
     */
    int maxPacket() {
        return (int) Math.min(PACKET_LIMIT, Math.max(USUAL_PACKET_LIMIT, 2L * maxPayload));
    }

    MqttClientTransportConfig transport() {
        MqttClientTransportConfigBuilder transport = MqttClientTransportConfig.builder()
                .serverHost(uri.host())
                .serverPort(uri.port())
                .socketConnectTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .mqttConnectTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (uri.encrypted()) {
            transport = transport.sslConfig(MqttClientSslConfig.builder()
                    .trustManagerFactory(tls.trustManagers())
                    .keyManagerFactory(tls.keyManagers())
                    .protocols(orDefault(tls.protocols()))
                    .cipherSuites(orDefault(tls.ciphers()))
                    .handshakeTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .build());
        }
        if (uri.webSocket()) {
            transport = transport.webSocketConfig(MqttWebSocketConfig.builder()
                    .serverPath(uri.path())
                    .queryString(uri.query())
                    .handshakeTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .build());
        }
        return transport.build();
    }

    /** The client's callbacks run at once on its I/O thread, so that an arrival is stamped before any queue. */
    MqttClientExecutorConfig executor() {
        return MqttClientExecutorConfig.builder()
                .applicationScheduler(Schedulers.from(Runnable::run))
                .build();
    }

    private static @Nullable List<String> orDefault(List<String> names) {
        return names.isEmpty() ? null : names;
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return uri + " as " + Shown.text(clientId);
    }
}
