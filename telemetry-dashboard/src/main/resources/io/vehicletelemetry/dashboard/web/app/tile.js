// One value as its own tile. It says how the value is, and, where it is not of now, how old.

import { html, nothing } from 'lit-html';
import { ageText, valueText } from './format.js';
import { nameOf, t } from './i18n.js';
import { levelOf } from './levels.js';
import { unitOf } from './signals.js';
import { spark } from './spark.js';

const OLD = 30_000; // ms behind the vehicle's newest value

/** Milliseconds since a value was measured; of one whose age nobody tells, since the vehicle's newest. */
export function ageOf(vehicle, name, now) {
  const age = vehicle.ages?.get(name);
  return typeof age === 'number' ? age * 1000 + (Date.now() - vehicle.receivedAt) : now - vehicle.timestamp;
}

/** Whether a value is much older than its fellows. */
export function isOld(vehicle, name, now) {
  return typeof vehicle.ages?.get(name) === 'number' && ageOf(vehicle, name, now) - (now - vehicle.timestamp) > OLD;
}

/** `isMemory`: there is no connection, so nobody knows how the value is now. */
export function tile(vehicle, name, points, now, isMemory) {
  const value = vehicle.signals.get(name);
  const isThere = value !== undefined;
  const level = levelOf(name, value);
  const old = isThere && isOld(vehicle, name, now);
  const last = isThere && vehicle.state === 'offline';
  const text = last ? 'lastValue' : old ? 'old' : isThere && isMemory ? 'lastKnown' : null;
  return html`
    <article class="card tile" data-signal=${name} data-level=${level ?? 'none'} ?data-last=${last} ?data-old=${old}>
      <h2 title=${name}>${nameOf(name)}</h2>
      <span class="level">${isThere && level ? t(level) : nothing}</span>
      <p class="value">${valueText(name, value)}<span class="unit">${typeof value === 'number' ? unitOf(name) : ''}</span></p>
      <p class="of">${text ? label(t(text), vehicle, name, now) : nothing}</p>
      ${spark(points, name)}
    </article>`;
}

const label = (text, vehicle, name, now) =>
  html`<strong>${text}</strong>${vehicle.timestamp === null ? nothing : html` · ${ageText(ageOf(vehicle, name, now))}`}`;
