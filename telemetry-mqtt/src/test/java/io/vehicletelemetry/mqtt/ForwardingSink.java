package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.source.Acknowledgement;
import io.vehicletelemetry.core.source.TelemetrySink;
import org.jspecify.annotations.NullMarked;

/** Passes everything on. */
@NullMarked
class ForwardingSink implements TelemetrySink {

    private final TelemetrySink sink;

    ForwardingSink(TelemetrySink sink) {
        this.sink = sink;
    }

    @Override
    public void frame(TelemetryFrame frame, Acknowledgement acknowledgement) {
        sink.frame(frame, acknowledgement);
    }

    @Override
    public void availability(Availability availability, Acknowledgement acknowledgement) {
        sink.availability(availability, acknowledgement);
    }

    @Override
    public void reject(RejectReason reason, String detail, Acknowledgement acknowledgement) {
        sink.reject(reason, detail, acknowledgement);
    }

    @Override
    public void connected(boolean connected) {
        sink.connected(connected);
    }
}
