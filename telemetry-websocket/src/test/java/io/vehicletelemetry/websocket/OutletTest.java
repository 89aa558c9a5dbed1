package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.SendHandler;
import java.io.IOException;
import java.time.Instant;
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
