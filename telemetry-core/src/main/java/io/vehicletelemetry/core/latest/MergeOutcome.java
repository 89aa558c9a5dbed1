package io.vehicletelemetry.core.latest;

import io.vehicletelemetry.core.model.Evidence;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What a merge did.
 *
 * <p><em>Immutable.</em>
 *
 * @param snapshot what is known now; null where the vehicle is still not known
 * @param advanced whether the snapshot is a new one
 * @param used how many signals of the frame count as data of the vehicle, late ones included
 * @param refused how many signals were refused because the vehicle has as many as it may have
 * @param late how many signals are older than what is known: a matter of history only
 * @param vehicleRefused whether the frame was refused because as many vehicles are known as may be
 * @param evidence the vehicle right after the merge, for an evidence rule; null where the merge was not asked for it
 */
public record MergeOutcome(
        @Nullable VehicleSnapshot snapshot,
        boolean advanced,
        int used,
        int refused,
        int late,
        boolean vehicleRefused,
        @Nullable Evidence evidence) {

    /** Nothing was merged. */
    public static final MergeOutcome NOTHING = new MergeOutcome(null, false, 0, 0, 0, false, null);

    static final MergeOutcome VEHICLE_REFUSED = new MergeOutcome(null, false, 0, 0, 0, true, null);

    /** The past of a vehicle of which nothing is known does not make it known. */
    static MergeOutcome late(TelemetryFrame frame) {
        int signals = frame.signals().size();
        return new MergeOutcome(null, false, signals, 0, signals, false, null);
    }

    /**
     * What of the frame its vehicle took.
     *
     * @param frame the frame that was merged
     * @return the frame, without the signals that were refused
     */
    public TelemetryFrame taken(TelemetryFrame frame) {
        if (refused == 0) {
            return frame;
        }
        TelemetryFrame.Builder taken = frame.withoutSignals();
        Signals signals = frame.signals();
        for (int i = 0; i < signals.size(); i++) {
            if (snapshot != null && snapshot.signals().indexOf(signals.name(i)) >= 0) {
                taken.signal(signals.name(i), signals.value(i));
            }
        }
        return taken.build();
    }
}
