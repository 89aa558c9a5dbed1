package io.vehicletelemetry.benchmarks;

import io.vehicletelemetry.core.PipelineTimer;
import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.source.TelemetrySink;
import io.vehicletelemetry.core.source.TelemetrySource;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;

/**
 * A whole pipeline in one thread: a source that delivers when told to, one subscriber that takes everything at once, a
 * clock that advances by the same time with every message, and a timer that is called by this clock.
 *
 * <p><em>Confined to one thread at a time: no locking.</em>
 */
@SuppressWarnings("NullAway.Init") // start() hands over the sink and the tick
final class MeasuredPipeline implements TelemetrySource, PipelineTimer, TimeSource, Subscriber, AutoCloseable {

    private final TelemetryPipeline pipeline;
    private final VehicleId[] ids;
    private final Frames frames;
    private final long nanosPerMessage;
    private TelemetrySink sink;
    private Runnable tick;
    private VehicleId current;
    private long tickNanos;
    private long nextTick;
    private long now;
    private boolean closed;
    private long messages;
    private long delivered;

    MeasuredPipeline(int vehicles, int signals, long nanosPerMessage) {
        this.nanosPerMessage = nanosPerMessage;
        frames = new Frames(signals);
        ids = new VehicleId[vehicles];
        for (int i = 0; i < vehicles; i++) {
            ids[i] = VehicleId.of(i);
        }
        Collections.shuffle(Arrays.asList(ids), new Random(7)); // neighbours in memory are no neighbours in time
        current = ids[0];
        pipeline = TelemetryPipeline.builder()
                .source(this)
                .timer(this)
                .time(this)
                .devices(device -> current)
                .build();
        pipeline.broadcaster().subscribe(this, vehicle -> true);
        pipeline.start();
    }

    /** One message of a vehicle, through all stages, and the timer where it is due. */
    long message(int vehicle) {
        current = ids[vehicle];
        now += nanosPerMessage;
        sink.frame(frames.next());
        if (now - nextTick >= 0) {
            nextTick += tickNanos;
            tick.run();
            frames.arriveAt(now); // not for each message: it would cost about as much as what is measured
        }
        messages++;
        return delivered;
    }

    @Override
    public void start(TelemetrySink sink) {
        this.sink = sink;
    }

    @Override
    public Runnable every(Duration period, Runnable task) {
        tickNanos = period.toNanos();
        nextTick = tickNanos;
        tick = task;
        return () -> {};
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Instant instant() {
        return Frames.ARRIVAL;
    }

    @Override
    public void deliver(Delivery delivery) {
        while (delivery.next() != null) {
            delivered++;
        }
        delivery.complete();
    }

    /** Ends, and fails if a message did not go the whole way: its cost would be another one. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        pipeline.close();
        if (delivered < messages || !pipeline.rejected().isEmpty()) {
            throw new IllegalStateException(
                    messages + " messages, " + delivered + " delivered, rejected " + pipeline.rejected());
        }
    }
}
