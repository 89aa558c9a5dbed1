// The charts of one vehicle, live and from history, with one cursor and one stretch of time for all.

import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { Chart } from './chart.js';
import { chooser } from './chooser.js';
import { csv, png } from './download.js';
import { timeText } from './format.js';
import { nameOf, t } from './i18n.js';
import { paint } from './paint.js';
import { badge, notice, times } from './parts.js';
import { CHARTS, unitOf } from './signals.js';
import { remember, remembered } from './storage.js';
import { toolbar } from './toolbar.js';
import { TimeWindow } from './window.js';

const COLORS = 6;
const EMPTY = { last: [], min: [], max: [] };
const darkness = matchMedia('(prefers-color-scheme: dark)');

export class AnalyticsPage {
  #fleet;
  #id;
  #opened;
  #key = 'live';
  #window;
  #charts = new Map();
  #names = remembered('charts', CHARTS);
  #waiting = null; // updates since Pause; null while running
  #stale = true;
  #drawn = 0;
  #undo = [];

  constructor(fleet, id) {
    this.#fleet = fleet;
    this.#id = id;
    this.#opened = fleet.points(id).times[0] ?? fleet.now();
    this.#undo.push(fleet.onUpdate(vehicle => this.#updated(vehicle)));
    const recolor = () => this.#forgetCharts();
    darkness.addEventListener('change', recolor);
    this.#undo.push(() => darkness.removeEventListener('change', recolor));
    const keys = event => this.#pressed(event);
    addEventListener('keydown', keys);
    this.#undo.push(() => removeEventListener('keydown', keys));
    this.#show('live');
  }

  close() {
    this.#undo.forEach(undo => undo());
    this.#window.close();
    this.#forgetCharts();
  }

  template() {
    const vehicle = this.#fleet.vehicles.get(this.#id);
    const title = html`<h1 tabindex="-1">${t('vehicle', this.#id)}</h1>`;
    if (!vehicle) {
      return html`<div class="head">${title}</div>${this.#fleet.known ? notice(t('unknown', this.#id), t('unknownLong')) : nothing}`;
    }
    const now = this.#fleet.now();
    return html`
      <div class="head">${title}${badge(vehicle, this.#fleet.connection.state === 'open')}${times(vehicle, now)}</div>
      ${toolbar({
        key: this.#key,
        zoomed: this.#window.zoom !== null,
        waiting: this.#waiting,
        show: key => this.#show(key),
        pause: () => this.#pause(),
        zoomBy: factor => this.#window.zoomBy(factor),
        pan: fraction => this.#window.pan(fraction),
        reset: () => this.#window.reset(),
        choose: () => document.getElementById('chooser').showModal(),
        csv: () => csv(this.#id, this.#names, this.#window.view),
        png: () => png(this.#id, this.#names, this.#charts),
      })}
      ${vehicle.state === 'offline' ? html`<p class="offline" role="status"><strong>${t('vehicleOffline')}</strong>
        ${vehicle.timestamp === null ? nothing : t('vehicleOfflineLong', timeText(vehicle.timestamp, now))}</p>` : nothing}
      ${this.#note(now)}
      <div class="charts" aria-busy=${this.#window.history === 'loading'}>
        ${repeat(this.#names, name => name, name => html`
          <section class="card chart" data-signal=${name} aria-label=${nameOf(name)}>
            <h2 title=${name}>${nameOf(name)} <span class="unit">${unitOf(name)}</span></h2>
            <span class="reading"></span>
            <div class="plot" role="img" aria-label=${nameOf(name)}></div>
          </section>`)}
      </div>
      <p class="legend" aria-hidden="true"><span data-state="running">${t('running')}</span><span data-state="offline">${t('offline')}</span></p>
      ${chooser({
        title: t('charts'),
        names: [...new Set([...this.#names, ...[...vehicle.signals].filter(([, value]) => typeof value === 'number').map(([name]) => name)])],
        chosen: this.#names,
        change: names => this.#choose(names),
        standard: () => this.#choose(null),
      })}`;
  }

