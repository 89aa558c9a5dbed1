package io.vehicletelemetry.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** What a device does: publishes, in MQTT 3.1.1 as most of them, perhaps with a last will. */
@NullMarked
final class Device implements AutoCloseable {

    private final Mqtt3AsyncClient client;

    Device(Broker broker) {
        this(broker, null);
    }

    Device(Broker broker, @Nullable Mqtt3Publish will) {
        this(broker.port(), will, null);
    }

    Device(int port, @Nullable Mqtt3Publish will, @Nullable String user) {
        client = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync();
        var connect = client.connectWith().willPublish(will);
        if (user != null) {
            connect = connect.simpleAuth()
                    .username(user)
                    .password("right".getBytes(UTF_8))
                    .applySimpleAuth();
        }
        connect.send().orTimeout(10, TimeUnit.SECONDS).join();
    }

    static Mqtt3Publish message(String topic, String payload, boolean retain) {
        return Mqtt3Publish.builder()
                .topic(topic)
                .payload(payload.getBytes(UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(retain)
                .build();
    }

    void publish(String topic, String payload) {
        send(message(topic, payload, false)).join();
    }

    void retain(String topic, String payload) {
        send(message(topic, payload, true)).join();
    }

    CompletableFuture<?> send(Mqtt3Publish message) {
        return client.publish(message).orTimeout(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        client.disconnect()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(e -> null)
                .join();
    }
}
