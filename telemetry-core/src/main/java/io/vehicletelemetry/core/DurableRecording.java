package io.vehicletelemetry.core;

import io.vehicletelemetry.core.decode.SignalRules;
import io.vehicletelemetry.core.history.DurableRecorder;
import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.source.Acknowledgement;
import io.vehicletelemetry.core.source.TelemetrySink;
import io.vehicletelemetry.core.source.TelemetrySource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The way from a durable source into its recorder, beside the live path: what holds nothing to record is acknowledged at
 * once, the rest once the recorder took care of it.
 *
 * <p><em>Thread-safe.</em>
 */
final class DurableRecording implements TelemetrySink, AutoCloseable {

    private static final Logger LOG = System.getLogger(TelemetryPipeline.class.getName());

    private final DurableRecorder recorder;
    private final TelemetrySource source;
    private final Identification identification;
    private final SignalRules rules;
    private final SeenSignals seen;
    private volatile boolean connected = true;

    DurableRecording(
            DurableRecorder recorder,
            TelemetrySource source,
            Identification identification,
            SignalRules rules,
            SeenSignals seen) {
        this.recorder = recorder;
        this.source = source;
        this.identification = identification;
        this.rules = rules;
        this.seen = seen;
    }

    TelemetrySource source() {
        return source;
    }

    boolean isConnected() {
        return connected;
    }

    void start() {
        recorder.start();
        source.start(this);
    }

    @Override
    public void frame(TelemetryFrame frame, Acknowledgement acknowledgement) {
        if (frame.replayed()) { // no news
            acknowledgement.acknowledge();
            return;
        }
        VehicleId vehicle = null;
        TelemetryFrame admitted = frame;
        try {
            vehicle = identification.vehicleOf(frame.vehicle(), frame.device(), this::count);
            admitted = vehicle == null ? frame : seen.admit(vehicle, rules.admit(frame, this::count), this::count);
        } catch (RuntimeException e) { // a directory of the application's own, for one: the next may go well
            vehicle = null;
            LOG.log(Level.WARNING, "a frame could not be recorded", e);
            count(RejectReason.INTERNAL_ERROR, String.valueOf(e));
        }
        if (vehicle == null || admitted.signals().isEmpty()) {
            acknowledgement.acknowledge();
        } else {
            recorder.frame(vehicle, admitted, acknowledgement);
        }
    }

    /** What a device says of itself is a matter of the live path, which records the states that come of it. */
    @Override
    public void availability(Availability availability, Acknowledgement acknowledgement) {
        acknowledgement.acknowledge();
    }

    @Override
    public void reject(RejectReason reason, String detail, Acknowledgement acknowledgement) {
        count(reason, detail);
        acknowledgement.acknowledge();
    }

    private void count(RejectReason reason, String detail) {
        LOG.log(Level.DEBUG, "{0}, to be recorded: {1}: {2}", source.name(), reason, detail);
        recorder.unusable();
    }

    @Override
    public void connected(boolean connected) {
        this.connected = connected;
    }

    /** The recorder first: what it writes now can still be acknowledged. */
    @Override
    public void close() {
        recorder.close();
        source.close();
    }
}
