package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.decode.DecodeException;
import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.source.Acknowledgement;
import io.vehicletelemetry.core.source.TelemetrySink;
import io.vehicletelemetry.core.source.TelemetrySource;
import io.vehicletelemetry.tck.RecordingSink;
import io.vehicletelemetry.tck.proof.InMemoryTransport.Message;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A source as simple as the rules allow: one thread delivers. The broken ones override a step of it. */
class InMemorySource implements TelemetrySource {

    enum Phase {
        BUILT,
        STARTED,
        CLOSED
    }

    final InMemoryTransport transport;
    final AtomicReference<Phase> phase = new AtomicReference<>(Phase.BUILT);
    volatile TelemetrySink sink = RecordingSink.acknowledging(); // nobody's, until the start
    private volatile Thread thread = Thread.currentThread();
    private final ExecutorService lane = Executors.newSingleThreadExecutor(run -> {
        Thread made = new Thread(run, "in-memory-source");
        made.setDaemon(true);
        thread = made;
        return made;
    });

    InMemorySource(InMemoryTransport transport) {
        this.transport = transport;
    }

    @Override
    public void start(TelemetrySink sink) {
        if (!phase.compareAndSet(Phase.BUILT, Phase.STARTED)) {
            throw new IllegalStateException("source is " + phase.get() + ": it starts once");
        }
        this.sink = sink;
        transport.attach(this);
    }

    @Override
    public void close() {
        phase.set(Phase.CLOSED);
        transport.detach(this);
        end();
        if (Thread.currentThread() == thread) {
            return; // closed by its own sink
        }
        try {
            if (!lane.awaitTermination(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a delivery does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    final void end() {
        lane.shutdownNow();
    }

    /** Called by the transport. */
    void receive(Message message) {
        try {
            lane.execute(() -> handle(message));
        } catch (RejectedExecutionException e) {
            // closed meanwhile
        }
    }

    void handle(Message message) {
        try {
            deliver(message, acknowledgement(message));
        } catch (Throwable e) {
            sinkFailed(e);
        }
    }

    void sinkFailed(Throwable failure) {
        // a sink that throws is the sink's business
    }

    Acknowledgement acknowledgement(Message message) {
        return () -> transport.acknowledge(message);
    }

    void deliver(Message message, Acknowledgement acknowledgement) {
        Instant now = Instant.now();
        try {
            if (message.text().equals("offline")) {
                sink.availability(
                        new Availability(null, message.device(), false, false, now, System.nanoTime()),
                        acknowledgement);
            } else {
                sink.frame(
                        TelemetryFrame.builder(now, System.nanoTime())
                                .device(message.device())
                                .signal("rpm", value(message))
                                .build(),
                        acknowledgement);
            }
        } catch (DecodeException e) {
            reject(e.reason(), message, acknowledgement);
        }
    }

    void reject(RejectReason reason, Message message, Acknowledgement acknowledgement) {
        sink.reject(reason, "a message of " + message.device(), acknowledgement);
    }

    /** The value of a good message; 0 for an "offline". */
    static int value(Message message) {
        if (message.text().equals("offline")) {
            return 0;
        }
        if (!message.text().startsWith("rpm=")) {
            throw new DecodeException(RejectReason.MALFORMED, "no value");
        }
        return Integer.parseInt(message.text().substring(4));
    }
}
