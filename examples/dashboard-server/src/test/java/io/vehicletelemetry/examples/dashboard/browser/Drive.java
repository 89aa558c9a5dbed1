package io.vehicletelemetry.examples.dashboard.browser;

import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A drive whose values belong together and move; it goes on for ever in both directions of time. */
final class Drive {

    /** What the speed was for a moment, half way through the hour. */
    static final int PEAK = 240;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private Drive() {}

    /** A message of the device, so many seconds into the drive. */
    static String json(double seconds) {
        return values(seconds).entrySet().stream()
                .map(value -> "\"" + value.getKey() + "\":" + value.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Puts the hour before a moment into a history: with a third of it gone the car was parked for six minutes. */
    static void hourBefore(Instant end, TelemetryHistory history, String vehicle) {
        VehicleId id = VehicleId.of(vehicle);
        Instant start = end.minus(HOUR);
        Instant parked = start.plus(Duration.ofMinutes(20));
        Instant off = parked.plus(Duration.ofMinutes(6));
        Instant middle = start.plus(Duration.ofMinutes(30));
        for (Instant time = start; time.isBefore(end); time = time.plus(BETWEEN)) {
            if (time.isBefore(parked) || !time.isBefore(off)) {
                TelemetryFrame.Builder frame =
                        TelemetryFrame.builder(time, 0).vehicle(id).deviceTime(time);
                Map<String, Double> values = values(-Duration.between(time, end).toMillis() / 1000.0);
                if (time.equals(middle)) {
                    values.put("vehicle_speed", (double) PEAK);
                }
                values.forEach(frame::signal);
                history.append(List.of(RecordedFrame.of(id, frame.build())));
            }
        }
        history.appendStates(List.of(
                new RecordedState(id, VehicleState.RUNNING, start, StateChange.Cause.DATA),
                new RecordedState(id, VehicleState.OFFLINE, parked, StateChange.Cause.SILENCE),
                new RecordedState(id, VehicleState.RUNNING, off, StateChange.Cause.DATA)));
    }

    private static Map<String, Double> values(double seconds) {
        double slow = seconds / 40;
        double quick = seconds / 9;
        double round = seconds / 70;
        Map<String, Double> values = new LinkedHashMap<>();
        put(values, "vehicle_speed", 1, 62 + 21 * Math.sin(slow) + 5 * Math.sin(quick));
        put(values, "rpm", 0, 2150 + 520 * Math.sin(slow) + 240 * Math.sin(quick + 0.4));
        put(values, "coolant_temperature", 1, 88 + 1.6 * Math.sin(slow / 3));
        put(values, "control_module_voltage", 2, 13.9 + 0.12 * Math.sin(slow / 4) + 0.03 * Math.sin(quick));
        put(values, "engine_load", 1, 44 + 18 * Math.sin(slow + 0.8) + 8 * Math.sin(quick + 0.2));
        put(values, "fuel_rail_pressure", 0, 350 + 44 * Math.sin(slow + 0.6) + 18 * Math.sin(quick));
        put(values, "fuel_level", 1, 61.5);
        put(values, "latitude", 6, 36.80 + 0.004 * Math.sin(round) + 0.0012 * Math.sin(3 * round));
        put(values, "longitude", 6, 10.18 + 0.006 * Math.cos(round));
        put(values, "heading", 0, heading(round));
        return values;
    }

    private static double heading(double round) {
        double north = 0.004 * Math.cos(round) + 0.0036 * Math.cos(3 * round);
        double east = -0.006 * Math.sin(round) * Math.cos(Math.toRadians(36.8));
        return (Math.toDegrees(Math.atan2(east, north)) + 360) % 360;
    }

    private static void put(Map<String, Double> values, String signal, int digits, double value) {
        values.put(signal, Double.valueOf(String.format(Locale.ROOT, "%." + digits + "f", value)));
    }
}
