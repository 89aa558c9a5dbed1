package io.vehicletelemetry.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a message costs on its way through a whole pipeline to one subscriber, with few and with many vehicles. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 5,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g"})
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // the framework fills parameters and calls the setup
public class PipelineScaleBenchmark {

    /** How many vehicles are known, and how many of them send, one after the other. */
    public enum Fleet {
        /** The reference. */
        KNOWN_1000_ACTIVE_1000(1_000, 1_000),
        /** What merely knowing many vehicles costs: the work and the memory that is touched stay the same. */
        KNOWN_100000_ACTIVE_1000(100_000, 1_000),
        /** What the memory adds: a hundred times as much is touched, more than a processor's cache holds. */
        KNOWN_100000_ACTIVE_100000(100_000, 100_000);

        private final int known;
        private final int active;

        Fleet(int known, int active) {
            this.known = known;
            this.active = active;
        }
    }

    /** The vehicles. */
    @Param
    public Fleet fleet;

    /** How many signals each frame has. */
    @Param("14")
    public int signals;

    /**
     * How far the clock advances with each message: 0 measures the way of a message alone; 50 microseconds are 20,000
     * messages a second, with a tick of the timer every 400 messages and its alarms.
     */
    @Param({"0", "50000"})
    public long nanosPerMessage;

    private MeasuredPipeline pipeline;
    private int position;

    /** Makes the pipeline and lets every vehicle send once. */
    @Setup(Level.Trial)
    public void create() {
        pipeline = new MeasuredPipeline(fleet.known, signals, nanosPerMessage);
        for (int i = 0; i < fleet.known; i++) {
            pipeline.message(i);
        }
    }

    /** Ends the pipeline. */
    @TearDown(Level.Trial)
    public void close() {
        pipeline.close();
    }

    /** One message. */
    @Benchmark
    public long message() {
        int vehicle = position;
        position = vehicle + 1 == fleet.active ? 0 : vehicle + 1;
        return pipeline.message(vehicle);
    }
}
