package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.Texts;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The format {@code ovms}: the metrics of an Open Vehicle Monitoring System 3, one a message, as its server V3 publishes
 * them on {@code ovms/<user>/<vehicle>/metric/<a>/<b>/…}.
 *
 * <ul>
 *   <li>A metric is bare text: a number, {@code yes} or {@code no}, or text; an empty one is cleared. A list of numbers
 *       with commas becomes {@code a.b.1}, {@code a.b.2}, …
 *   <li>{@code v/b/soc} is the signal {@code v.b.soc}, or the canonical one of the same quantity. Units are those of the
 *       metrics, which are the canonical ones: km, km/h, kPa, °C, V, A, %.
 *   <li>{@code m/*} and {@code s/*} are of the module and its servers, {@code s/v3/connected} its connection and last
 *       will: none is a sign that the vehicle runs. Neither is a metric that is cleared.
 *   <li>Notifications, events and commands beside the metrics are no data.
 * </ul>
 *
 * <p>Source: openvehicles/Open-Vehicle-Monitoring-System-3, {@code docs/source/userguide/metrics.rst},
 * {@code vehicle/OVMS.V3/main/metrics_standard.h} (the order of the tyres), {@code ovms_server_v3.cpp} (topics, will).
 */
final class OvmsDecoder implements TelemetryDecoder {

    private static final String METRIC = "metric/";
    private static final String CONNECTED = "s.v3.connected";
    private static final String TYRE_PRESSURES = "v.t.pressure";
    private static final int TYRES = 4;

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("v.b.soc", "state_of_charge"),
            Map.entry("v.b.voltage", "battery_voltage"),
            Map.entry("v.b.current", "battery_current"),
            Map.entry("v.b.temp", "battery_temperature"),
            Map.entry("v.b.12v.voltage", "auxiliary_battery_voltage"),
            Map.entry("v.e.on", "ignition"),
            Map.entry("v.e.temp", "ambient_air_temperature"),
            // The firmware's own OBD-II emulation answers the engine speed, PID 0C, with it.
            Map.entry("v.m.rpm", "rpm"),
            Map.entry("v.p.speed", "vehicle_speed"),
            Map.entry("v.p.odometer", "odometer"),
            Map.entry("v.p.latitude", "latitude"),
            Map.entry("v.p.longitude", "longitude"),
            Map.entry("v.p.altitude", "altitude"),
            Map.entry("v.p.direction", "heading"),
            Map.entry("v.t.pressure.1", "tyre_pressure_front_left"),
            Map.entry("v.t.pressure.2", "tyre_pressure_front_right"),
            Map.entry("v.t.pressure.3", "tyre_pressure_rear_left"),
            Map.entry("v.t.pressure.4", "tyre_pressure_rear_right"));

    /** Names and codes, which may look like numbers or lists and are none. */
    private static final Set<String> TEXTS = Set.of(
            "m.hardware",
            "m.net.mdm.iccid",
            "m.net.mdm.model",
            "m.net.mdm.network",
            "m.net.provider",
            "m.net.wifi.network",
            "m.serial",
            "m.version",
            "v.p.location",
            "v.type",
            "v.vin");

    private final TelemetryLimits limits;

    OvmsDecoder(TelemetryLimits limits) {
        this.limits = limits;
    }

    @Override
    public void decode(RawMessage message, Output output) {
        String metric = metric(message);
        String text = TextTopics.text(message, limits);
        if (metric.equals(CONNECTED)) {
            output.availability(message.availability(connected(text)));
            return;
        }
        boolean bookkeeping = metric.startsWith("m.") || metric.startsWith("s.");
        TelemetryFrame.Builder frame = TextTopics.frame(message, !bookkeeping && !text.isEmpty());
        if (text.isEmpty() && metric.equals(TYRE_PRESSURES)) {
            for (int tyre = 1; tyre <= TYRES; tyre++) {
                frame.signal(signal(metric + "." + tyre), SignalValue.ofNull());
            }
        } else if (isList(metric, text)) {
            list(metric, text.split(",", -1), frame, output);
        } else {
            frame.signal(signal(metric), TextTopics.require(metric, value(metric, text), output));
        }
        output.frame(frame.build());
    }

    /** What follows the level {@code metric}. */
    private static String metric(RawMessage message) {
        String topic = message.topic();
        int at = ("/" + topic).lastIndexOf("/" + METRIC);
        if (at < 0) {
            throw new DecodeException(RejectReason.NO_SIGNALS, "a topic of something else than metrics");
        }
        return Topics.signal(topic.substring(at + METRIC.length()));
    }

    private static boolean connected(String text) {
        return switch (text) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new DecodeException(RejectReason.MALFORMED, CONNECTED + ": allowed are yes and no");
        };
    }

    /** Tyres are a list of any length; else all that is between commas has to be a number, or nothing. */
    private static boolean isList(String metric, String text) {
        if (TEXTS.contains(metric) || text.isEmpty()) {
            return false;
        }
        boolean numbers = true;
        for (String element : text.split(",", -1)) {
            numbers &= element.isBlank() || TextValue.isNumeric(element.trim());
        }
        return numbers && (text.indexOf(',') >= 0 || metric.startsWith("v.t."));
    }

    private void list(String metric, String[] elements, TelemetryFrame.Builder frame, Output output) {
        if (elements.length > limits.signalsPerMessage()) {
            throw new DecodeException(
                    RejectReason.TOO_MANY_SIGNALS, "allowed are " + limits.signalsPerMessage() + " signals");
        }
        for (int i = 0; i < elements.length; i++) {
            String name = metric + "." + (i + 1);
            SignalValue value = elements[i].isBlank() ? null : TextValue.of(elements[i]);
            if (value == null) {
                output.reject(RejectReason.INVALID_VALUE, "signal " + Texts.quoted(name) + ": no finite number");
            } else {
                frame.signal(signal(name), value);
            }
        }
        if (frame.signalCount() == 0) {
            throw new DecodeException(RejectReason.NO_SIGNALS, "no usable signal");
        }
    }

    private static @Nullable SignalValue value(String metric, String text) {
        if (TEXTS.contains(metric) && !text.isEmpty()) {
            return TextValue.verbatim(text);
        }
        return switch (text) {
            case "" -> SignalValue.ofNull();
            case "yes" -> SignalValue.of(true);
            case "no" -> SignalValue.of(false);
            default -> TextValue.of(text);
        };
    }

    private static String signal(String metric) {
        return NAMES.getOrDefault(metric, metric);
    }
}
