package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.source.TelemetrySink;

/**
 * The sink as the source may call it: one that throws is logged and does not stop the source (S5), and one that was shut
 * is not called any more (S2).
 *
 * <p><em>Thread-safe.</em>
 */
final class GuardedSink {

    private static final System.Logger LOG = System.getLogger(MqttTelemetrySource.class.getName());

    private final TelemetrySink sink;
    private final LogPace pace;
    private volatile boolean shut;

    GuardedSink(TelemetrySink sink, TimeSource time) {
        this.sink = sink;
        this.pace = new LogPace(time);
    }

    void frame(TelemetryFrame frame) {
        call(() -> sink.frame(frame));
    }

    void availability(Availability availability) {
        call(() -> sink.availability(availability));
    }

    void reject(RejectReason reason, String detail) {
        call(() -> sink.reject(reason, detail));
    }

    void connected(boolean connected) {
        call(() -> sink.connected(connected));
    }

    void shut() {
        shut = true;
    }

    private void call(Runnable delivery) {
        if (shut) {
            return;
        }
        try {
            delivery.run();
        } catch (Throwable e) {
            long failures = pace.due(1);
            if (failures > 0) {
                LOG.log(System.Logger.Level.WARNING, "The sink failed (" + failures + " times since last said)", e);
            }
        }
    }
}
