// Units of the canonical signals, and the digits that are worth showing. Any other signal is shown as it comes.

import { unitText } from './i18n.js';

const UNITS = {
  '°C': [1, 'coolant_temperature', 'battery_temperature', 'ambient_air_temperature', 'charge_air_cooler_temp', 'egt_bank1',
    'engine_coolant_temp1', 'engine_coolant_temp2', 'engine_oil_temperature', 'intake_air_temp'],
  '%': [1, 'engine_load', 'fuel_level', 'state_of_charge', 'absolute_load', 'abs_throttle_position_d', 'abs_throttle_position_e',
    'commanded_throttle_actuator', 'long_fuel_trim_1', 'short_fuel_trim_1', 'relative_throttle_position', 'throttle_position'],
  kPa: [0, 'fuel_rail_pressure', 'absolute_barometric_pressure', 'fuel_pressure', 'intake_pressure', 'max_intake_pressure',
    'tyre_pressure_front_left', 'tyre_pressure_front_right', 'tyre_pressure_rear_left', 'tyre_pressure_rear_right'],
  V: [2, 'control_module_voltage', 'battery_voltage', 'auxiliary_battery_voltage', 'oxygen_sensor1_voltage', 'max_oxy_sensor_voltage'],
  'km/h': [0, 'vehicle_speed'],
  rpm: [0, 'rpm'],
  A: [1, 'battery_current'],
  mA: [1, 'max_oxy_sensor_current'],
  m: [0, 'altitude'],
  km: [0, 'odometer', 'distance_mil_on', 'distance_since_code_clear'],
  'L/h': [2, 'fuel_rate'],
  'g/s': [2, 'maf_airflow'],
  '°': [0, 'heading', 'timing_advance'],
  s: [0, 'time_since_engine_start'],
  '': [2, 'max_faer', 'oxygen_sensor1_faer', 'oxygen_sensor2_faer'],
};
const SIGNALS = new Map(Object.entries(UNITS).flatMap(([unit, [digits, ...names]]) => names.map(name => [name, { unit, digits }])));
SIGNALS.set('latitude', { unit: '°', digits: 5 }).set('longitude', { unit: '°', digits: 5 });

export const unitOf = name => unitText(SIGNALS.get(name)?.unit ?? '');
export const digitsOf = name => SIGNALS.get(name)?.digits;

/** What the dashboard shows before anybody chose. */
export const TILES = ['vehicle_speed', 'rpm', 'coolant_temperature', 'control_module_voltage', 'engine_load'];

/** What a track is drawn from. */
export const PLACE = ['latitude', 'longitude', 'heading'];

/** What is worth telling of a vehicle in a line, best first. */
export const SHORT = ['vehicle_speed', 'rpm', 'state_of_charge', 'coolant_temperature', 'control_module_voltage', 'fuel_level', 'engine_load'];

export const CHARTS = ['vehicle_speed', 'rpm', 'coolant_temperature', 'engine_load', 'fuel_rail_pressure', 'control_module_voltage'];

/** The wanted names that a vehicle has; where it has none of them, whatever it has. */
export function present(wanted, signals, most = wanted.length) {
  const found = wanted.filter(name => signals.has(name));
  return (found.length > 0 ? found : [...signals.keys()]).slice(0, most);
}
