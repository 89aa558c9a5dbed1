// All vehicles. However many there are, only the tiles in sight exist.

import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { quantity, valueText } from './format.js';
import { nameOf, t } from './i18n.js';
import { levelOf, worstOf } from './levels.js';
import { badge, notice, times } from './parts.js';
import { paint } from './paint.js';
import { addressOf } from './router.js';
import { present, SHORT, unitOf } from './signals.js';
import { spark } from './spark.js';

const VALUES = 3;
const REORDER = 5_000; // ms; tiles that jump about cannot be read
const SPARE = 2; // rows beyond the edges of the screen
const compareNames = new Intl.Collator(undefined, { numeric: true }).compare;

const running = vehicle => (vehicle.state === 'running' ? 0 : 1);
const byName = (a, b) => compareNames(a.id, b.id) || (a.id < b.id ? -1 : 1);
const coarse = vehicle => Math.floor((vehicle.timestamp ?? 0) / 10_000);
const ORDERS = {
  state: (a, b) => running(a) - running(b) || byName(a, b),
  time: (a, b) => coarse(b) - coarse(a) || byName(a, b),
  name: byName,
};

export class Overview {
  title = t('overview');
  #fleet;
  #search = '';
  #order = 'state';
  #sorted = [];
  #sortedAt = 0;
  #layout = { columns: 1, height: 190, top: 0 };
  #scrolled = () => paint();

  constructor(fleet) {
    this.#fleet = fleet;
    addEventListener('scroll', this.#scrolled, { passive: true });
    addEventListener('resize', this.#scrolled);
  }

  close() {
    removeEventListener('scroll', this.#scrolled);
    removeEventListener('resize', this.#scrolled);
  }

  template() {
    const { vehicles, known } = this.#fleet;
    if (vehicles.size === 0) {
      return known
        ? html`<h1 tabindex="-1" class="unseen">${t('overview')}</h1>${notice(t('waiting'), t('waitingLong'))}`
        : html`<h1 tabindex="-1" class="unseen">${t('overview')}</h1><div class="skeletons"><i></i><i></i><i></i></div>`;
    }
    this.#sort();
    let count = 0;
    vehicles.forEach(vehicle => (count += vehicle.state === 'running' ? 1 : 0));
    return html`
      <div class="head">
        <h1 tabindex="-1">${t('overview')}</h1>
        <span class="summary">${t('summary', count, vehicles.size)}</span>
        <div class="tools">
          <input type="search" placeholder=${t('search')} aria-label=${t('search')} autocomplete="off" spellcheck="false" @input=${this.#searched}>
          <label>${t('sort')} <select @change=${this.#ordered}>
            <option value="state">${t('sortState')}</option>
            <option value="time">${t('sortTime')}</option>
            <option value="name">${t('sortName')}</option>
          </select></label>
        </div>
      </div>
      ${this.#sorted.length === 0 ? html`<p class="note">${t('noMatch')}</p>` : nothing}
      ${this.#tiles()}`;
  }

  /** Measures what the style sheet made of it, for the next picture. */
  painted() {
    const list = document.querySelector('.vehicles');
    if (!list?.firstElementChild) {
      return;
    }
    const columns = getComputedStyle(list).gridTemplateColumns.split(' ').length;
    const gap = parseFloat(getComputedStyle(list).rowGap);
    const height = list.firstElementChild.offsetHeight + gap;
    const top = list.parentElement.getBoundingClientRect().top + scrollY;
    const before = this.#layout;
    this.#layout = { columns, height, top };
    if (columns !== before.columns || height !== before.height || Math.abs(top - before.top) > 1) {
      paint();
    }
  }

  #tiles() {
    const { columns, height, top } = this.#layout;
    const rows = Math.ceil(this.#sorted.length / columns);
    const first = Math.max(0, Math.min(rows - 1, Math.floor((scrollY - top) / height) - SPARE));
    const end = Math.min(rows, Math.ceil((scrollY - top + innerHeight) / height) + SPARE);
    const shown = this.#sorted.slice(first * columns, Math.max(first + 1, end) * columns);
    const connected = this.#fleet.connection.state === 'open';
    const now = this.#fleet.now();
    const tile = (vehicle, index) => this.#tile(vehicle, first * columns + index, connected, now);
    // Heights through the style's object: the page's policy forbids style attributes.
    return html`<div>
      <div class="above" .style=${`height:${first * height}px`}></div>
      <ul class="vehicles" role="list" aria-label=${t('vehicles')}>${repeat(shown, vehicle => vehicle.id, tile)}</ul>
      <div class="below" .style=${`height:${Math.max(0, rows - Math.max(first + 1, end)) * height}px`}></div>
    </div>`;
  }

  #tile(vehicle, index, connected, now) {
    const names = present(SHORT, vehicle.signals, VALUES);
    const line = names.find(name => typeof vehicle.signals.get(name) === 'number');
    const level = vehicle.state === 'running' ? worstOf(vehicle.signals) : null;
    if (line) {
      this.#fleet.recallLine(vehicle, line);
    }
    return html`
      <li class="card vehicle" data-state=${vehicle.state} data-level=${level ?? nothing} aria-posinset=${index + 1} aria-setsize=${this.#sorted.length}>
        <h2><a href=${addressOf(vehicle.id)} title=${vehicle.id}>${t('vehicle', vehicle.id)}</a></h2>
        <p class="marks">${level ? html`<span class="level">${t(level)}</span>` : nothing}${badge(vehicle, connected)}</p>
        <dl>${names.map(name => {
          const value = vehicle.signals.get(name);
          return html`<div><dt>${nameOf(name)}</dt><dd data-level=${(vehicle.state === 'running' && levelOf(name, value)) || nothing} title=${quantity(name, value)}>${valueText(name, value)}<span class="unit"> ${typeof value === 'number' ? unitOf(name) : ''}</span></dd></div>`;
        })}</dl>
        ${spark(this.#fleet.points(vehicle.id), line)}
        ${times(vehicle, now)}
      </li>`;
  }

  #sort() {
    const { vehicles } = this.#fleet;
    if (Date.now() - this.#sortedAt < REORDER && this.#sorted.every(vehicle => vehicles.get(vehicle.id) === vehicle) && this.#size === vehicles.size) {
      return;
    }
    const wanted = this.#search.toLowerCase();
    this.#sorted = [...vehicles.values()].filter(vehicle => vehicle.id.toLowerCase().includes(wanted)).sort(ORDERS[this.#order]);
    this.#sortedAt = Date.now();
    this.#size = vehicles.size;
  }

  #size = 0;

  #searched = event => {
    this.#search = event.target.value.trim();
    this.#anew();
  };

  #ordered = event => {
    this.#order = event.target.value;
    this.#anew();
  };

  #anew() {
    this.#sortedAt = 0;
    paint();
  }
}
