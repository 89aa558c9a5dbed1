// The dashboard of one vehicle: its key values, where it was, and everything else that it tells.

import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { chooser } from './chooser.js';
import { ageText, quantity } from './format.js';
import { nameOf, t } from './i18n.js';
import { sliders } from './icons.js';
import { levelOf } from './levels.js';
import { paint } from './paint.js';
import { badge, notice, times } from './parts.js';
import { present, TILES } from './signals.js';
import { remember, remembered } from './storage.js';
import { ageOf, isOld, tile } from './tile.js';
import { track } from './track.js';

/** As many tiles in a row as there is room for, but none alone in the last where that can be had. */
function rows(count) {
  const columns = most => Math.ceil(count / Math.ceil(count / most));
  return `--narrow:${columns(2)};--middle:${columns(3)};--wide:${columns(5)};--widest:${columns(6)}`;
}

export class VehiclePage {
  title;
  #fleet;
  #id;
  #chosen = remembered('tiles', null);
  #open = matchMedia('(min-width: 48rem)').matches; // on a phone the key values come first

  constructor(fleet, id) {
    this.#fleet = fleet;
    this.#id = id;
    this.title = t('vehicle', id);
  }

  template() {
    const vehicle = this.#fleet.vehicles.get(this.#id);
    if (!vehicle) {
      return html`<h1 tabindex="-1" class="unseen">${this.title}</h1>${this.#fleet.known
        ? notice(t('unknown', this.#id), t('unknownLong'))
        : html`<div class="skeletons"><i></i><i></i><i></i><i></i><i></i></div>`}`;
    }
    const points = this.#fleet.points(this.#id);
    const now = this.#fleet.now();
    const isMemory = this.#fleet.lost;
    const names = this.#chosen ?? present(TILES, vehicle.signals);
    return html`
      <div class="head">
        <h1 tabindex="-1">${this.title}</h1>
        ${badge(vehicle, this.#fleet.connection.state === 'open')}
        ${times(vehicle, now)}
        <div class="tools one"><button type="button" @click=${this.#choose}>${sliders}<span>${t('choose')}</span></button></div>
      </div>
      <section class="tiles" aria-label=${t('tiles')} .style=${rows(names.length)}>
        ${repeat(names, name => name, name => tile(vehicle, name, points, now, isMemory))}
      </section>
      <div class="columns">
        ${track(points, vehicle)}
        ${this.#everything(vehicle, now)}
      </div>
      ${chooser({
        title: t('choose'),
        names: [...new Set([...names, ...vehicle.signals.keys()])],
        chosen: names,
        change: chosen => this.#change(chosen),
        standard: () => this.#change(null),
      })}`;
  }

  /** All signals; a closed list costs nothing. */
  #everything(vehicle, now) {
    const names = this.#open ? [...vehicle.signals.keys()].sort((a, b) => nameOf(a).localeCompare(nameOf(b))) : [];
    return html`<details class="card everything" data-state=${vehicle.state} .open=${this.#open} @toggle=${this.#toggled}>
      <summary>${t('all')} <span class="count">${vehicle.signals.size}</span></summary>
      ${this.#open ? html`<dl class="values">${repeat(names, name => name, name => this.#value(vehicle, name, now))}</dl>` : nothing}
    </details>`;
  }

  #value(vehicle, name, now) {
    const value = vehicle.signals.get(name);
    const old = isOld(vehicle, name, now);
    return html`<div ?data-old=${old}>
      <dt title=${name}>${nameOf(name)}</dt>
      <dd data-level=${(vehicle.state === 'running' && levelOf(name, value)) || nothing}>${quantity(name, value)}${old ? html`<small>${ageText(ageOf(vehicle, name, now))}</small>` : nothing}</dd>
    </div>`;
  }

  #toggled = event => {
    this.#open = event.target.open;
    paint();
  };

  #choose = () => document.getElementById('chooser').showModal();

  #change(chosen) {
    this.#chosen = chosen;
    remember('tiles', chosen);
    paint();
  }
}
