package io.vehicletelemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of a link over connections that a test plays. */
@NullMarked
@Timeout(20)
class BrokerLinkTest {

    private final List<Played> played = new CopyOnWriteArrayList<>();
    private final List<Boolean> connected = new CopyOnWriteArrayList<>();
    private final FakeTime time = new FakeTime();
    private Function<Integer, CompletableFuture<Void>> connecting = attempt -> done();
    private Function<String, CompletableFuture<Void>> subscribing = topic -> done();

    private final BrokerLink link = new BrokerLink(
            "test",
            List.of(filter("a"), filter("b")),
            () -> {
                Played connection = new Played(played.size());
                played.add(connection);
                return connection;
            },
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), () -> 0),
            time::nanoTime,
            connected::add);

    private static SubscriptionPlan.Filter filter(String topic) {
        return new SubscriptionPlan.Filter(TopicFilter.of(topic), 1);
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private static CompletableFuture<Void> failed() {
        return CompletableFuture.failedFuture(new IllegalStateException("no"));
    }

    private void start() {
        Thread thread = new Thread(link);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() {
        link.close();
        link.awaitEnd(5000);
    }

    @Test
    void subscribesOnceAConnection() {
        start();
        for (int i = 0; i < 5; i++) {
            int connections = i + 1;
            await().until(() -> played.size() == connections && connected.contains(true));
            Played connection = played.get(i);
            await().until(() -> connection.topics.size() == 2);
            await().until(() -> connected.stream().filter(now -> now).count() == connections);
            connection.lost.complete(new Loss("cut", false));
        }
        await().until(() -> played.size() == 6);

        assertThat(played)
                .allSatisfy(connection -> assertThat(connection.topics.size()).isIn(0, 2));
        assertThat(played.subList(0, 5)).allMatch(connection -> connection.closed);
        assertThat(connected.subList(0, 10))
                .containsExactly(true, false, true, false, true, false, true, false, true, false);
    }

    @Test
    void goesOnWhenTheFirstConnectFailsAndClosesEach() {
        connecting = attempt -> attempt < 20 ? failed() : done();
        start();
        await().until(() -> connected.contains(true));

        assertThat(played).hasSize(21);
        assertThat(played.subList(0, 20)).allMatch(connection -> connection.closed && connection.topics.isEmpty());
    }

    @Test
    void goesOnWhenAConnectionCannotBeMade() {
        connecting = attempt -> {
            if (attempt < 3) {
                throw new NoClassDefFoundError("netty");
            }
            return done();
        };
        start();

        await().until(() -> connected.contains(true));
    }

    @Test
    void onePartRefusedIsNoFailure() {
        subscribing = topic -> topic.equals("a") ? failed() : done();
        start();

        await().until(() -> connected.contains(true));
        assertThat(played).hasSize(1);
    }

    @Test
    void allRefusedIsTriedAgain() {
        subscribing = topic -> played.size() < 3 ? failed() : done();
        start();

        await().until(() -> connected.contains(true));
        assertThat(played).hasSize(3);
        assertThat(connected).endsWith(true).startsWith(false, false);
    }

    @Test
    void aLossWhileSubscribingIsALoss() {
        subscribing = topic -> {
            if (played.size() == 1) {
                played.get(0).lost.complete(new Loss("cut", false));
                return new CompletableFuture<>();
            }
            return done();
        };
        start();

        await().until(() -> connected.contains(true));
        assertThat(played).hasSize(2);
    }

    @Test
    void closeEndsItInEveryState() {
        connecting = attempt -> new CompletableFuture<>();
        start();
        await().until(() -> played.size() == 1);
        link.close();
        link.awaitEnd(5000);

        assertThat(played.get(0).closed).isTrue();
        assertThat(connected).doesNotContain(true);
    }

    private final class Played implements BrokerConnection {
        final CompletableFuture<Loss> lost = new CompletableFuture<>();
        final List<String> topics = new CopyOnWriteArrayList<>();
        final int attempt;
        volatile boolean closed;

        Played(int attempt) {
            this.attempt = attempt;
        }

        @Override
        public CompletableFuture<?> connect() {
            return connecting.apply(attempt);
        }

        @Override
        public CompletableFuture<?> subscribe(SubscriptionPlan.Filter filter) {
            topics.add(filter.topic().text());
            return subscribing.apply(filter.topic().text());
        }

        @Override
        public CompletableFuture<Loss> lost() {
            return lost;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
