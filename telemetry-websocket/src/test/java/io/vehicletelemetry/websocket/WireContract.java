package io.vehicletelemetry.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Wire} keeps. Also tells whether the container of the tests is as its wire knows it: else it would be slower,
 * and nobody would see.
 */
@Timeout(60)
abstract class WireContract {

    static final ServerEndpointConfig SERVED =
            ServerEndpointConfig.Builder.create(Served.class, "/ws/telemetry").build();
    private static final BlockingQueue<Session> OPENED = new LinkedBlockingQueue<>();

    private final boolean tls;
    private WebSocketContainer server;

    WireContract(boolean tls) {
        this.tls = tls;
    }

    abstract WebSocketContainer serve() throws Exception;

    abstract @Nullable Wire of(Session session);

    /** So many bytes go as one frame; more may come in several. */
    abstract int longest();

    /** One that has not shaken hands yet. */
    final RawClient client(int receiveBuffer) throws IOException {
        return tls ? RawClient.overTls(server.port(), receiveBuffer) : new RawClient(server.port(), receiveBuffer);
    }

    final RawClient connect() throws IOException {
        RawClient client = client(0);
        assertThat(client.handshake()).isEqualTo(101);
        return client;
    }

    @BeforeEach
    void start() throws Exception {
        OPENED.clear();
        server = serve();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    final WebSocketContainer server() {
        return server;
    }

    final Wire wire(Session session) {
        session.getAsyncRemote().setSendTimeout(10_000);
        return Objects.requireNonNull(of(session), "the container is not as known");
    }

    static Session opened() throws InterruptedException {
        return Objects.requireNonNull(OPENED.poll(5, TimeUnit.SECONDS), "no session within 5 s");
    }

    static Frame padded(int length) {
        String json = ClientMessage.pong(Instant.EPOCH);
        return new Frame(json + " ".repeat(length - json.length()));
    }

    @Test
    void framesOfAllLengthsArriveInOrder() throws Exception {
        try (RawClient client = connect()) {
            Wire wire = wire(opened());
            List<Frame> frames = new ArrayList<>();
            for (int length : List.of(125, 126, 8_188, 8_192, 65_535, Math.min(65_536, longest()), longest())) {
                frames.add(padded(length));
                wire.write(padded(length));
            }
            List<Frame> together = List.of(padded(100), padded(125), padded(126), padded(Wire.MAX - 4 - 359));
            wire.write(together);
            frames.addAll(together);
            wire.write(List.of(padded(60_000))); // one alone may be longer than several
            frames.add(padded(60_000));
            for (Frame frame : frames) {
                assertThat(client.read().text()).isEqualTo(frame.text());
            }
        }
    }

    @Test
    void answersToPingsComeBetweenFramesAndNeverInOne() throws Exception {
        int count = 20_000;
        try (RawClient client = connect()) {
            Wire wire = wire(opened());
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                List<Frame> frames = List.of(padded(200), padded(3_000), padded(60));
                for (int i = 0; i < count / frames.size(); i++) {
                    write(wire, frames);
                }
            });
            CompletableFuture<Void> pinging = CompletableFuture.runAsync(() -> ping(client, 2_000));
            int texts = 0;
            int pongs = 0;
            while (texts < count / 3 * 3 || pongs < 2_000) {
                RawClient.Frame frame = client.read(); // checks that a text is one of ours
                if (frame.opcode() == RawClient.PONG) {
                    assertThat(frame.text()).isEqualTo("ping " + pongs++);
                } else {
                    assertThat(frame.opcode()).isEqualTo(RawClient.TEXT);
                    texts++;
                }
            }
            writing.get();
            pinging.get();
        }
    }

    @Test
    void nothingComesAfterTheAnswerToAGoodbye() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (RawClient client = connect()) {
                Wire wire = wire(opened());
                CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                    while (true) {
                        write(wire, List.of(padded(500), padded(500)));
                    }
                });
                client.read();
                client.send(RawClient.CLOSE, new byte[] {0x03, (byte) 0xe8});
                assertThat(client.readUntil(RawClient.CLOSE).closeCode()).isEqualTo(1000);
                assertThatThrownBy(client::read).isInstanceOf(EOFException.class);
                assertThatThrownBy(writing::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasRootCauseInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void framesArriveWholeAtAClientThatPauses() throws Exception {
        int length = Math.min(300_000, longest());
        int times = 300_000 / length;
        int count = 60 * (times + 2);
        try (RawClient client = client(4_096)) {
            assertThat(client.handshake()).isEqualTo(101);
            Wire wire = wire(opened());
            CompletableFuture<Thread> writer = new CompletableFuture<>();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                writer.complete(Thread.currentThread());
                for (int i = 0; i < 60; i++) {
                    for (int k = 0; k < times; k++) {
                        write(wire, List.of(padded(length)));
                    }
                    write(wire, List.of(padded(9_000), padded(300)));
                }
            });
            int texts = 0;
            int pongs = 0;
            while (texts < count || pongs < count / 10) {
                if (client.read().opcode() == RawClient.PONG) {
                    pongs++;
                } else if (texts++ % 10 == 0) {
                    client.send(RawClient.PING, new byte[0]);
                    Thread thread = writer.get();
                    await().until(() -> writing.isDone() || isWaiting(thread)); // the socket is full
                }
            }
            writing.get();
        }
    }

    @Test
    void aWriteToOneThatDoesNotReadEndsAtTheSendTimeoutAndTearsNothing() throws Exception {
        try (RawClient client = client(4_096)) {
            assertThat(client.handshake()).isEqualTo(101);
            Session session = opened();
            Wire wire = wire(session);
            session.getAsyncRemote().setSendTimeout(300);
            List<Frame> frames = List.of(padded(9_000), padded(9_000), padded(9_000));
            long start = System.nanoTime();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 5_000; i++) {
                            wire.write(frames);
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            client.send(RawClient.PING, new byte[0]);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> close(session));
            assertThatThrownBy(() -> wire.write(frames)).isInstanceOf(IOException.class);
            otherFramesToAnotherClient(); // by the same thread
            // It reads again: the container may write what is left, then a pong, and the close frame.
            RawClient.Frame next = client.read();
            while (next.opcode() != RawClient.CLOSE) {
                boolean whole = next.opcode() == RawClient.TEXT
                        && next.text().equals(frames.get(0).text());
                assertThat(whole || next.opcode() == RawClient.PONG).isTrue();
                next = client.read();
            }
            closing.get();
        }
    }

    private void otherFramesToAnotherClient() throws Exception {
        try (RawClient client = connect()) {
            wire(opened()).write(List.of(padded(15_000), padded(15_000)));
            assertThat(client.read().text()).hasSize(15_000);
            assertThat(client.read().text()).hasSize(15_000);
        }
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    @Test
    void notWhereAnExtensionTransformsWhatIsSent() throws Exception {
        try (RawClient client = client(0)) {
            assertThat(client.handshake("Sec-WebSocket-Extensions: permessage-deflate"))
                    .isEqualTo(101);
            assertThat(client.header("sec-websocket-extensions")).contains("permessage-deflate");
            assertThat(of(opened())).isNull();
        }
    }

    @Test
    void notOfAnotherContainer() {
        assertThat(of(new FakeSession(FakeSession.Sends.INLINE).session())).isNull();
    }

    private static void close(Session session) {
        try {
            session.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Wire wire, List<Frame> frames) {
        try {
            wire.write(frames);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void ping(RawClient client, int count) {
        try {
            for (int i = 0; i < count; i++) {
                client.send(RawClient.PING, ("ping " + i).getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Public for the containers, which make one for each session. */
    public static final class Served extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            OPENED.add(session);
        }
    }
}