  painted() {
    if (this.#fleet.lost) {
      this.#window.lose();
    }
    this.#keepCharts();
    const { min, max } = this.#window.whole;
    const moved = this.#key !== 'live' && !this.#window.zoom && Date.now() - this.#drawn > Math.min(5_000, (max - min) / 600);
    if ((this.#stale || moved) && this.#waiting === null) {
      this.#draw();
    }
  }

  #note(now) {
    const text = { loading: t('loading'), none: t('noHistory', timeText(this.#opened, now)), failed: t('historyFailed'), ready: null }[this.#window.history];
    return text ? html`<p class="note" role="status">${text}</p>` : nothing;
  }

  #updated(vehicle) {
    if (vehicle.id === this.#id) {
      this.#window.add(vehicle);
      this.#stale = true;
      if (this.#waiting !== null) {
        this.#waiting++;
      }
    }
  }

  /** Receives on, but what is drawn stays; resuming shows all that came meanwhile. */
  #pause() {
    if (this.#waiting === null) {
      this.#draw(true);
      this.#waiting = 0;
    } else {
      this.#waiting = null;
      this.#stale = true;
    }
    paint();
  }

  #show(key) {
    this.#window?.close();
    this.#key = key;
    this.#waiting = null;
    this.#window = new TimeWindow(this.#fleet, this.#id, key, this.#names, () => this.#anew());
    const vehicle = this.#fleet.vehicles.get(this.#id);
    if (vehicle) {
      this.#window.add(vehicle);
    }
    this.#anew();
  }

  /** Another stretch of time is drawn also while it is paused: the viewer asked for it. */
  #anew() {
    this.#stale = true;
    if (this.#waiting !== null) {
      this.#draw(true);
    }
    paint();
  }

  #choose(names) {
    this.#names = names ?? CHARTS;
    remember('charts', names);
    this.#show(this.#key);
  }

  #pressed(event) {
    const step = { '+': () => this.#window.zoomBy(0.5), '-': () => this.#window.zoomBy(2), ArrowLeft: () => this.#window.pan(-0.25), ArrowRight: () => this.#window.pan(0.25), 0: () => this.#window.reset() }[event.key];
    if (step && event.target === document.body && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      step();
    }
  }

  // ---- charts -------------------------------------------------------------------------------------------------------

  #keepCharts() {
    for (const [name, { chart, element }] of this.#charts) {
      if (!element.isConnected || chart.bucketed !== this.#window.bucketed) {
        chart.close();
        this.#charts.delete(name);
        this.#stale = true;
      }
    }
    for (const section of document.querySelectorAll('.chart')) {
      const name = section.dataset.signal;
      if (!this.#charts.has(name)) {
        const element = section.querySelector('.plot');
        const chart = new Chart(element, {
          name,
          color: (this.#names.indexOf(name) % COLORS) + 1,
          bucketed: this.#window.bucketed,
          stretches: () => this.#window.stretches(),
          zoom: (min, max) => this.#window.zoomTo(min, max),
          pan: fraction => this.#window.pan(fraction),
          zoomBy: (factor, at) => this.#window.zoomBy(factor, at),
          reset: () => this.#window.reset(),
        });
        this.#charts.set(name, { chart, element });
        this.#stale = true;
      }
    }
  }

  #draw(copy = false) {
    const { times: all, column, tail, min, max } = this.#window.view;
    const part = values => (copy || tail > 0 ? values.slice(tail) : values);
    const shownTimes = part(all);
    for (const [name, { chart }] of this.#charts) {
      const { last, min: least, max: most } = column(name) ?? EMPTY;
      chart.draw(shownTimes, last === least ? same(part(last)) : { last: part(last), min: part(least), max: part(most) }, min, max);
    }
    this.#stale = false;
    this.#drawn = Date.now();
  }

  #forgetCharts() {
    this.#charts.forEach(({ chart }) => chart.close());
    this.#charts.clear();
    paint();
  }
}

const same = values => ({ last: values, min: values, max: values });
