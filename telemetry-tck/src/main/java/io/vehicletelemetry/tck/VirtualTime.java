package io.vehicletelemetry.tck;

import io.vehicletelemetry.core.PipelineTimer;
import io.vehicletelemetry.core.model.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Time that passes only when a test says so: clocks and timer of a pipeline in one.
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * TelemetryPipeline pipeline = TelemetryPipeline.builder().time(time).timer(time).source(source).build();
 * pipeline.start();
 * time.advance(Duration.ofSeconds(10));
 * }</pre>
 *
 * <p>The monotonic clock starts 5 s before {@link Long#MAX_VALUE}, so that a test of ten seconds sees it wrap.
 *
 * <p><em>Thread-safe.</em> {@link #advance} is confined to one thread at a time.
 */
public final class VirtualTime implements TimeSource, PipelineTimer {

    /** Where the monotonic clock starts by default: 5 s before it wraps. */
    public static final long DEFAULT_START_NANOS =
            Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    /** Where the wall clock starts by default. */
    public static final Instant DEFAULT_START = Instant.parse("2026-03-01T12:00:00Z");

    /*
     * Both clocks are one immutable record in a volatile field, so that a reader in another thread never sees one ahead of
     * the other. Only the thread that advances writes them; setInstant takes part through the same lock. Tasks run without
     * the lock.
     */
    private final Object writing = new Object();
    private final List<Ticker> tickers = new CopyOnWriteArrayList<>();
    private volatile Clocks clocks;

    /** Starts at {@link #DEFAULT_START_NANOS} and {@link #DEFAULT_START}. */
    public VirtualTime() {
        this(DEFAULT_START_NANOS, DEFAULT_START);
    }

    /**
     * Starts at the given times.
     *
     * @param nanos the monotonic clock, any number
     * @param instant the wall clock
     */
    public VirtualTime(long nanos, Instant instant) {
        this.clocks = new Clocks(nanos, Objects.requireNonNull(instant, "instant"));
    }

    @Override
    public long nanoTime() {
        return clocks.nanos();
    }

    @Override
    public Instant instant() {
        return clocks.instant();
    }

    /**
     * Sets the wall clock, forward or back, as an administrator does. The monotonic clock goes on.
     *
     * @param instant the wall clock's new time
     */
    public void setInstant(Instant instant) {
        synchronized (writing) {
            clocks = new Clocks(clocks.nanos(), Objects.requireNonNull(instant, "instant"));
        }
    }

    /**
     * Lets time pass: both clocks go on, and every call of the timer that falls due runs in this thread, in the order of
     * time, each at its own moment. One that is due at the end of the duration runs too. What a task throws is passed on.
     *
     * @param duration how much time passes, not negative
     * @throws IllegalArgumentException if the duration is negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration " + duration + ": allowed are durations from 0");
        }
        long end = nanoTime() + duration.toNanos();
        for (Optional<Ticker> next = dueBy(end); next.isPresent(); next = dueBy(end)) {
            Ticker ticker = next.get();
            long due = ticker.dueNanos;
            moveTo(due);
            ticker.dueNanos = due + ticker.periodNanos;
            ticker.task.run();
        }
        moveTo(end);
    }

    @Override
    public Runnable every(Duration period, Runnable task) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period " + period + ": allowed are positive durations");
        }
        Ticker ticker = new Ticker(period.toNanos(), Objects.requireNonNull(task, "task"), nanoTime());
        tickers.add(ticker);
        return () -> tickers.remove(ticker);
    }

    /**
     * How many tasks are called: 0 once everything that was started is closed.
     *
     * @return the number of calls of {@link #every} that were not ended
     */
    public int activeTimers() {
        return tickers.size();
    }

    private Optional<Ticker> dueBy(long end) {
        long now = nanoTime();
        return tickers.stream()
                .filter(ticker -> end - ticker.dueNanos >= 0)
                .min(Comparator.comparingLong(ticker -> ticker.dueNanos - now));
    }

    private void moveTo(long nanos) {
        synchronized (writing) {
            clocks = new Clocks(nanos, clocks.instant().plusNanos(nanos - clocks.nanos()));
        }
    }

    private record Clocks(long nanos, Instant instant) {}

    /** One repeated call; equal only to itself. */
    private static final class Ticker {
        final long periodNanos;
        final Runnable task;
        volatile long dueNanos;

        Ticker(long periodNanos, Runnable task, long nowNanos) {
            this.periodNanos = periodNanos;
            this.task = task;
            this.dueNanos = nowNanos + periodNanos;
        }
    }
}
