package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.source.Acknowledgement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The acknowledgement of a message, shared by all that was read from it: it leaves once each of them was acknowledged and
 * the message was read to its end. A share that is never acknowledged keeps it for ever, and the message comes again.
 *
 * <p><em>Thread-safe.</em> Nothing blocks.
 */
final class Shares {

    private final Acknowledgement whole;
    private final AtomicInteger open = new AtomicInteger(1); // the reading itself

    Shares(Acknowledgement whole) {
        this.whole = whole;
    }

    /** One more; to be called while the message is read. */
    Acknowledgement another() {
        if (whole == Acknowledgement.NONE) {
            return whole;
        }
        open.incrementAndGet();
        return new Share();
    }

    private final class Share implements Acknowledgement {
        private final AtomicBoolean done = new AtomicBoolean();

        @Override
        public void acknowledge() {
            if (done.compareAndSet(false, true)) {
                release();
            }
        }

        @Override
        public boolean comesAgain() {
            return whole.comesAgain();
        }
    }

    /** The message was read to its end. */
    void read() {
        release();
    }

    private void release() {
        if (open.decrementAndGet() == 0) {
            whole.acknowledge();
        }
    }
}
