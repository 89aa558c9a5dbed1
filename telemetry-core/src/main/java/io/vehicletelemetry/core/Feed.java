package io.vehicletelemetry.core;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.Texts;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.source.Acknowledgement;
import io.vehicletelemetry.core.source.TelemetrySink;
import io.vehicletelemetry.core.source.TelemetrySource;
import org.jspecify.annotations.Nullable;

/** One source's way into the pipeline: nothing thrown goes back into its threads, and every delivery is acknowledged. */
final class Feed implements TelemetrySink {

    private final TelemetryPipeline pipeline;
    private final TelemetrySource source;
    private final int index;
    private volatile boolean connected = true;
    private long waitNanos; // the timer's thread alone
    private boolean failedToTell; // the timer's thread alone

    Feed(TelemetryPipeline pipeline, TelemetrySource source, int index) {
        this.pipeline = pipeline;
        this.source = source;
        this.index = index;
    }

    TelemetrySource source() {
        return source;
    }

    /** The number under which the store remembers which sources a vehicle has. */
    int index() {
        return index;
    }

    /** Whether it is among the sources that are remembered as bits. */
    boolean isIn(long feeds) {
        return (feeds & (1L << index)) != 0;
    }

    /** For how long the oldest message waits that was not delivered as of the last look, in nanoseconds. */
    long waitNanos() {
        return waitNanos;
    }

    /** Looks for how long the oldest message waits; a source that cannot tell counts as stuck. */
    long look(long nowNanos, long maxNanos) {
        try {
            waitNanos = Math.min(maxNanos, Math.max(0, nowNanos - source.deliveredUpTo(nowNanos)));
        } catch (Throwable e) {
            waitNanos = maxNanos;
            if (!failedToTell) { // once: the timer asks fifty times a second
                failedToTell = true;
                pipeline.reports().failed("source " + source.name() + ", asked what it has delivered,", e);
            }
        }
        return waitNanos;
    }

    boolean isConnected() {
        return connected;
    }

    @Override
    public void frame(TelemetryFrame frame, Acknowledgement acknowledgement) {
        try {
            pipeline.process(frame, this);
        } catch (Throwable e) {
            failed(e);
        } finally {
            acknowledgement.acknowledge();
        }
    }

    @Override
    public void availability(Availability availability, Acknowledgement acknowledgement) {
        try {
            pipeline.process(availability, this);
        } catch (Throwable e) {
            failed(e);
        } finally {
            acknowledgement.acknowledge();
        }
    }

    @Override
    public void reject(RejectReason reason, String detail, Acknowledgement acknowledgement) {
        try {
            reject(reason, detail);
        } finally {
            acknowledgement.acknowledge();
        }
    }

    @Override
    public void reject(RejectReason reason, String detail) {
        pipeline.reports().rejected(reason, source.name(), detail);
    }

    /** Counts where a message told of another vehicle than the one that its device is in. */
    void compare(VehicleId vehicle, @Nullable VehicleId told) {
        if (told != null && !told.equals(vehicle)) {
            reject(
                    RejectReason.VEHICLE_CONFLICT,
                    "the device is in " + Texts.quoted(vehicle.value()) + ", the message names "
                            + Texts.quoted(told.value()));
        }
    }

    @Override
    public void connected(boolean connected) {
        this.connected = connected;
        pipeline.reports().connected(source.name(), connected);
    }

    private void failed(Throwable failure) {
        pipeline.reports().failed("pipeline, on a delivery of " + source.name(), failure);
        reject(RejectReason.INTERNAL_ERROR, String.valueOf(failure));
    }
}
