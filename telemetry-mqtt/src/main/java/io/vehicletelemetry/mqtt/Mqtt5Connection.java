package io.vehicletelemetry.mqtt;

import static com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect.NO_SESSION_EXPIRY;
import static com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectRestrictions.DEFAULT_RECEIVE_MAXIMUM;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectRestrictions;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import io.vehicletelemetry.core.source.Acknowledgement;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A connection in MQTT 5.
 *
 * <p><em>Thread-safe.</em>
 */
final class Mqtt5Connection implements BrokerConnection {

    private final ConnectionSettings settings;
    private final @Nullable KeptSession session;
    private final CompletableFuture<Loss> lost = new CompletableFuture<>();
    private final Mqtt5AsyncClient client;
    private final MessageFlow<Mqtt5Publish> messages;
    private volatile boolean closing;

    Mqtt5Connection(ConnectionSettings settings, @Nullable KeptSession session, Receiver receiver) {
        this.settings = settings;
        this.session = session;
        Mqtt5Client built = MqttClient.builder()
                .useMqttVersion5()
                .identifier(settings.clientId())
                .transportConfig(settings.transport())
                .executorConfig(settings.executor())
                .addDisconnectedListener(context -> {
                    if (session != null && Loss.isOverrun(context.getCause())) {
                        session.overrun();
                    }
                    lost.complete(Loss.of(context.getCause()));
                })
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

    private Acknowledgement acknowledgement(Mqtt5Publish message) {
        return session == null
                ? Acknowledgement.NONE
                : new BrokerAcknowledgement(session, message.getQos().getCode(), message::acknowledge);
    }

    @Override
    public CompletableFuture<?> connect() {
        Mqtt5Connect connect = Mqtt5Connect.builder()
                .cleanStart(session == null)
                .sessionExpiryInterval(session == null ? 0 : NO_SESSION_EXPIRY)
                .keepAlive(settings.keepAliveSeconds())
                .simpleAuth(authentication())
                .restrictions(Mqtt5ConnectRestrictions.builder()
                        .maximumPacketSize(settings.maxPacket())
                        .receiveMaximum(session == null ? DEFAULT_RECEIVE_MAXIMUM : session.receiveMaximum())
                        .build())
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

    private @Nullable Mqtt5SimpleAuth authentication() {
        String username = settings.username();
        if (username == null) {
            return null;
        }
        Mqtt5SimpleAuthBuilder.Complete auth = Mqtt5SimpleAuth.builder().username(username);
        byte[] password = settings.passwordBytes();
        return password == null ? auth.build() : auth.password(password).build();
    }

    @Override
    public CompletableFuture<?> subscribe(SubscriptionPlan.Filter filter) {
        return client.subscribe(Mqtt5Subscribe.builder()
                .addSubscription(Mqtt5Subscription.builder()
                        .topicFilter(filter.topic().text())
                        .qos(Objects.requireNonNull(MqttQos.fromCode(filter.qos())))
                        // So that a set flag means one thing: sent from the store, at the subscription.
                        .retainAsPublished(false)
                        // A session that the broker keeps is for what is new.
                        .retainHandling(session == null ? Mqtt5RetainHandling.SEND : Mqtt5RetainHandling.DO_NOT_SEND)
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
