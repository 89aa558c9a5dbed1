// Small things that several pages show.

import { html, nothing } from 'lit-html';
import { ageText, timeText } from './format.js';
import { t } from './i18n.js';

/** Running or offline. Without a connection it is a memory, and looks like one. */
export function badge(vehicle, connected) {
  const known = connected && vehicle.confirmed;
  return html`<span class="badge" data-state=${vehicle.state} ?data-memory=${!known}>${t(vehicle.state)}</span>`;
}

/** Since when, and of when the values are. */
export function times(vehicle, now) {
  const { stateSince, timestamp } = vehicle;
  return html`<span class="times">
    ${stateSince === null ? nothing : html`<span>${t('since', timeText(stateSince, now))}</span>`}
    <span>${timestamp === null ? t('never') : t('updated', ageText(now - timestamp))}</span>
  </span>`;
}

/** A page that has nothing to show yet. */
export const notice = (title, text) => html`<div class="notice"><h2>${title}</h2><p>${text}</p></div>`;
