package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;

/**
 * The format {@code wican}: what a WiCAN dongle that polls PIDs by itself publishes.
 *
 * <ul>
 *   <li>Data is a flat JSON object of many keys (grouped) or of one, or a bare number on a topic of its own; all rules of
 *       {@link JsonDecoder} hold. Keys become canonical names as {@link WicanKeys} says, {@code "on"} and {@code "off"}
 *       become booleans.
 *   <li>A topic that ends in {@code /status} brings {@code {"status":"online"}} or {@code "offline"}, never signals. An
 *       object that holds nothing else is the status on any topic: the dongle's user may choose it.
 *   <li>An alert of the dongle is merged, and no sign that the vehicle runs.
 *   <li>Raw CAN frames, commands to the dongle and its answers to them are no data.
 * </ul>
 */
final class WicanDecoder implements TelemetryDecoder {

    private static final FlatJsonFormat FORMAT = new WicanFormat();

    private final TelemetryLimits limits;
    private final UsualMessages usual;

    WicanDecoder(TelemetryLimits limits) {
        this.limits = limits;
        this.usual = new UsualMessages(FORMAT, limits);
    }

    @Override
    public void decode(RawMessage message, Output output) {
        switch (Topics.lastLevel(message.topic())) {
            case "status" -> output.availability(WicanStatus.read(message, limits, FORMAT));
            case "cmd", "rsp", "tx" ->
                throw new DecodeException(RejectReason.NO_SIGNALS, "a topic of commands and answers, no data");
            default -> data(message, output);
        }
    }

    private void data(RawMessage message, Output output) {
        TelemetryFrame frame = usual.read(message);
        if (frame == null) {
            frame = FlatJsonReader.read(message, limits, FORMAT).data(output);
            usual.learn(message);
        }
        Boolean online = frame.signals().size() == 1 ? WicanStatus.online(frame.signals()) : null;
        if (online != null) {
            output.availability(WicanStatus.availability(frame, online));
        } else {
            output.frame(isAlert(frame) ? frame.toBuilder().signOfLife(false).build() : frame);
        }
    }

    /** A dongle warns of a low battery, {@code {"alert":"low_battery","battery_voltage":…}}, while the car is parked. */
    private static boolean isAlert(TelemetryFrame frame) {
        return frame.signals().size() <= 2 && frame.signals().get("alert") != null;
    }
}
