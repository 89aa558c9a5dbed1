package io.vehicletelemetry.benchmarks;

import io.vehicletelemetry.core.model.VehicleId;
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
import org.openjdk.jmh.annotations.Warmup;

/** Merging a usual frame into the snapshot of its vehicle; one thread, or more with {@code -t}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 5,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // the framework fills parameters and calls the setup
public class SnapshotMergeBenchmark {

    /** The stores that are compared. */
    public enum StoreDesign {
        /** The project's own. */
        LATEST_SNAPSHOTS,
        /** A copy under one lock. */
        SYNCHRONIZED_LINKED_HASH_MAP,
        /** A copy in {@code compute}. */
        COMPUTE_COPY_OF;

        SnapshotStore create() {
            return switch (this) {
                case LATEST_SNAPSHOTS -> SnapshotStore.latestSnapshots();
                case SYNCHRONIZED_LINKED_HASH_MAP -> SnapshotStore.synchronizedCopies();
                case COMPUTE_COPY_OF -> SnapshotStore.computedCopies();
            };
        }
    }

    /** What merges. */
    @Param
    public StoreDesign store;

    /** How many signals each frame has: those of a usual dongle, and all that one can send. */
    @Param({"14", "41"})
    public int signals;

    /** How many vehicles are merged into, at random. */
    @Param({"1", "10000"})
    public int vehicles;

    private SnapshotStore merging;
    private VehicleId[] ids;
    private int[] order;

    /** Makes the store and merges every vehicle once. */
    @Setup(Level.Trial)
    public void create() {
        merging = store.create();
        order = VehicleOrder.of(vehicles);
        ids = new VehicleId[vehicles];
        Frames frames = new Frames(signals);
        for (int i = 0; i < vehicles; i++) {
            ids[i] = VehicleId.of(i);
            merging.merge(ids[i], frames.next());
        }
    }

    /** What a thread merges. */
    @State(Scope.Thread)
    public static class Incoming {
        private Frames frames;

        /** Makes the frames of this thread. */
        @Setup(Level.Trial)
        public void create(SnapshotMergeBenchmark benchmark) {
            frames = new Frames(benchmark.signals);
        }
    }

    /** One merge. */
    @Benchmark
    public Object merge(VehicleOrder vehicle, Incoming incoming) {
        return merging.merge(ids[vehicle.next(order)], incoming.frames.next());
    }
}
