// What surrounds every page: where one is, whether there is a connection, and when it is tried again.

import { html, nothing } from 'lit-html';
import { t } from './i18n.js';
import { chart, gauge, grid, unplugged } from './icons.js';
import { addressOf } from './router.js';

export function shell(fleet, route, view) {
  const { connection } = fleet;
  return html`
    <a class="skip" href="#content" @click=${toContent}>${t('skip')}</a>
    <div class="top"><header class="bar">
      <a class="brand" href="#/"><span class="mark"></span>Vehicle Telemetry</a>
      <nav aria-label=${t('pages')}>
        ${tab('#/', grid, t('overview'), route.page === 'overview')}
        ${route.id === undefined ? nothing : html`
          ${tab(addressOf(route.id, 'vehicle'), gauge, t('dashboard'), route.page === 'vehicle')}
          ${tab(addressOf(route.id, 'analytics'), chart, t('analytics'), route.page === 'analytics')}`}
      </nav>
      <span class="connection" data-state=${connection.state} role="status">${connectionText(fleet)}</span>
    </header>
    ${fleet.lost ? lost(fleet) : nothing}</div>
    <main class="page" id="content" ?data-memory=${fleet.lost}>${view.template()}</main>`;
}

const tab = (href, icon, text, isCurrent) =>
  html`<a href=${href} aria-current=${isCurrent ? 'page' : nothing} title=${text}>${icon}<span>${text}</span></a>`;

const connectionText = ({ connection, lost }) => t(connection.state === 'open' ? 'live' : lost ? 'lost' : 'connecting');

/** Not to be mixed up with a vehicle that is offline: here nobody knows. */
function lost(fleet) {
  const { state, retryAt, code, reason } = fleet.connection;
  const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
  return html`<div class="lost">
    ${unplugged}
    <p>${t('lostLong')} <span class="more">${t('lostMore')}</span> ${code === 1008 && reason ? t('refused', reason) : nothing}</p>
    <span class="countdown">${state === 'waiting' ? t('retryIn', seconds) : t('retrying')}</span>
    <button type="button" ?disabled=${state !== 'waiting'} @click=${() => fleet.retry()}>${t('retry')}</button>
  </div>`;
}

/** The address stays that of the page. */
function toContent(event) {
  event.preventDefault();
  document.querySelector('main h1')?.focus();
}
