package io.vehicletelemetry.tck.pipeline;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.source.Acknowledgement;
import io.vehicletelemetry.core.source.TelemetrySink;
import io.vehicletelemetry.core.source.TelemetrySource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A source that delivers what the test says, in the test's thread, and counts the acknowledgements of each delivery. */
final class ScriptedSource implements TelemetrySource {

    private final String name;
    private final List<AtomicInteger> acknowledgements = new ArrayList<>();
    private @Nullable TelemetrySink sink;
    private @Nullable Long waitingSinceNanos;
    private @Nullable RuntimeException onStart;
    private @Nullable RuntimeException onClose;
    private @Nullable RuntimeException onDeliveredUpTo;
    private int starts;
    private int closes;

    ScriptedSource(String name) {
        this.name = name;
    }

    void frame(TelemetryFrame frame) {
        sink().frame(frame, acknowledgement());
    }

    void availability(Availability availability) {
        sink().availability(availability, acknowledgement());
    }

    void reject(RejectReason reason, String detail) {
        sink().reject(reason, detail, acknowledgement());
    }

    void connected(boolean connected) {
        sink().connected(connected);
    }

    /** Says that a message of this arrival waits in the source; null where none does. */
    void waitingSince(@Nullable Long arrivalNanos) {
        this.waitingSinceNanos = arrivalNanos;
    }

    ScriptedSource failingOnStart(RuntimeException failure) {
        this.onStart = failure;
        return this;
    }

    ScriptedSource failingOnClose(RuntimeException failure) {
        this.onClose = failure;
        return this;
    }

    ScriptedSource failingOnDeliveredUpTo(RuntimeException failure) {
        this.onDeliveredUpTo = failure;
        return this;
    }

    /** How often each delivery was acknowledged, in the order of the deliveries. */
    List<Integer> acknowledgements() {
        return acknowledgements.stream().map(AtomicInteger::get).toList();
    }

    int starts() {
        return starts;
    }

    int closes() {
        return closes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start(TelemetrySink sink) {
        starts++;
        fail(onStart);
        this.sink = sink;
    }

    @Override
    public long deliveredUpTo(long nowNanos) {
        fail(onDeliveredUpTo);
        return waitingSinceNanos == null ? nowNanos : waitingSinceNanos;
    }

    @Override
    public void close() {
        closes++;
        fail(onClose);
    }

    private TelemetrySink sink() {
        return Objects.requireNonNull(sink, "not started");
    }

    private Acknowledgement acknowledgement() {
        AtomicInteger count = new AtomicInteger();
        acknowledgements.add(count);
        return count::incrementAndGet;
    }

    private static void fail(@Nullable RuntimeException failure) {
        if (failure != null) {
            throw failure;
        }
    }
}
