package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import org.jspecify.annotations.Nullable;

/**
 * The format {@code wican}: what a WiCAN dongle that polls PIDs by itself publishes.
 *
 * <ul>
 *   <li>Data is a flat JSON object of many keys (grouped) or of one, or a bare number on a topic of its own; all rules of
 *       {@link JsonDecoder} hold. Keys become canonical names as {@link WicanKeys} says, {@code "on"} and {@code "off"}
 *       become booleans.
 *   <li>A topic that ends in {@code /status} brings {@code {"status":"online"}} or {@code "offline"}, never signals. An
 *       object that holds nothing else is the status on any topic: the dongle's user may choose it.
 *   <li>Raw CAN frames, commands to the dongle and its answers to them are no data.
 * </ul>
 */
final class WicanDecoder implements TelemetryDecoder {

    private static final FlatJsonFormat FORMAT = new WicanFormat();

    private final TelemetryLimits limits;

    WicanDecoder(TelemetryLimits limits) {
        this.limits = limits;
    }

    @Override
    public void decode(RawMessage message, Output output) {
        switch (WicanFormat.lastLevel(message.topic())) {
            case "status" -> status(message, output);
            case "cmd", "rsp", "tx" ->
                throw new DecodeException(RejectReason.NO_SIGNALS, "a topic of commands and answers, no data");
            default -> data(message, output);
        }
    }

    private void status(RawMessage message, Output output) {
        TelemetryFrame frame = FlatJsonReader.read(message, limits, FORMAT).frame();
        Boolean online = online(frame.signals());
        if (online == null) {
            throw new DecodeException(RejectReason.MALFORMED, "status: allowed are \"online\" and \"offline\"");
        }
        output.availability(availability(frame, online));
    }

    private void data(RawMessage message, Output output) {
        TelemetryFrame frame = FlatJsonReader.read(message, limits, FORMAT).data(output);
        Boolean online = frame.signals().size() == 1 ? online(frame.signals()) : null;
        if (online != null) {
            output.availability(availability(frame, online));
        } else {
            output.frame(frame);
        }
    }

    private static @Nullable Boolean online(Signals signals) {
        if (signals.get("status") instanceof SignalValue.OfText status) {
            return switch (status.value()) {
                case "online" -> Boolean.TRUE;
                case "offline" -> Boolean.FALSE;
                default -> null;
            };
        }
        return null;
    }

    private static Availability availability(TelemetryFrame frame, boolean online) {
        return new Availability(
                frame.vehicle(), frame.device(), online, frame.replayed(), frame.arrival(), frame.arrivalNanos());
    }
}
