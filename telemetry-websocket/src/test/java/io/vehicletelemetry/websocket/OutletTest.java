package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.SendHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutletTest {

    private static final SendHandler NOBODY = result -> {};
    /** With its header the sixteenth part of what Tomcat collects. */
    private static final String TEXT = padded(ClientMessage.pong(Instant.EPOCH), 508);

    private final FakeSession session = new FakeSession(FakeSession.Sends.INLINE);

    private static String padded(String json, int length) {
        return json + " ".repeat(length - json.length());
    }

    private void send(boolean tomcat, boolean mayBlock, int frames) throws IOException {
        Outlet outlet = new Outlet(session.session(), NOBODY, System::nanoTime, tomcat);
        for (int i = 0; i < frames; i++) {
            outlet.send(TEXT, mayBlock);
        }
    }

    @Test
    void whatTomcatCollectsIsWrittenBeforeItOverflows() throws IOException {
        send(true, true, 16);
        assertThat(session.flushes).hasValue(0);
        send(true, true, 17);
        assertThat(session.flushes).hasValue(1);
        send(true, true, 49);
        assertThat(session.flushes).hasValue(1 + 3);
    }

    @Test
    void whereNoThreadCanBeSparedNothingIsWrittenInBetween() throws IOException {
        send(true, false, 100);
        assertThat(session.flushes).hasValue(0);
    }

    @Test
    void otherContainersLookAfterThemselves() throws IOException {
        send(false, true, 100);
        assertThat(session.flushes).hasValue(0);
    }

    @Test
    void aSendThatIsSlowForWantOfAProcessorCostsTheClientNoTrust() throws IOException {
        AtomicLong time = new AtomicLong();
        Outlet outlet = new Outlet(session.session(), NOBODY, () -> time.addAndGet(50_000_000), true);
        boolean blocking = false;
        for (int i = 0; i < 20; i++) {
            blocking = outlet.send(TEXT, true);
            if (outlet.isUnflushed()) {
                outlet.flush();
            }
            outlet.drained();
        }
        assertThat(blocking).as("sent by a call that may block").isTrue();
    }

    @Test
    void aClientWhoseSendWasSeenWaitingGetsNoThreadForAWhile() throws Exception {
        FakeSession slow = new FakeSession(FakeSession.Sends.HELD);
        AtomicLong time = new AtomicLong();
        Outlet outlet = new Outlet(slow.session(), NOBODY, () -> time.addAndGet(50_000_000), false);
        for (int i = 0; i < 8; i++) { // until a frame is taken to stay alone
            assertThat(outlet.send(TEXT, true)).as("done").isFalse();
            slow.completeOne();
            outlet.flush();
            outlet.drained();
        }
        WorkerThreads threads = new WorkerThreads("test", 1, 64);
        try {
            CompletableFuture<Boolean> done = CompletableFuture.supplyAsync(() -> sends(outlet), threads);
            await().until(() -> {
                threads.relieve(0);
                return threads.stuck() == 1;
            });
            slow.completeOne();
            assertThat(done.get()).as("done, by a call that blocked").isTrue();
        } finally {
            threads.shutdownNow();
        }
        outlet.drained();
        assertThat(outlet.send(TEXT, true)).as("done").isFalse();
        time.addAndGet(TimeUnit.SECONDS.toNanos(5));
        outlet.drained();
        CompletableFuture<Boolean> trusted = CompletableFuture.supplyAsync(() -> sends(outlet));
        slow.completeOne();
        slow.completeOne();
        assertThat(trusted.get()).as("done, by a call that may block").isTrue();
    }

    private static boolean sends(Outlet outlet) {
        try {
            return outlet.send(TEXT, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLongTextIsLeftToTomcatsThreadsByNobodyWhoMayBlock() throws IOException {
        String text = padded(ClientMessage.pong(Instant.EPOCH), 40_000);
        Outlet outlet = new Outlet(session.session(), NOBODY, System::nanoTime, true);
        assertThat(outlet.send(TEXT, true)).as("done, of a short one").isFalse();
        for (int i = 0; i < 3; i++) {
            assertThat(outlet.send(text, true)).as("done").isTrue();
        }
        assertThat(session.batched).hasValue(1);
        assertThat(session.flushes).hasValue(1);
        assertThat(session.sent).containsExactly(TEXT, text, text, text);
    }
}
