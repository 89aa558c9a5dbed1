package io.vehicletelemetry.tck;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.source.Acknowledgement;
import io.vehicletelemetry.core.source.TelemetrySink;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A sink that notices what comes after its source's {@code close} has returned. */
final class ClosingSink implements TelemetrySink {

    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch late = new CountDownLatch(1);
    private volatile boolean closed;

    boolean awaitFirst(Duration timeout) throws InterruptedException {
        return first.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    void closeReturned() {
        closed = true;
    }

    /** Whether something comes after all, until the end of a while. */
    boolean awaitLate(Duration grace) throws InterruptedException {
        return late.await(grace.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void frame(TelemetryFrame frame, Acknowledgement acknowledgement) {
        note(acknowledgement);
    }

    @Override
    public void availability(Availability availability, Acknowledgement acknowledgement) {
        note(acknowledgement);
    }

    @Override
    public void reject(RejectReason reason, String detail, Acknowledgement acknowledgement) {
        note(acknowledgement);
    }

    @Override
    public void connected(boolean connected) {}

    private void note(Acknowledgement acknowledgement) {
        if (closed) {
            late.countDown();
        }
        acknowledgement.acknowledge();
        first.countDown();
    }
}
