package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.SignalValue;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a WiCAN calls the canonical signals. In this order:
 *
 * <ol>
 *   <li>its key for a standard PID, {@code 0C-EngineRPM}, from the signal table;
 *   <li>its parameter name in vehicle profiles, {@code ENGINE_RPM}, in the unit that profiles use;
 *   <li>a canonical name in upper case, {@code ENGINE_LOAD}.
 * </ol>
 *
 * <p>Source of 2 and of its units: the dongle's parameter list (meatpiHQ/wican-fw, {@code .vehicle_profiles/params.json}):
 * tyre pressures in psi, {@code ODOMETER_MI} in miles, all others here in the canonical unit.
 *
 * <p>Any other key, of an unknown PID as well, is the signal's name unchanged.
 *
 * <p><em>Immutable.</em>
 */
final class WicanKeys {

    /** {@code FUEL_RATE} is in g/s, which is no volume: it keeps its own name. */
    private static final Set<String> OTHER_QUANTITY = Set.of("FUEL_RATE");

    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("ENGINE_RPM", "rpm"),
            Map.entry("SPEED", "vehicle_speed"),
            Map.entry("COOLANT_TMP", "coolant_temperature"),
            Map.entry("ENGINE_OIL_TEMP", "engine_oil_temperature"),
            Map.entry("INTAKE_AIR_TMP", "intake_air_temp"),
            Map.entry("TMP_A", "ambient_air_temperature"),
            Map.entry("OUTSIDE_TEMPERATURE", "ambient_air_temperature"),
            Map.entry("MAF", "maf_airflow"),
            Map.entry("THROTTLE", "throttle_position"),
            Map.entry("STFT", "short_fuel_trim_1"),
            Map.entry("FUEL", "fuel_level"),
            Map.entry("SOC", "state_of_charge"),
            Map.entry("HV_V", "battery_voltage"),
            Map.entry("HV_A", "battery_current"),
            Map.entry("BATT_TEMP", "battery_temperature"),
            Map.entry("LV_V", "auxiliary_battery_voltage"),
            // The dongle's own measurement of its supply, which the table's name would take for the traction battery's.
            Map.entry("battery_voltage", "auxiliary_battery_voltage"),
            Map.entry("ODOMETER_MI", "odometer"),
            Map.entry("TYRE_P_FL", "tyre_pressure_front_left"),
            Map.entry("TYRE_P_FR", "tyre_pressure_front_right"),
            Map.entry("TYRE_P_RL", "tyre_pressure_rear_left"),
            Map.entry("TYRE_P_RR", "tyre_pressure_rear_right"));

    private static final Map<String, BigDecimal> FACTORS = Map.of(
            "ODOMETER_MI", Units.KM_PER_MILE,
            "TYRE_P_FL", Units.KPA_PER_PSI,
            "TYRE_P_FR", Units.KPA_PER_PSI,
            "TYRE_P_RL", Units.KPA_PER_PSI,
            "TYRE_P_RR", Units.KPA_PER_PSI);

    private final Map<String, String> names = new HashMap<>();

    WicanKeys(SignalTable table) {
        for (SignalDefinition signal : table.all()) {
            names.put(signal.name(), signal.name());
            String upper = signal.name().toUpperCase(Locale.ROOT);
            if (!OTHER_QUANTITY.contains(upper)) {
                names.put(upper, signal.name());
            }
        }
        PARAMETERS.forEach((parameter, name) -> names.put(parameter, table.canonical(name)));
        for (SignalDefinition signal : table.all()) {
            if (signal.wicanKey() != null) {
                names.put(signal.wicanKey(), signal.name());
            }
        }
    }

    String signal(String key) {
        return names.getOrDefault(key, key);
    }

    /** Whether the value of a key is in another than the canonical unit. */
    boolean converts(String key) {
        return FACTORS.containsKey(key);
    }

    /** The value in the canonical unit; null where it is not finite in it. */
    @Nullable
    SignalValue value(String key, SignalValue value) {
        BigDecimal factor = FACTORS.get(key);
        return factor == null ? value : Units.times(value, factor);
    }
}
