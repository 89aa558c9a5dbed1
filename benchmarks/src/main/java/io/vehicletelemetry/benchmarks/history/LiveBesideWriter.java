package io.vehicletelemetry.benchmarks.history;

import io.vehicletelemetry.benchmarks.DirectSource;
import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.TelemetryPipelineBuilder;
import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.history.HistoryRecorder;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.jdbc.JdbcTelemetryHistory;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How long a message takes from its source to a subscriber while the history's writer has more to do than it can: beside
 * the same load without history, and beside the same writer that is not attached to the pipeline and so only takes the
 * processors.
 *
 * <p>Arguments: h2 or postgresql, messages a second (2000), seconds a round (8), rounds (3).
 */
public final class LiveBesideWriter implements Subscriber {

    private enum Mode {
        NO_HISTORY,
        ATTACHED,
        NOT_ATTACHED
    }

    private static final int VEHICLES = 100;
    private static final int BACKLOG = 5_000;

    private final TimeSource time = TimeSource.system();
    private final JdbcTelemetryHistory history;
    private final int rate;
    private final int count;
    private long deliveredAt;

    private LiveBesideWriter(JdbcTelemetryHistory history, int rate, int seconds) {
        this.history = history;
        this.rate = rate;
        this.count = rate * seconds;
    }

    /**
     * Runs it.
     *
     * @param args as in the class comment
     * @throws Exception if it cannot be measured
     */
    public static void main(String[] args) throws Exception {
        int rate = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 8;
        int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 3;
        try (BenchmarkDatabase database = BenchmarkDatabase.open(args[0])) {
            JdbcTelemetryHistory history =
                    JdbcTelemetryHistory.builder(database.source()).build();
            history.prepare();
            new LiveBesideWriter(history, rate, seconds).run(rounds, System.out);
        }
    }

    private void run(int rounds, PrintStream out) throws InterruptedException {
        Map<Mode, Rounds[]> all = new EnumMap<>(Mode.class);
        for (int round = -1; round < rounds; round++) { // the first is to get warm
            for (Mode mode : Mode.values()) {
                long[][] delays = measure(mode, out);
                if (round >= 0) {
                    Rounds[] quantiles = all.computeIfAbsent(
                            mode, m -> new Rounds[] {new Rounds(), new Rounds(), new Rounds(), new Rounds()});
                    for (int i = 0; i < 2; i++) {
                        Arrays.sort(delays[i]);
                        quantiles[2 * i].add(delays[i][count / 2] / 1e3);
                        quantiles[2 * i + 1].add(delays[i][count * 99 / 100] / 1e3);
                    }
                }
            }
        }
        all.forEach((mode, q) -> out.printf(
                "%-12s us, median of rounds (least to most): since published p50 %s p99 %s; since due p50 %s p99 %s%n",
                mode, q[0], q[1], q[2], q[3]));
    }

    /** The delays since each message was published, and since it was due to be. */
    private long[][] measure(Mode mode, PrintStream out) throws InterruptedException {
        DirectSource source = new DirectSource();
        TelemetryPipelineBuilder builder = TelemetryPipeline.builder().source(source);
        HistoryRecorder recorder = mode == Mode.NO_HISTORY
                ? null
                : HistoryRecorder.builder(history).build();
        if (mode == Mode.ATTACHED && recorder != null) {
            builder.recorder(recorder);
        } else if (recorder != null) {
            recorder.start();
        }
        long[][] delays = new long[2][count];
        try (TelemetryPipeline pipeline = builder.build()) {
            pipeline.broadcaster().subscribe(this, vehicle -> true);
            pipeline.start();
            Thread feeder = new Thread(() -> feed(recorder), "backlog");
            feeder.start();
            long start = System.nanoTime() + 500_000_000;
            for (int i = 0; i < count; i++) {
                long due = start + i * 1_000_000_000L / rate;
                while (due - System.nanoTime() > 0) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                TelemetryFrame frame = frame(i);
                long published = System.nanoTime();
                source.deliver(frame);
                delays[0][i] = deliveredAt - published;
                delays[1][i] = deliveredAt - due;
            }
            feeder.interrupt();
            feeder.join();
            if (recorder != null) {
                out.println(mode + " " + recorder.stats());
            }
        } finally {
            if (recorder != null) {
                recorder.close();
            }
        }
        return delays;
    }

    /** Keeps more waiting than the writer can take, and less than the queue holds. */
    private void feed(@Nullable HistoryRecorder recorder) {
        for (int i = 0; recorder != null && !Thread.currentThread().isInterrupted(); ) {
            for (int k = recorder.stats().waiting(); k < BACKLOG; k++, i++) {
                recorder.frame(VehicleId.of(VEHICLES + i % VEHICLES), frame(i));
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private TelemetryFrame frame(int message) {
        return Drive.of(message % VEHICLES).frameNow(time, message / VEHICLES);
    }

    @Override
    public void deliver(Delivery delivery) {
        while (delivery.next() != null) {
            deliveredAt = System.nanoTime();
        }
        delivery.complete();
    }
}
