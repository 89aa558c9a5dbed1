package io.vehicletelemetry.benchmarks.history;

import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Instant;
import java.util.List;

/**
 * A vehicle that sends a frame a second: whole numbers and decimals of two digits, which move a little from second to
 * second. No decimal is whole, so that numbers alone give every value back.
 */
record Drive(VehicleId vehicle, int signals) {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final long START_MICROS = Signals.micros(START);
    static final long SECOND_MICROS = 1_000_000;
    static final long DELAY_MICROS = 40_000;

    private static final List<String> NAMES = List.of(
            "rpm",
            "vehicle_speed",
            "coolant_temperature",
            "engine_load",
            "throttle_position",
            "control_module_voltage",
            "fuel_rail_pressure",
            "intake_air_temperature",
            "mass_air_flow",
            "fuel_level",
            "latitude",
            "longitude",
            "odometer",
            "ambient_air_temperature");

    static Drive of(int vehicle) {
        return new Drive(VehicleId.of(vehicle), NAMES.size());
    }

    List<String> names() {
        return NAMES.subList(0, signals);
    }

    static boolean isWhole(int signal) {
        return signal % 3 == 0;
    }

    static double value(int signal, long second) {
        long wave = Math.round(500 * Math.sin((second + 97L * signal) / (60.0 + 13 * signal)));
        long jitter = (second * 0x9E3779B97F4A7C15L + signal * 0xBF58476D1CE4E5B9L) >>> 58;
        return isWhole(signal) ? 1_500 + wave + jitter : 60 + wave / 10 + (1 + jitter) / 100.0;
    }

    static Instant time(long second) {
        return START.plusSeconds(second);
    }

    Row row(int number, long second) {
        double[] values = new double[signals];
        for (int i = 0; i < signals; i++) {
            values[i] = value(i, second);
        }
        long observed = START_MICROS + second * SECOND_MICROS;
        return new Row(number, observed, second * 0x9E3779B97F4A7C15L, observed + DELAY_MICROS, values);
    }

    /** With the device's own time, as {@link #row} has it. */
    TelemetryFrame frame(long second) {
        Instant arrival = time(second).plusNanos(DELAY_MICROS * 1_000);
        return filled(TelemetryFrame.builder(arrival, 0).deviceTime(time(second)), second);
    }

    /** Without a time of its own: it arrives now. */
    TelemetryFrame frameNow(TimeSource time, long second) {
        return filled(TelemetryFrame.builder(time), second);
    }

    private TelemetryFrame filled(TelemetryFrame.Builder frame, long second) {
        frame.vehicle(vehicle);
        for (int i = 0; i < signals; i++) {
            if (isWhole(i)) {
                frame.signal(NAMES.get(i), (long) value(i, second));
            } else {
                frame.signal(NAMES.get(i), value(i, second));
            }
        }
        return frame.build();
    }

    /** The message that a device would have sent. */
    String json(long second) {
        return "{\"timestamp\":\"" + time(second) + "\","
                + json(row(0, second).numbers).substring(1);
    }

    static String json(double[] values) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            json.append(i == 0 ? "\"" : ",\"").append(NAMES.get(i)).append("\":");
            if (isWhole(i)) {
                json.append((long) values[i]);
            } else {
                json.append(values[i]);
            }
        }
        return json.append('}').toString();
    }

    /** A frame as the table has it. */
    static final class Row {
        final int vehicle;
        final long observed;
        final long key;
        final long arrived;
        final double[] numbers;

        Row(int vehicle, long observed, long key, long arrived, double[] numbers) {
            this.vehicle = vehicle;
            this.observed = observed;
            this.key = key;
            this.arrived = arrived;
            this.numbers = numbers;
        }
    }
}
