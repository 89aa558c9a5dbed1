package io.vehicletelemetry.benchmarks;

import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * How long after its deadline a vehicle's offline change reaches a subscriber, in real time, beside other traffic.
 *
 * <p>Arguments: vehicles that fall silent (10000), over how many seconds (0), other messages a second (20000). Prints the
 * delays' median, 99th percentile and maximum.
 */
public final class OfflineLatency {

    private static final Duration OFFLINE_AFTER = Duration.ofSeconds(10);
    private static final int BUSY_VEHICLES = 1_000;

    private final TimeSource time = TimeSource.system();
    private final DirectSource source = new DirectSource();
    private final int silent;
    private final AtomicLongArray deadlines;
    private final long[] delays;
    private final AtomicInteger offline = new AtomicInteger();

    private OfflineLatency(int silent) {
        this.silent = silent;
        this.deadlines = new AtomicLongArray(silent);
        this.delays = new long[silent];
    }

    /**
     * Runs it.
     *
     * @param args as in the class comment
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        int silent = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 0;
        int rate = args.length > 2 ? Integer.parseInt(args[2]) : 20_000;
        new OfflineLatency(silent).run(seconds, rate, System.out);
    }

    private void run(int seconds, int rate, PrintStream out) throws InterruptedException {
        try (TelemetryPipeline pipeline = TelemetryPipeline.builder()
                .source(source)
                .offlineAfter(OFFLINE_AFTER)
                .build()) {
            pipeline.broadcaster().subscribe(this::record, vehicle -> true);
            pipeline.start();
            Thread traffic = new Thread(() -> paced(rate, Long.MAX_VALUE, this::busy), "traffic");
            traffic.setDaemon(true);
            traffic.start();
            LockSupport.parkNanos(Duration.ofSeconds(5).toNanos()); // warm
            if (seconds == 0) {
                for (int i = 0; i < silent; i++) {
                    fallSilent(i);
                }
            } else {
                paced(silent / seconds, silent, i -> fallSilent((int) i));
            }
            long patience = System.nanoTime() + OFFLINE_AFTER.plusSeconds(20).toNanos();
            while (offline.get() < silent && System.nanoTime() - patience < 0) {
                LockSupport.parkNanos(10_000_000);
            }
            traffic.interrupt();
            traffic.join(1_000);
        }
        Arrays.sort(delays);
        out.printf(
                "silent %d over %d s, beside %d messages/s: offline %d; delay after the deadline ms: p50 %.1f p99 %.1f max %.1f%n",
                silent,
                seconds,
                rate,
                offline.get(),
                delays[silent / 2] / 1e6,
                delays[silent * 99 / 100] / 1e6,
                delays[silent - 1] / 1e6);
    }

    private void fallSilent(int vehicle) {
        TelemetryFrame frame = frame("silent-" + vehicle);
        deadlines.set(vehicle, frame.arrivalNanos() + OFFLINE_AFTER.toNanos());
        source.deliver(frame);
    }

    private void busy(long message) {
        source.deliver(frame("busy-" + message % BUSY_VEHICLES));
    }

    private TelemetryFrame frame(String vehicle) {
        return TelemetryFrame.builder(time)
                .vehicle(vehicle)
                .signal("rpm", 2_500)
                .signal("vehicle_speed", 65.5)
                .signal("coolant_temperature", 87.3)
                .signal("engine_load", 45.2)
                .signal("control_module_voltage", 13.8)
                .signal("fuel_rail_pressure", 350.2)
                .build();
    }

    private void record(Subscriber.Delivery delivery) {
        for (VehicleSnapshot next = delivery.next(); next != null; next = delivery.next()) {
            VehicleId vehicle = next.vehicle();
            if (next.state() == VehicleState.OFFLINE && vehicle.value().startsWith("silent-")) {
                int index = Integer.parseInt(vehicle.value().substring("silent-".length()));
                delays[index] = System.nanoTime() - deadlines.get(index);
                offline.incrementAndGet();
            }
        }
        delivery.complete();
    }

    private interface Step {
        void run(long index);
    }

    private static void paced(int rate, long count, Step step) {
        long start = System.nanoTime();
        for (long i = 0; i < count && !Thread.currentThread().isInterrupted(); i++) {
            long due = start + i * 1_000_000_000L / rate;
            while (due - System.nanoTime() > 0) {
                LockSupport.parkNanos(Math.max(1, due - System.nanoTime()));
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
            step.run(i);
        }
    }
}
