package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that send far more than a dashboard does. */
@Tag("slow")
@OnEveryContainer
class FloodsIT extends BesideAHealthyClient {

    private static final byte[] PING = bytes("{\"type\":\"ping\"}");
    private static final Executor OWN_THREAD = task -> new Thread(task, "flood").start();

    FloodsIT(ContainerKind kind) {
        super(kind);
    }

    /** Sends frames at an even pace; ends early where the server hangs up. */
    private static void flood(RawClient client, int opcode, byte[] payload, int count, int perSecond) {
        long begin = System.nanoTime();
        try {
            for (int i = 0; i < count; i++) {
                long due = begin + i * (1_000_000_000L / perSecond);
                for (long wait = due - System.nanoTime(); wait > 1_000_000; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                client.send(opcode, payload);
            }
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    static CompletableFuture<Void> flooding(RawClient client, int opcode, byte[] payload, int count, int perSecond) {
        return CompletableFuture.runAsync(() -> flood(client, opcode, payload, count, perSecond), OWN_THREAD);
    }

    @Test
    void tenThousandMessagesASecondAreAnsweredAsFarAsTheClientReads() throws Exception {
        try (RawClient client = RawClient.connect(server.port())) {
            CompletableFuture<Void> flood = flooding(client, RawClient.TEXT, PING, 10_000, 10_000);
            AtomicInteger pongs = new AtomicInteger();
            AtomicInteger updates = new AtomicInteger();
            while (!flood.isDone() || updates.get() < 20) {
                boolean pong = client.readUntil(RawClient.TEXT).text().contains("\"pong\"");
                int unused = (pong ? pongs : updates).incrementAndGet();
            }
            flood.join();
            assertThat(pongs).hasPositiveValue();
            assertThat(stats().badMessages()).isZero();
            assertThat(stats().sessions()).isEqualTo(2);
        }
        awaitOnlyTheHealthyOne();
    }

    @Test
    void messagesWhoseAnswersAreNeverReadGrowNothing() throws Exception {
        try (RawClient client = narrowClient()) {
            long before = stats().framesSent();
            // Where both ends are full, TCP may lose what crosses and try again after minutes: nobody waits for that.
            flooding(client, RawClient.TEXT, PING, 200_000, 1_000_000)
                    .handle((done, failure) -> failure)
                    .completeOnTimeout(null, 10, TimeUnit.SECONDS)
                    .join();
            // Each is answered, or left out; or the client's socket is full, and the send timeout comes.
            assertThat(stats().framesSent() - before).isLessThan(200_000);
            assertThat(stats().badMessages()).isZero();
        }
        awaitOnlyTheHealthyOne();
    }

    @Test
    void tenThousandBadMessagesEndTheSessionAtTheTenth() throws Exception {
        try (RawClient client = RawClient.connect(server.port())) {
            CompletableFuture<Void> flood = flooding(client, RawClient.TEXT, bytes("[]"), 10_000, 10_000);
            assertThat(client.farewell()).isIn(1008, RawClient.HUNG_UP); // a reset may overtake what was said
            awaitOnlyTheHealthyOne();
            assertThat(stats().badMessages()).isEqualTo(10);
            client.close();
            Throwable ended = flood.handle((done, failure) -> failure).join();
            assertThat(ended).isNotNull();
        }
    }

    @Test
    void aThousandPingsASecondAreAnsweredBesideTheUpdates() throws Exception {
        int count = 1_000;
        try (RawClient client = RawClient.connect(server.port())) {
            CompletableFuture<Void> flood = flooding(client, RawClient.PING, new byte[125], count, 1_000);
            int pongs = 0;
            int updates = 0;
            while (pongs < count) {
                int opcode = client.read().opcode();
                pongs += opcode == RawClient.PONG ? 1 : 0;
                updates += opcode == RawClient.TEXT ? 1 : 0;
            }
            flood.join();
            assertThat(updates).isGreaterThan(20);
            assertThat(stats().sessions()).isEqualTo(2);
            assertThat(stats().sendFailures()).isZero();
        }
        awaitOnlyTheHealthyOne();
    }

    @Test
    void pingsWhoseAnswersAreNeverReadEndAtTheSendTimeout() throws Exception {
        try (RawClient client = narrowClient()) {
            CompletableFuture<Void> flood =
                    flooding(client, RawClient.PING, new byte[125], Integer.MAX_VALUE, 1_000_000);
            awaitOnlyTheHealthyOne();
            // The container writes pongs: where it gives up on one before we do on an update, the end is its own.
            assertThat(stats().sendTimeouts() + stats().sendFailures()).isBetween(0L, 1L);
            assertThat(stats().badMessages()).isZero();
            client.close();
            Throwable ended = flood.handle((done, failure) -> failure).join();
            assertThat(ended).isNotNull();
        }
    }
}
