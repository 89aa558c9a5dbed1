// The stretch of time that the charts show, and where its points come from: live ones as they come, older ones from the
// server's history. One that has none shows what came since the page was opened.

import { history, states } from './history.js';
import { Points } from './points.js';

const ROWS = 600;
const LIVE_POINTS = 60;
const LEAST = 10_000; // ms across
const UNKNOWN = 'unknown';
const EARLIER = 0.25; // share of the window that an offline vehicle's silence may take: its last values stay in sight

export const WINDOWS = { live: 0, '5m': 300_000, '15m': 900_000, '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 };

export class TimeWindow {
  /** 'loading', 'ready', 'none' where the server has no history, 'failed' where it could not be had. */
  history = 'ready';
  zoom = null;
  #fleet;
  #id;
  #span;
  #names;
  #points = null; // null: the fleet's own
  #detail = null; // of the stretch that is zoomed in on
  #states = [];
  #changed;
  #timer;

  constructor(fleet, id, key, names, changed) {
    this.#fleet = fleet;
    this.#id = id;
    this.#span = WINDOWS[key];
    this.#names = names;
    this.#changed = changed;
    this.#load();
  }

  get bucketed() {
    return this.#source().bucket > 0;
  }

  /** Times and columns, with the edges of what is to be seen. */
  get view() {
    const source = this.#source();
    const { min, max } = this.#edges;
    const tail = !this.#span && !this.zoom ? Math.max(0, source.times.length - LIVE_POINTS) : 0;
    return { times: source.times, column: name => source.column(name), tail, min, max };
  }

  /** What is to be seen. A part that reaches to the present stays there while time goes on. */
  get #edges() {
    if (!this.zoom?.follows) {
      return this.zoom ?? this.whole;
    }
    const { max } = this.whole;
    return { min: max - (this.zoom.max - this.zoom.min), max };
  }

  get whole() {
    const { times, last } = this.#fleet.points(this.#id);
    if (!this.#span) {
      const max = last ?? Date.now();
      const first = times[Math.max(0, times.length - LIVE_POINTS)] ?? max - 60_000;
      // A few points are not blown up.
      return { min: times.length < LIVE_POINTS ? Math.min(first, max - LEAST) : Math.min(first, max - 1), max };
    }
    const now = Math.max(this.#fleet.now(), last ?? 0);
    const max = last === undefined ? now : Math.min(now, last + this.#span * EARLIER);
    return { min: max - this.#span, max };
  }

  /** Stretches of time in which the vehicle was in one state. */
  stretches() {
    return this.#states.map(({ state, since }, index) => ({ state, from: since, to: this.#states[index + 1]?.since ?? Infinity }));
  }

  add(vehicle) {
    if (vehicle.timestamp !== null) {
      this.#points?.add(vehicle.timestamp, vehicle.signals);
    }
    if (vehicle.state === 'offline') {
      this.#points?.gap();
    }
    this.#become(vehicle.state, vehicle.stateSince ?? this.#fleet.now());
  }

  /** There is no connection: from now on nobody knows the state. */
  lose() {
    this.#become(UNKNOWN, this.#fleet.now());
  }

  /** What the server says of a time counts more than what was thought of it meanwhile. */
  #become(state, since) {
    if (this.#states.at(-1)?.state !== state) {
      this.#states = [...this.#states.filter(known => known.since < since), { state, since }];
    }
  }

  zoomTo(min, max) {
    const whole = this.whole;
    const span = Math.min(Math.max(500, max - min), this.#reach(whole));
    const first = Math.min(Math.max(min, whole.max - this.#reach(whole)), whole.max - span);
    this.zoom = { min: first, max: first + span, follows: !this.#span && first + span >= whole.max };
    this.#detail = null;
    clearTimeout(this.#timer);
    if (this.#span && this.history === 'ready') {
      this.#timer = setTimeout(() => this.#loadDetail(), 300);
    }
    this.#changed();
  }

  /** `at`: which point of what is to be seen stays where it is; of the live values, the newest. */
  zoomBy(factor, at = this.#span ? 0.5 : 1) {
    const { min, max } = this.#edges;
    const centre = min + (max - min) * at;
    const span = (max - min) * factor;
    const whole = this.whole;
    const reach = this.#reach(whole);
    if (span >= reach && this.#span) {
      this.reset();
    } else if (span >= reach) {
      this.zoomTo(whole.max - reach, whole.max);
    } else {
      this.zoomTo(centre - span * at, centre + span * (1 - at));
    }
  }

  pan(fraction) {
    const { min, max } = this.#edges;
    this.zoomTo(min + (max - min) * fraction, max + (max - min) * fraction);
  }

  reset() {
    this.zoom = null;
    this.#detail = null;
    clearTimeout(this.#timer);
    this.#changed();
  }

  close() {
    clearTimeout(this.#timer);
    this.#changed = () => {};
  }

  /** How far back there is anything: live, as far as this page remembers. */
  #reach({ min, max }) {
    return max - (this.#span ? min : this.#fleet.points(this.#id).times[0] ?? min);
  }

  #source() {
    return (this.zoom && this.#detail) || this.#points || this.#fleet.points(this.#id);
  }

  async #load() {
    const { min, max } = this.#span ? this.whole : { min: Date.now() - 3_600_000, max: Date.now() };
    this.history = this.#span ? 'loading' : 'ready';
    const [points, stretches] = await Promise.allSettled([
      this.#span ? this.#fetch(min, max) : null,
      states(this.#id, min, max),
    ]);
    if (stretches.status === 'fulfilled') {
      const known = this.#states;
      const last = stretches.value.at(-1)?.since ?? -Infinity;
      this.#states = [...stretches.value, ...known.filter(({ since }) => since > last)];
    }
    if (this.#span) {
      const got = points.status === 'fulfilled';
      this.history = got ? 'ready' : String(points.reason.message).endsWith('404') ? 'none' : 'failed';
      this.#points = got ? points.value : new Points({ bucket: this.#span / ROWS > 1000 ? this.#span / ROWS : 0, capacity: ROWS * 6 });
      this.#follow(this.#points);
    }
    this.#changed();
  }

  async #loadDetail() {
    const { min, max } = this.zoom;
    try {
      const detail = await this.#fetch(min, max);
      if (this.zoom?.min === min && this.zoom.max === max) {
        this.#detail = detail;
        this.#changed();
      }
    } catch {
      // the coarse picture stays
    }
  }

  async #fetch(from, to) {
    const { points, bucket } = await history(this.#id, from, to, this.#names);
    const result = new Points({ bucket, capacity: ROWS * 6 });
    for (const { timestamp, ...values } of points) {
      result.add(Date.parse(timestamp), Object.entries(values), true);
    }
    return result;
  }

  /** What came live meanwhile, or while nothing else was there. */
  #follow(points) {
    const live = this.#fleet.points(this.#id);
    const last = points.last ?? -Infinity;
    live.times.forEach((time, row) => {
      if (time > last) {
        const entries = live.names.map(name => [name, live.column(name).last[row]]).filter(([, value]) => value !== null);
        entries.length > 0 ? points.add(time, entries) : points.gap();
      }
    });
  }
}
