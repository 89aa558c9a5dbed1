package io.vehicletelemetry.core;

import io.vehicletelemetry.core.latest.MergeOutcome;
import io.vehicletelemetry.core.model.Evidence;
import io.vehicletelemetry.core.model.EvidenceRule;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Which frames are evidence that their vehicle runs, and for how long: what is set for a vehicle, then for its frame. */
final class SignsOfLife {

    private final long offlineAfterNanos;
    private final Map<VehicleId, Duration> offlineAfterOfVehicle;
    private final Map<VehicleId, EvidenceRule> liveWhenOfVehicle;
    private final PipelineReports reports;
    private final AtomicBoolean failureTold = new AtomicBoolean();

    SignsOfLife(
            Duration offlineAfter,
            Map<VehicleId, Duration> offlineAfterOfVehicle,
            Map<VehicleId, EvidenceRule> liveWhenOfVehicle,
            PipelineReports reports) {
        this.offlineAfterNanos = offlineAfter.toNanos();
        this.offlineAfterOfVehicle = Map.copyOf(offlineAfterOfVehicle);
        this.liveWhenOfVehicle = Map.copyOf(liveWhenOfVehicle);
        this.reports = reports;
    }

    /** The silence that a frame allows, in nanoseconds. */
    long offlineAfterNanos(VehicleId vehicle, TelemetryFrame frame) {
        Duration offlineAfter = offlineAfterOfVehicle.isEmpty() ? null : offlineAfterOfVehicle.get(vehicle);
        if (offlineAfter == null) {
            offlineAfter = frame.offlineAfter();
        }
        return offlineAfter == null ? offlineAfterNanos : offlineAfter.toNanos();
    }

    /** Within what time a value counts as evidence; 0 where no rule asks, which is the usual case. */
    long evidenceNanos(VehicleId vehicle, TelemetryFrame frame) {
        return rule(vehicle, frame) == null ? 0 : offlineAfterNanos(vehicle, frame);
    }

    /** Whether a frame that was merged re-arms its vehicle. */
    boolean include(VehicleId vehicle, TelemetryFrame frame, MergeOutcome merged, Feed feed) {
        if (frame.replayed() || frame.historical() || !frame.signOfLife()) {
            return false;
        }
        EvidenceRule rule = rule(vehicle, frame);
        return rule == null || (merged.evidence() != null && holds(rule, merged.evidence(), feed));
    }

    private @Nullable EvidenceRule rule(VehicleId vehicle, TelemetryFrame frame) {
        EvidenceRule own = liveWhenOfVehicle.isEmpty() ? null : liveWhenOfVehicle.get(vehicle);
        return own == null ? frame.liveWhen() : own;
    }

    private boolean holds(EvidenceRule rule, Evidence evidence, Feed feed) {
        try {
            return rule.holds(evidence);
        } catch (Throwable e) {
            if (failureTold.compareAndSet(false, true)) { // once: it is asked for every frame; each is counted
                reports.failed("evidence rule " + rule, e);
            }
            feed.reject(RejectReason.INTERNAL_ERROR, "evidence rule: " + e);
            return false;
        }
    }
}
