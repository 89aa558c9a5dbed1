// Where the vehicle was, without a map: north is up, and a bar tells how far is far.

import { html, nothing, svg } from 'lit-html';
import { locale, t } from './i18n.js';

const SIZE = 240;
const MARGIN = 22;
const METRES = 111_320; // a degree of latitude
const LEAST = 50; // metres across, so that a parked car is a point and not its receiver's noise
const MOST = 600; // positions drawn
const kilometres = new Intl.NumberFormat(locale, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 1 });
const metres = new Intl.NumberFormat(locale, { style: 'unit', unit: 'meter', maximumFractionDigits: 0 });

export function track(points, vehicle) {
  const path = positions(points);
  if (path.length === 0) {
    return nothing;
  }
  const { place, scale } = projection(path);
  const placed = path.map(position => (position ? place(position) : null));
  const line = placed.map((at, index) => (at ? `${index > 0 && placed[index - 1] ? 'L' : 'M'}${at[0].toFixed(1)} ${at[1].toFixed(1)}` : '')).join('');
  const [x, y] = placed.at(-1);
  const heading = vehicle.signals.get('heading');
  const length = roundLength((SIZE / 3) / scale);
  return html`<section class="card track" data-state=${vehicle.state} aria-label=${t('track')}>
    <h2>${t('track')}</h2>
    <div class="map"><svg viewBox="0 0 ${SIZE} ${SIZE}" role="img" aria-label=${t('trackOf', path.length)}>
      <path class="grid" d=${squares(length * scale)}/>
      <path class="line" d=${line}/>
      ${typeof heading === 'number'
        ? svg`<path class="arrow" d="M0 -11 7 8 0 4.500 -7 8Z" transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${heading})"/>`
        : svg`<circle class="here" cx=${x.toFixed(1)} cy=${y.toFixed(1)} r="5"/>`}
    </svg>
    <svg class="edge-of" viewBox="0 0 ${SIZE} ${SIZE}" preserveAspectRatio="xMinYMax" aria-hidden="true">
      <path d="M10 ${SIZE - 10}v-5m0 5h${(length * scale).toFixed(1)}m0 0v-5"/><text x="14" y=${SIZE - 16}>${length >= 1000 ? kilometres.format(length / 1000) : metres.format(length)}</text>
    </svg>
    <svg class="edge-of" viewBox="0 0 ${SIZE} ${SIZE}" preserveAspectRatio="xMaxYMin" aria-hidden="true">
      <path d="M${SIZE - 14} 24v-12m-4 4 4-5 4 5"/><text x=${SIZE - 14} y="36" text-anchor="middle">${t('north')}</text>
    </svg></div>
  </section>`;
}

/** `[latitude, longitude]`, null where the line is interrupted; ends with a position. */
function positions(points) {
  const latitudes = points.column('latitude')?.last ?? [];
  const longitudes = points.column('longitude')?.last ?? [];
  const path = [];
  for (let row = Math.max(0, latitudes.length - MOST); row < latitudes.length; row++) {
    const isThere = latitudes[row] !== null && (longitudes[row] ?? null) !== null;
    path.push(isThere ? [latitudes[row], longitudes[row]] : null);
  }
  while (path.length > 0 && !path.at(-1)) {
    path.pop();
  }
  return path;
}

/** As far apart as the bar is long, and beyond the square, since the card is wider. */
function squares(distance) {
  let path = '';
  for (let at = SIZE / 2 - Math.ceil((1.5 * SIZE) / distance) * distance; at < 2 * SIZE; at += distance) {
    path += `M${at.toFixed(1)} ${-SIZE}V${2 * SIZE}M${-SIZE} ${at.toFixed(1)}H${2 * SIZE}`;
  }
  return path;
}

/** Flat, which is right for a few hundred kilometres. */
function projection(path) {
  const known = path.filter(Boolean);
  const bounds = index => [Math.min(...known.map(position => position[index])), Math.max(...known.map(position => position[index]))];
  const [south, north] = bounds(0);
  const [west, east] = bounds(1);
  const across = METRES * Math.cos((((south + north) / 2) * Math.PI) / 180);
  const extent = Math.max(LEAST, (north - south) * METRES, (east - west) * across);
  const scale = (SIZE - 2 * MARGIN) / extent;
  const place = ([latitude, longitude]) => [
    SIZE / 2 + (longitude - (west + east) / 2) * across * scale,
    SIZE / 2 - (latitude - (south + north) / 2) * METRES * scale,
  ];
  return { place, scale };
}

/** The longest of 1, 2, 5, 10, … metres that is not longer. */
function roundLength(length) {
  const power = 10 ** Math.floor(Math.log10(length));
  return power * (length >= 5 * power ? 5 : length >= 2 * power ? 2 : 1);
}
