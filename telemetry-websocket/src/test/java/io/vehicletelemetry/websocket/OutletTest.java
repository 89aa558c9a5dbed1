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
    private static final Frame FRAME = padded(508);

    private final FakeSession session = new FakeSession(FakeSession.Sends.INLINE);

    private static Frame padded(int length) {
        String json = ClientMessage.pong(Instant.EPOCH);
        return new Frame(json + " ".repeat(length - json.length()));
    }

    private void send(boolean tomcat, boolean mayBlock, int frames) throws IOException {
        Outlet outlet = new Outlet(session.session(), NOBODY, System::nanoTime, tomcat);
        for (int i = 0; i < frames; i++) {
            outlet.send(FRAME, mayBlock);
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
            blocking = outlet.send(FRAME, true);
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
            assertThat(outlet.send(FRAME, true)).as("done").isFalse();
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
        assertThat(outlet.send(FRAME, true)).as("done").isFalse();
        time.addAndGet(TimeUnit.SECONDS.toNanos(5));
        outlet.drained();
        CompletableFuture<Boolean> trusted = CompletableFuture.supplyAsync(() -> sends(outlet));
        slow.completeOne();
        slow.completeOne();
        assertThat(trusted.get()).as("done, by a call that may block").isTrue();
    }

    private static boolean sends(Outlet outlet) {
        try {
            return outlet.send(FRAME, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatDoesNotFitIntoTomcatsBufferGoesByItself() throws IOException {
        Frame fits = padded(8_192 - 4);
        Frame longer = padded(8_192 - 3);
        Outlet outlet = new Outlet(session.session(), NOBODY, System::nanoTime, true);
        assertThat(outlet.send(FRAME, true)).as("done, of a short one").isFalse();
        assertThat(outlet.send(fits, true)).as("done, of what just fits").isFalse();
        assertThat(session.flushes).hasValue(1);
        assertThat(outlet.send(longer, true)).as("done").isTrue();
        assertThat(outlet.send(longer, true)).as("done").isTrue();
        assertThat(session.batched).hasValue(2);
        assertThat(session.flushes).hasValue(2);
        assertThat(session.sent).containsExactly(FRAME.text(), fits.text(), longer.text(), longer.text());
    }
}
