package io.vehicletelemetry.core;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts and passes on to the listeners; a listener that throws harms nobody. */
final class PipelineReports implements PipelineListener {

    private static final Logger LOG = System.getLogger(TelemetryPipeline.class.getName());

    private final List<PipelineListener> listeners;
    private final Map<RejectReason, LongAdder> rejected = new EnumMap<>(RejectReason.class);

    PipelineReports(List<PipelineListener> listeners) {
        this.listeners = List.copyOf(listeners);
        for (RejectReason reason : RejectReason.values()) {
            rejected.put(reason, new LongAdder()); // complete from the start: read without a lock
        }
    }

    Map<RejectReason, Long> rejectedCounts() {
        Map<RejectReason, Long> counts = new EnumMap<>(RejectReason.class);
        rejected.forEach((reason, count) -> {
            if (count.sum() > 0) {
                counts.put(reason, count.sum());
            }
        });
        return counts;
    }

    @Override
    public void frame(VehicleId vehicle, TelemetryFrame frame) {
        if (!listeners.isEmpty()) {
            tell(listener -> listener.frame(vehicle, frame));
        }
    }

    @Override
    public void stateChanged(StateChange change) {
        LOG.log(Level.DEBUG, "vehicle {0} is {1}: {2}", change.vehicle(), change.state(), change.cause());
        tell(listener -> listener.stateChanged(change));
    }

    @Override
    public void rejected(RejectReason reason, String source, String detail) {
        LongAdder count = rejected.get(reason);
        if (count != null) {
            count.increment();
        }
        LOG.log(Level.DEBUG, "{0}: {1}: {2}", source, reason, detail);
        tell(listener -> listener.rejected(reason, source, detail));
    }

    @Override
    public void connected(String source, boolean connected) {
        tell(listener -> listener.connected(source, connected));
    }

    @Override
    public void failed(String where, Throwable failure) {
        LOG.log(Level.WARNING, where + " failed", failure);
        tell(listener -> listener.failed(where, failure));
    }

    private void tell(Consumer<PipelineListener> event) {
        for (PipelineListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable e) {
                LOG.log(Level.WARNING, "listener " + listener.getClass().getName() + " failed", e);
            }
        }
    }
}
