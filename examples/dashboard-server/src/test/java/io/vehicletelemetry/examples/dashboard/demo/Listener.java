package io.vehicletelemetry.examples.dashboard.demo;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Somebody who listens to topics. Thread-safe. */
final class Listener implements AutoCloseable {
    /** One message: whether the broker had kept it, where, what. */
    record Message(boolean retained, String topic, String payload) {}

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final Mqtt5AsyncClient client;

    Listener(int port, String... filters) throws Exception {
        client = Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(port).buildAsync();
        client.connect().get(10, TimeUnit.SECONDS);
        for (String filter : filters) {
            client.subscribeWith()
                    .topicFilter(filter)
                    .callback(this::received)
                    .send()
                    .get(10, TimeUnit.SECONDS);
        }
    }

    List<Message> messages() {
        return List.copyOf(messages);
    }

    List<Message> messages(String topic) {
        return messages.stream()
                .filter(message -> message.topic().equals(topic))
                .toList();
    }

    private void received(Mqtt5Publish publish) {
        messages.add(new Message(
                publish.isRetain(),
                publish.getTopic().toString(),
                new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws Exception {
        client.disconnect().get(10, TimeUnit.SECONDS);
    }
}
