package io.vehicletelemetry.tck;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.source.Acknowledgement;
import io.vehicletelemetry.core.source.TelemetrySink;
import java.util.concurrent.atomic.AtomicInteger;

/** A sink that throws on the first deliveries, an exception and an error in turn, and passes the later ones on. */
final class ThrowingSink implements TelemetrySink {

    private final TelemetrySink next;
    private final int failures;
    private final AtomicInteger count = new AtomicInteger();

    ThrowingSink(TelemetrySink next, int failures) {
        this.next = next;
        this.failures = failures;
    }

    @Override
    public void frame(TelemetryFrame frame, Acknowledgement acknowledgement) {
        failFirst();
        next.frame(frame, acknowledgement);
    }

    @Override
    public void availability(Availability availability, Acknowledgement acknowledgement) {
        failFirst();
        next.availability(availability, acknowledgement);
    }

    @Override
    public void reject(RejectReason reason, String detail, Acknowledgement acknowledgement) {
        failFirst();
        next.reject(reason, detail, acknowledgement);
    }

    @Override
    public void connected(boolean connected) {
        next.connected(connected);
    }

    private void failFirst() {
        int call = count.incrementAndGet();
        if (call <= failures) {
            if (call % 2 == 1) {
                throw new IllegalStateException("the sink of the kit throws, as it should");
            }
            throw new AssertionError("the sink of the kit throws, as it should");
        }
    }
}
