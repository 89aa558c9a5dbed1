package io.vehicletelemetry.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The holder of the latest value: alone, and with two threads that read, write, or both. An update is a
 * read-modify-write: it makes a new immutable value from the one before.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 5,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@State(Scope.Group)
@SuppressWarnings("NullAway.Init") // the framework fills parameters and calls the setup
public class LatestValueBenchmark {

    /** What holds the values. */
    @Param
    public HolderDesign holder;

    /** How many vehicles are read and written, at random. */
    @Param({"1", "10000"})
    public int vehicles;

    private LatestHolder latest;
    private int[] order;

    /** Makes the holder of this fork. */
    @Setup(Level.Trial)
    public void create() {
        latest = holder.create(vehicles);
        order = VehicleOrder.of(vehicles);
        // Holders are old and values young, as in a server: a collector's barrier costs more there than from young to
        // young.
        System.gc();
    }

    /** One thread that reads. */
    @Benchmark
    @Group("aloneGet")
    public long aloneGet(VehicleOrder vehicle) {
        return get(vehicle);
    }

    /** One thread that writes. */
    @Benchmark
    @Group("aloneUpdate")
    public Reading aloneUpdate(VehicleOrder vehicle) {
        return update(vehicle);
    }

    /** A thread that reads what another writes. */
    @Benchmark
    @Group("writerAndReader")
    public long readerGet(VehicleOrder vehicle) {
        return get(vehicle);
    }

    /** A thread that writes what another reads. */
    @Benchmark
    @Group("writerAndReader")
    public Reading writerUpdate(VehicleOrder vehicle) {
        return update(vehicle);
    }

    /** Two threads that read. */
    @Benchmark
    @Group("twoReaders")
    @GroupThreads(2)
    public long twoReadersGet(VehicleOrder vehicle) {
        return get(vehicle);
    }

    /** Two threads that write. */
    @Benchmark
    @Group("twoWriters")
    @GroupThreads(2)
    public Reading twoWritersUpdate(VehicleOrder vehicle) {
        return update(vehicle);
    }

    private long get(VehicleOrder vehicle) {
        return latest.get(vehicle.next(order)).revision();
    }

    private Reading update(VehicleOrder vehicle) {
        return latest.update(vehicle.next(order));
    }
}
