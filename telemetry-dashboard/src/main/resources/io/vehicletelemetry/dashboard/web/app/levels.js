// From which value on a signal is in trouble. A critical value below the warning means that low ones are.

import { THRESHOLDS } from './config.js';

const LEVELS = new Map([
  ['coolant_temperature', { warning: 95, critical: 100 }],
  ['control_module_voltage', { warning: 12, critical: 11.8 }],
  ['rpm', { warning: 5000, critical: 5500 }],
  ['vehicle_speed', { warning: 100, critical: 110 }],
  ...THRESHOLDS.map(({ signal, warning, critical }) => [signal, { warning, critical }]),
]);

/** 'normal', 'warning' or 'critical'; null where nobody said what is normal. */
export function levelOf(name, value) {
  const limits = LEVELS.get(name);
  if (!limits || typeof value !== 'number') {
    return null;
  }
  const reached = limits.critical > limits.warning ? limit => value >= limit : limit => value < limit;
  return reached(limits.critical) ? 'critical' : reached(limits.warning) ? 'warning' : 'normal';
}

/** 'critical' or 'warning', where any of the signals is; else null. */
export function worstOf(signals) {
  let worst = null;
  for (const name of LEVELS.keys()) {
    const level = levelOf(name, signals.get(name));
    if (level === 'critical') {
      return level;
    }
    worst = level === 'warning' ? level : worst;
  }
  return worst;
}
