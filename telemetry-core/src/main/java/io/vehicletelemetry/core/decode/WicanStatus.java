package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import org.jspecify.annotations.Nullable;

/**
 * What a WiCAN says of its connection: {@code {"status":"online"}} when it connects, {@code "offline"} as its last will,
 * both retained, on {@code <…>/status} or {@code <…>/can/status}.
 */
final class WicanStatus {

    private WicanStatus() {}

    /**
     * Reads a message of a status topic.
     *
     * @throws DecodeException if it is no status
     */
    static Availability read(RawMessage message, TelemetryLimits limits, FlatJsonFormat format) {
        TelemetryFrame frame = FlatJsonReader.read(message, limits, format).frame();
        Boolean online = online(frame.signals());
        if (online == null) {
            throw new DecodeException(RejectReason.MALFORMED, "status: allowed are \"online\" and \"offline\"");
        }
        return availability(frame, online);
    }

    /** What the signal {@code status} says; null where there is none or it says something else. */
    static @Nullable Boolean online(Signals signals) {
        if (signals.get("status") instanceof SignalValue.OfText status) {
            return switch (status.value()) {
                case "online" -> Boolean.TRUE;
                case "offline" -> Boolean.FALSE;
                default -> null;
            };
        }
        return null;
    }

    static Availability availability(TelemetryFrame frame, boolean online) {
        return new Availability(
                frame.vehicle(), frame.device(), online, frame.replayed(), frame.arrival(), frame.arrivalNanos());
    }
}
