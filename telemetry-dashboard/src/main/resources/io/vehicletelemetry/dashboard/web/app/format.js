// Numbers, times and ages as people of this language write them.

import { locale, t } from './i18n.js';
import { digitsOf, unitOf } from './signals.js';

const formats = new Map();

function numberFormat(digits) {
  if (!formats.has(digits)) {
    formats.set(digits, new Intl.NumberFormat(locale, digits === undefined
      ? { maximumSignificantDigits: 7 }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits }));
  }
  return formats.get(digits);
}

/** A value without its unit. */
export function valueText(name, value) {
  switch (typeof value) {
    case 'number':
      return numberFormat(digitsOf(name)).format(value);
    case 'boolean':
      return t(value ? 'yes' : 'no');
    case 'string':
      return value;
    default:
      return '–';
  }
}

/** A value with its unit. */
export function quantity(name, value) {
  const unit = typeof value === 'number' ? unitOf(name) : '';
  return valueText(name, value) + (unit && unit !== '°' ? ` ${unit}` : unit);
}

/** A mark of an axis of values whose marks are so far apart: all have the same digits. */
export function valueMark(value, distance) {
  return numberFormat((String(distance).split('.')[1] ?? '').length).format(value);
}

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const minutes = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const long = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const DAY = 86_400_000;

/** A point in time, with its date where it is not about today. */
export function timeText(time, now) {
  return Math.abs(now - time) < DAY / 2 ? clock.format(time) : long.format(time);
}

/** A mark of a time axis whose marks are so many ms apart. */
export function markText(time, distance) {
  return (distance < 60_000 ? clock : distance < DAY ? minutes : day).format(time);
}

const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });
const STEPS = [[60, 'second', 1], [3600, 'minute', 60], [86_400, 'hour', 3600], [Infinity, 'day', 86_400]];

/** How long ago; a time in the future is now, since it is a clock that is wrong. */
export function ageText(ms) {
  const seconds = Math.floor(ms / 1000);
  if (!(seconds >= 2)) {
    return t('now');
  }
  const [, unit, length] = STEPS.find(([below]) => seconds < below);
  return relative.format(-Math.floor(seconds / length), unit);
}
