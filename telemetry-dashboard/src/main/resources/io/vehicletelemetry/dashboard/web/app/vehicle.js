// The dashboard of one vehicle: its key values, where it was, and everything else that it tells.

import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { chooser } from './chooser.js';
import { ageText, quantity } from './format.js';
import { nameOf, t } from './i18n.js';
import { sliders } from './icons.js';
import { paint } from './paint.js';
import { badge, notice, times } from './parts.js';
import { present, TILES } from './signals.js';
import { remember, remembered } from './storage.js';
import { ageOf, isOld, tile } from './tile.js';
import { track } from './track.js';

export class VehiclePage {
  title;
  #fleet;
  #id;
  #chosen = remembered('tiles', null);
  #open = false;

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
    const names = this.#chosen ?? present(TILES, vehicle.signals);
    return html`
      <div class="head">
        <h1 tabindex="-1">${this.title}</h1>
        ${badge(vehicle, this.#fleet.connection.state === 'open')}
        ${times(vehicle, now)}
        <div class="tools"><button type="button" @click=${this.#choose}>${sliders}${t('choose')}</button></div>
      </div>
      <section class="tiles" aria-label=${t('tiles')}>
        ${repeat(names, name => name, name => tile(vehicle, name, points, now))}
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
    const hasAges = vehicle.ages !== null;
    return html`<details class="card everything" @toggle=${this.#toggled}>
      <summary>${t('all')} <span class="count">${vehicle.signals.size}</span></summary>
      ${this.#open ? html`<table>
        <thead><tr><th scope="col">${t('signal')}</th><th scope="col">${t('value')}</th>${hasAges ? html`<th scope="col">${t('age')}</th>` : nothing}</tr></thead>
        <tbody>${repeat(names, name => name, name => html`<tr ?data-old=${isOld(vehicle, name, now)}>
          <th scope="row" title=${name}>${nameOf(name)}</th>
          <td>${quantity(name, vehicle.signals.get(name))}</td>
          ${hasAges ? html`<td>${ageText(ageOf(vehicle, name, now))}</td>` : nothing}
        </tr>`)}</tbody>
      </table>` : nothing}
    </details>`;
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
