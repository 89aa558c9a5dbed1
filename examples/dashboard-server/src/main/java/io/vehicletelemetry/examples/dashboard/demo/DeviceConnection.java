package io.vehicletelemetry.examples.dashboard.demo;

import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The MQTT connection of one device. It comes back by itself after an outage, at a growing interval. */
final class DeviceConnection {
    /*
     * Two kinds of threads: the simulator's calls send, sleep and close; the MQTT client's calls the two listeners. They share
     * `awake` alone: volatile, written by the simulator's. A listener that misses the newest value acts on the one before it, and the
     * next tick puts that right, because sleep looks at the connection each time. `leaving` is the simulator's own. Nothing here waits.
     *
     * A client that is not connected queues what it is given, without a bound, so it is given nothing: what a device measures
     * while out of reach is lost, as with most real ones. Results are not looked at either: what fails, the listeners tell.
     */
    private final Device device;
    private final Outage outage;
    private final Mqtt3AsyncClient client;
    private volatile boolean awake;
    private boolean leaving;

    DeviceConnection(Device device, Mqtt3ClientBuilder broker, Outage outage) {
        this.device = device;
        this.outage = outage;
        Mqtt3ClientBuilder builder = broker.automaticReconnect()
                .initialDelay(1, TimeUnit.SECONDS)
                .maxDelay(10, TimeUnit.SECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(context -> connected())
                .addDisconnectedListener(this::disconnected);
        if (device.statusTopic() != null) {
            builder = builder.willPublish(status(device.statusTopic(), "offline"));
        }
        client = builder.buildAsync();
    }

    /** Publishes the values, where there is a connection; else sees to it that there will be one. */
    void send(byte[] payload) {
        awake = true;
        leaving = false;
        if (client.getState() == MqttClientState.DISCONNECTED) {
            CompletableFuture<?> unused = client.connect();
        } else if (client.getState() == MqttClientState.CONNECTED) {
            CompletableFuture<?> unused = client.publishWith()
                    .topic(device.topic())
                    .payload(payload)
                    .retain(device.retained())
                    .send();
        }
    }

    /** What the device does while the car is parked: a dongle says goodbye and switches off, anything else is just silent. */
    void sleep() {
        if (device.statusTopic() != null) {
            CompletableFuture<?> unused = close();
        }
    }

    /** Ends the connection in good order; done when it has ended, or could not be ended so. */
    CompletableFuture<?> close() {
        awake = false;
        if (leaving || client.getState() != MqttClientState.CONNECTED) {
            return CompletableFuture.completedFuture(null);
        }
        leaving = true;
        return say("offline").thenCompose(said -> client.disconnect());
    }

    private void connected() {
        outage.over();
        if (awake) {
            CompletableFuture<?> unused = say("online");
        } else {
            CompletableFuture<?> unused = client.disconnect();
        }
    }

    private void disconnected(MqttClientDisconnectedContext context) {
        if (!awake) {
            context.getReconnector().reconnect(false);
        } else if (context.getSource() != MqttDisconnectSource.USER) {
            outage.noticed(context.getCause());
        }
    }

    private CompletableFuture<?> say(String status) {
        String topic = device.statusTopic();
        return topic == null ? CompletableFuture.completedFuture(null) : client.publish(status(topic, status));
    }

    private static Mqtt3Publish status(String topic, String status) {
        return Mqtt3Publish.builder()
                .topic(topic)
                .payload("{\"status\":\"%s\"}".formatted(status).getBytes(StandardCharsets.UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .build();
    }
}
