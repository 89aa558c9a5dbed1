package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.source.Acknowledgement;
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

    void frame(TelemetryFrame frame, Acknowledgement acknowledgement) {
        call(acknowledgement, () -> sink.frame(frame, acknowledgement));
    }

    void availability(Availability availability, Acknowledgement acknowledgement) {
        call(acknowledgement, () -> sink.availability(availability, acknowledgement));
    }

    void reject(RejectReason reason, String detail, Acknowledgement acknowledgement) {
        call(acknowledgement, () -> sink.reject(reason, detail, acknowledgement));
    }

    void connected(boolean connected) {
        call(Acknowledgement.NONE, () -> sink.connected(connected));
    }

    void shut() {
        shut = true;
    }

    /** What a shut sink did not take stays unacknowledged; what it threw at would be thrown at again. */
    private void call(Acknowledgement acknowledgement, Runnable delivery) {
        if (shut) {
            return;
        }
        try {
            delivery.run();
        } catch (Throwable e) {
            acknowledgement.acknowledge();
            long failures = pace.due(1);
            if (failures > 0) {
                LOG.log(System.Logger.Level.WARNING, "The sink failed (" + failures + " times since last said)", e);
            }
        }
    }
}
