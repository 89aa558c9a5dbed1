package io.vehicletelemetry.core;

import io.vehicletelemetry.core.latest.LatestSnapshots;
import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.state.StateTransition;
import io.vehicletelemetry.core.state.VehicleStateTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Decides who has been silent for too long, tick by tick, as of the moment up to which a vehicle's sources delivered. */
final class Expiry implements Runnable {

    /** How often deadlines are looked at: offline is published well within 100 ms of the deadline. */
    static final Duration TICK = Duration.ofMillis(20);

    /** How long a decision waits at most for what a source still queues: a stuck source must not stop time. */
    private static final Duration MAX_WAIT_FOR_SOURCE = Duration.ofSeconds(5);

    private final TimeSource time;
    private final VehicleStateTracker tracker;
    private final LatestSnapshots latest;
    private final List<Feed> feeds;
    private final PipelineReports reports;
    private final Application application;

    Expiry(
            TimeSource time,
            VehicleStateTracker tracker,
            LatestSnapshots latest,
            List<Feed> feeds,
            PipelineReports reports,
            Application application) {
        this.time = time;
        this.tracker = tracker;
        this.latest = latest;
        this.feeds = feeds;
        this.reports = reports;
        this.application = application;
    }

    @Override
    public void run() {
        try {
            long now = time.nanoTime();
            Instant at = time.instant();
            long wait = 0;
            for (Feed feed : feeds) {
                wait = Math.max(wait, feed.look(now, MAX_WAIT_FOR_SOURCE.toNanos()));
            }
            boolean delivered = wait == 0;
            tracker.expire(
                    now, vehicle -> delivered ? now : now - longestWait(vehicle), transition -> apply(transition, at));
        } catch (Throwable e) {
            reports.failed("timer", e);
        }
    }

    private void apply(StateTransition transition, Instant at) {
        application.apply(transition, at, isSourceLost(transition.vehicle()) ? Cause.SOURCE_LOST : transition.cause());
    }

    /** For how long something waits at most in the sources of a vehicle, in nanoseconds. */
    private long longestWait(VehicleId vehicle) {
        long bits = latest.feeds(vehicle);
        long wait = 0;
        for (Feed feed : feeds) {
            wait = feed.isIn(bits) ? Math.max(wait, feed.waitNanos()) : wait;
        }
        return wait;
    }

    private boolean isSourceLost(VehicleId vehicle) {
        long bits = latest.feeds(vehicle);
        return feeds.stream().noneMatch(feed -> feed.isIn(bits) && feed.isConnected());
    }

    /** Takes what was decided. */
    interface Application {
        void apply(StateTransition transition, Instant at, Cause cause);
    }
}
