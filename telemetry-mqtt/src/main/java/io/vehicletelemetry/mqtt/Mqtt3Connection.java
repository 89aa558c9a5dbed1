package io.vehicletelemetry.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuthBuilder;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import io.vehicletelemetry.core.source.Acknowledgement;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A connection in MQTT 3.1.1.
 *
 * <p><em>Thread-safe.</em>
 */
final class Mqtt3Connection implements BrokerConnection {

    private final ConnectionSettings settings;
    private final @Nullable KeptSession session;
    private final CompletableFuture<Loss> lost = new CompletableFuture<>();
    private final Mqtt3AsyncClient client;
    private final MessageFlow<Mqtt3Publish> messages;
    private volatile boolean closing;

    Mqtt3Connection(ConnectionSettings settings, @Nullable KeptSession session, Receiver receiver) {
        this.settings = settings;
        this.session = session;
        Mqtt3Client built = MqttClient.builder()
                .useMqttVersion3()
                .identifier(settings.clientId())
                .transportConfig(settings.transport())
                .executorConfig(settings.executor())
                .addDisconnectedListener(context -> lost.complete(Loss.of(context.getCause())))
                .build();
        this.client = built.toAsync();
        this.messages = new MessageFlow<>(
                message -> receiver.receive(
                        message.getTopic().toString(),
                        message.isRetain(),
                        message.getPayload().orElse(Closing.NO_BYTES),
                        acknowledgement(message)),
                session);
        // Before connecting: a broker may send what it has retained before it answers the subscription.
        built.toRx().publishes(MqttGlobalPublishFilter.ALL, session != null).subscribe(messages);
    }

    private Acknowledgement acknowledgement(Mqtt3Publish message) {
        return session == null
                ? Acknowledgement.NONE
                : new BrokerAcknowledgement(session, message.getQos().getCode(), message::acknowledge);
    }

    @Override
    public CompletableFuture<?> connect() {
        Mqtt3Connect connect = Mqtt3Connect.builder()
                .cleanSession(session == null)
                .keepAlive(settings.keepAliveSeconds())
                .simpleAuth(authentication())
                .build();
        return client.connect(connect).whenComplete((done, failure) -> {
            if (session != null && failure == null) {
                session.connected(done.isSessionPresent());
            }
            if (closing) {
                Closing.await(client.disconnect(), 0);
            }
        });
    }

    private @Nullable Mqtt3SimpleAuth authentication() {
        String username = settings.username();
        if (username == null) {
            return null;
        }
        Mqtt3SimpleAuthBuilder.Complete auth = Mqtt3SimpleAuth.builder().username(username);
        byte[] password = settings.passwordBytes();
        return password == null ? auth.build() : auth.password(password).build();
    }

    @Override
    public CompletableFuture<?> subscribe(SubscriptionPlan.Filter filter) {
        return client.subscribe(Mqtt3Subscribe.builder()
                .addSubscription(Mqtt3Subscription.builder()
                        .topicFilter(filter.topic().text())
                        .qos(Objects.requireNonNull(MqttQos.fromCode(filter.qos())))
                        .build())
                .build());
    }

    @Override
    public CompletableFuture<Loss> lost() {
        return lost;
    }

    @Override
    public void close() {
        closing = true;
        Closing.await(client.disconnect(), Closing.PATIENCE_MILLIS);
        messages.close();
    }
}
