package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.model.TelemetryLimits;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is written under {@code telemetry.limits}. What is beyond a bound is refused and counted.
 *
 * @param payload Largest payload of a message.
 * @param signalsPerMessage Most signals in one message.
 * @param signalsPerVehicle Most signals that are kept of one vehicle.
 * @param nameLength Longest name of a signal, in characters.
 * @param textLength Longest text value, in characters.
 * @param vehicles Most vehicles.
 */
record LimitsProperties(
        @DefaultValue("64KB") DataSize payload,
        @DefaultValue("512") int signalsPerMessage,
        @DefaultValue("1024") int signalsPerVehicle,
        @DefaultValue("128") int nameLength,
        @DefaultValue("1024") int textLength,
        @DefaultValue("100000") int vehicles) {

    void check(String key) {
        Setting.named(key + ".payload", payload).isSize();
        Setting.named(key + ".signals-per-message", signalsPerMessage).isCount();
        Setting.named(key + ".signals-per-vehicle", signalsPerVehicle).isCount();
        Setting.named(key + ".name-length", nameLength).isCount();
        Setting.named(key + ".text-length", textLength).isCount();
        Setting.named(key + ".vehicles", vehicles).isCount();
    }

    TelemetryLimits toLimits() {
        return TelemetryLimits.builder()
                .payloadBytes(Math.toIntExact(payload.toBytes()))
                .signalsPerMessage(signalsPerMessage)
                .signalsPerVehicle(signalsPerVehicle)
                .nameLength(nameLength)
                .textLength(textLength)
                .vehicles(vehicles)
                .build();
    }
}
