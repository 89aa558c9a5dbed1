package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.SendHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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
        Outlet outlet = new Outlet(session.session(), NOBODY, System::nanoTime, tomcat, null);
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
        Outlet outlet = new Outlet(session.session(), NOBODY, () -> time.addAndGet(50_000_000), true, null);
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
        Outlet outlet = new Outlet(slow.session(), NOBODY, () -> time.addAndGet(50_000_000), false, null);
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
        Outlet outlet = new Outlet(session.session(), NOBODY, System::nanoTime, true, null);
        assertThat(outlet.send(FRAME, true)).as("done, of a short one").isFalse();
        assertThat(outlet.send(fits, true)).as("done, of what just fits").isFalse();
        assertThat(session.flushes).hasValue(1);
        assertThat(outlet.send(longer, true)).as("done").isTrue();
        assertThat(outlet.send(longer, true)).as("done").isTrue();
        assertThat(session.batched).hasValue(2);
        assertThat(session.flushes).hasValue(2);
        assertThat(session.sent).containsExactly(FRAME.text(), fits.text(), longer.text(), longer.text());
    }

    @Test
    void whatGoesByTheWireIsCollectedUpToAPointAndWrittenAtOnce() throws IOException {
        RecordingWire wire = new RecordingWire();
        Outlet outlet = new Outlet(session.session(), NOBODY, System::nanoTime, true, wire);
        Frame tooLong = padded(Wire.MAX);
        for (int i = 0; i < Wire.MAX / 512 + 1; i++) {
            assertThat(outlet.send(FRAME, true)).as("collected").isTrue();
        }
        assertThat(wire.writes).containsExactly(Wire.MAX / 512);
        outlet.send(tooLong, true);
        outlet.send(FRAME, true);
        assertThat(outlet.isUnflushed()).isTrue();
        outlet.flush();
        outlet.drained();
        assertThat(outlet.isUnflushed()).isFalse();
        assertThat(wire.writes).containsExactly(Wire.MAX / 512, 1, 1, 1);
        assertThat(session.sent).isEmpty();
        assertThat(session.flushes).hasValue(0);
    }

    @Test
    void aFrameThatWillHardlyHaveOthersBesideItIsNotCollected() throws IOException {
        RecordingWire wire = new RecordingWire();
        Outlet outlet = new Outlet(session.session(), NOBODY, System::nanoTime, true, wire);
        for (int i = 0; i < 8; i++) {
            outlet.send(FRAME, true);
            outlet.flush();
            outlet.drained();
        }
        assertThat(outlet.send(FRAME, true)).as("done").isTrue();
        assertThat(outlet.isUnflushed()).isFalse();
        assertThat(wire.writes).hasSize(9).containsOnly(1);
    }

    @Test
    void whereThreadsGetScarceWhatWasCollectedGoesAndThenNothingBlocks() throws IOException {
        RecordingWire wire = new RecordingWire();
        Outlet outlet = new Outlet(session.session(), NOBODY, System::nanoTime, true, wire);
        outlet.send(FRAME, true);
        outlet.send(FRAME, true);
        assertThat(outlet.send(FRAME, false)).as("done").isFalse();
        assertThat(outlet.send(FRAME, false)).as("done").isFalse();
        assertThat(wire.writes).containsExactly(2);
        assertThat(session.sent).hasSize(2);
        assertThat(session.batched).hasValue(0);
    }

    @Test
    void aClientThatBlocksTheWireGetsNoThreadForAWhileAlsoInTheMiddleOfADrain() throws Exception {
        RecordingWire wire = new RecordingWire();
        AtomicLong time = new AtomicLong();
        Outlet outlet = new Outlet(session.session(), NOBODY, () -> time.addAndGet(50_000_000), true, wire);
        wire.open = new CountDownLatch(1);
        WorkerThreads threads = new WorkerThreads("test", 1, 64);
        try {
            CompletableFuture<Integer> blocked = CompletableFuture.supplyAsync(
                    () -> {
                        int frames = 0;
                        while (sends(outlet)) { // many times what is written at once
                            frames++;
                        }
                        return frames;
                    },
                    threads);
            await().until(() -> {
                threads.relieve(0);
                return threads.stuck() == 1;
            });
            wire.open.countDown();
            assertThat(blocked.get()).isEqualTo(Wire.MAX / 512);
        } finally {
            threads.shutdownNow();
        }
        assertThat(wire.writes).containsExactly(Wire.MAX / 512);
        assertThat(outlet.isUnflushed()).isFalse();
        assertThat(session.sent).hasSize(1);
        time.addAndGet(TimeUnit.SECONDS.toNanos(5));
        assertThat(outlet.send(FRAME, true)).as("collected").isTrue();
    }

    @Test
    void whatFailedIsNotWrittenAgain() throws IOException {
        RecordingWire wire = new RecordingWire();
        Outlet outlet = new Outlet(session.session(), NOBODY, System::nanoTime, true, wire);
        outlet.send(FRAME, true);
        wire.broken = true;
        assertThatThrownBy(outlet::flush).isInstanceOf(IOException.class);
        wire.broken = false;
        outlet.flush();
        assertThat(wire.writes).containsExactly(0);
    }

    /** How many frames each write had. */
    private static final class RecordingWire implements Wire {
        final List<Integer> writes = new CopyOnWriteArrayList<>();
        volatile CountDownLatch open = new CountDownLatch(0);
        volatile boolean broken;

        @Override
        public void write(Frame frame) throws IOException {
            write(List.of(frame));
        }

        @Override
        public void write(List<Frame> frames) throws IOException {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (broken) {
                throw new IOException("broken");
            }
            writes.add(frames.size());
        }
    }
}
