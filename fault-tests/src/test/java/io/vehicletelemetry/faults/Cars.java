package io.vehicletelemetry.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Three cars that number their messages: they publish at QoS 1, and publish again what the broker did not acknowledge, as
 * devices do.
 */
final class Cars implements AutoCloseable {

    static final int VEHICLES = 3;

    private static final int IN_FLIGHT = 15;

    private final Mqtt3AsyncClient client;
    private final boolean timed;
    private final Set<Integer> sent = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();
    private volatile boolean driving = true;
    private volatile int limit = Integer.MAX_VALUE;

    /** @param timed whether their messages carry their time */
    Cars(Broker broker, boolean timed) {
        this.timed = timed;
        this.client = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .automaticReconnect()
                .initialDelay(100, TimeUnit.MILLISECONDS)
                .maxDelay(500, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .buildAsync();
        client.connect().orTimeout(Patience.SECONDS, TimeUnit.SECONDS).join();
    }

    /** Drives until it is told to stop, a little slower than asked for. */
    CompletableFuture<Void> drive(int perSecond) {
        driving = true;
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(perSecond, end), "cars");
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    private void run(int perSecond, CompletableFuture<Void> end) {
        try {
            while (driving) {
                if (next.get() < limit) {
                    publish(next.getAndIncrement());
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / perSecond);
            }
            awaitAcknowledgements();
            end.complete(null);
        } catch (Throwable e) {
            end.completeExceptionally(e);
        }
    }

    /** They wait once they have published so many more, for a broker that keeps only so many. */
    void atMost(int more) {
        limit = next.get() + more;
    }

    /** They wait no more. */
    void goOn() {
        limit = Integer.MAX_VALUE;
    }

    void stop() {
        driving = false;
    }

    /** Publishes so many, as fast as they are taken. */
    void publish(int count, MqttQos qos) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            int number = next.getAndIncrement();
            room.acquire();
            send(number, message(topic(number), payload(number), qos));
        }
        awaitAcknowledgements();
    }

    private void publish(int number) throws InterruptedException {
        room.acquire();
        send(number, message(topic(number), payload(number), MqttQos.AT_LEAST_ONCE));
    }

    /** Publishes whatever it is, once. */
    void publish(String topic, String payload) {
        client.publish(message(topic, payload, MqttQos.AT_LEAST_ONCE))
                .orTimeout(Patience.SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Publishes whatever it is, to be retained. */
    void retain(String topic, String payload) {
        client.publish(message(topic, payload, MqttQos.AT_LEAST_ONCE)
                        .extend()
                        .retain(true)
                        .build())
                .orTimeout(Patience.SECONDS, TimeUnit.SECONDS)
                .join();
    }

    static String topic(int number) {
        return "cars/" + (number % VEHICLES + 1);
    }

    private String payload(int number) {
        String time = timed ? ",\"timestamp\":\"" + Instant.now() + "\"" : "";
        return "{\"n\":" + number + ",\"rpm\":" + (800 + number % 1000) + ".5,\"vehicle_speed\":" + number % 130 + time
                + "}";
    }

    private static Mqtt3Publish message(String topic, String payload, MqttQos qos) {
        return Mqtt3Publish.builder()
                .topic(topic)
                .payload(payload.getBytes(UTF_8))
                .qos(qos)
                .build();
    }

    private void send(int number, Mqtt3Publish message) {
        var unused = client.publish(message).whenComplete((done, failure) -> {
            if (failure == null) {
                sent.add(number);
                room.release();
            } else { // the broker may have it: it comes twice then
                again.incrementAndGet();
                CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> send(number, message));
            }
        });
    }

    private void awaitAcknowledgements() throws InterruptedException {
        if (!room.tryAcquire(IN_FLIGHT, Patience.SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the broker did not acknowledge what was published");
        }
        room.release(IN_FLIGHT);
    }

    /** Which numbers the broker has acknowledged. */
    Set<Integer> sent() {
        return Set.copyOf(sent);
    }

    int last() {
        return next.get() - 1;
    }

    /** How many messages were published again because the connection was lost. */
    int again() {
        return again.get();
    }

    @Override
    public void close() {
        driving = false;
        client.disconnect()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(e -> null)
                .join();
    }
}
