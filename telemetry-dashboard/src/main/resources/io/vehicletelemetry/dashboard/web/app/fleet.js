// The vehicles of the server, and the last points of each: what the pages show. Fed by the client alone.

import { TelemetryClient } from '../telemetry-client.js';
import { SOCKET } from './config.js';
import { count, recent } from './history.js';
import { paint } from './paint.js';
import { Points } from './points.js';
import { CHARTS, PLACE, TILES } from './signals.js';
import { remembered } from './storage.js';

const EVERYTHING = { mode: ['batch', 'delta'], maxRate: 1 };
const FEW = 60; // points of a vehicle in the overview: a spark line
const RECENT = [60_000, 1_800_000]; // ms that are asked for, longer where there is little
const PATIENCE = 2_000; // ms in which the server names its vehicles
const MANY = 3600; // points of the vehicle that is looked at
const AT_ONCE = 4; // lines of the overview that are asked for at a time

export class Fleet {
  #client;
  #points = new Map();
  #listeners = new Set();
  #watched;
  #known = false; // whether the server said what it has
  #count = null; // how many vehicles it has, where that was asked; NaN while it is
  #recalled = false;
  #lines = new Set(); // vehicles whose line was asked for
  #asking = 0;

  constructor() {
    this.#client = new TelemetryClient({ url: SOCKET, ...EVERYTHING });
    this.#client.on('vehicle', event => this.#changed(event));
    this.#client.on('gone', ({ id }) => {
      if (id === this.#watched) {
        this.#points.get(id)?.gap(); // a server that has just started knows nobody: what was seen was seen
      } else {
        this.#points.delete(id);
      }
      paint();
    });
    this.#client.on('empty', () => {
      this.#known = true;
      paint();
    });
    this.#client.on('connection', ({ state }) => {
      if (state === 'waiting') {
        this.#points.forEach(points => points.gap()); // nobody knows what happens meanwhile
        this.#recalled = false;
      }
      paint();
    });
  }

  get vehicles() {
    return this.#client.vehicles;
  }

  get connection() {
    return this.#client.connection;
  }

  /** Whether there was a connection, or an attempt at one, that failed: what is shown is a memory. */
  get lost() {
    const { state, attempt, code } = this.connection;
    return state !== 'open' && (attempt > 0 || code !== null);
  }

  /** Whether the server has said which vehicles there are. */
  get known() {
    return this.#known;
  }

  /** The only vehicle that there is; undefined where there are others, or may be. */
  get only() {
    const isAlone = this.#watched === undefined && this.#known && this.vehicles.size === 1;
    if (isAlone && this.#count === null) {
      this.#askForOthers();
    }
    return isAlone && this.#count === 1 ? this.vehicles.keys().next().value : undefined;
  }

  /** The first message may be one of several. */
  async #askForOthers() {
    this.#count = NaN;
    try {
      this.#count = await count();
    } catch {
      await new Promise(resolve => setTimeout(resolve, PATIENCE));
      this.#count = this.vehicles.size;
    }
    paint();
  }

  now() {
    return this.#client.now();
  }

  connect() {
    this.#client.connect();
  }

  retry() {
    this.#client.retry();
  }

  seed(update) {
    return this.#client.seed(update);
  }

  /** Points of a vehicle, oldest first. */
  points(id) {
    if (!this.#points.has(id)) {
      this.#points.set(id, new Points({ capacity: id === this.#watched ? MANY : FEW }));
    }
    return this.#points.get(id);
  }

  /** Asks for one vehicle with all that happens to it, or for all of them at a leisurely pace. */
  watch(id) {
    if (id === this.#watched && this.connection.state !== 'idle') {
      return;
    }
    this.#watched = id;
    this.#known = false;
    this.#recalled = false;
    this.#count = null;
    if (id !== undefined) {
      this.points(id).capacity = MANY;
    }
    this.#client.subscribe(id === undefined ? EVERYTHING : { vehicles: [id], history: FEW, ages: true });
  }

  /** Calls back with each update of the vehicle that is watched; the result ends that. */
  onUpdate(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The last minutes, so that no chart begins empty. A server that remembers nothing is no trouble. */
  async #recall({ id, timestamp, signals }) {
    const wanted = [...new Set([...remembered('tiles', TILES), ...remembered('charts', CHARTS), ...PLACE])];
    const names = wanted.filter(name => typeof signals.get(name) === 'number' && !name.includes(','));
    try {
      for (const span of RECENT) {
        const points = names.length > 0 ? await recent(id, timestamp - span, timestamp + 1, names) : [];
        if (this.#watched !== id) {
          return;
        }
        this.points(id).fill(points);
        paint();
        if (points.length >= FEW) {
          return;
        }
      }
    } catch {
      // then they fill by and by
    }
  }

  /** Asks for the last minute of a vehicle in the overview, once, so that its line does not begin empty. */
  async recallLine({ id, timestamp }, name) {
    if (this.#lines.has(id) || this.#asking === AT_ONCE || timestamp === null || name.includes(',')) {
      return;
    }
    this.#lines.add(id);
    this.#asking++;
    try {
      this.points(id).fill(await recent(id, timestamp - RECENT[0], timestamp + 1, [name]));
      this.#asking--;
      paint();
    } catch {
      // it fills by and by; where as many failed as may be asked for at a time, none is asked for any more
    }
  }

  #changed({ vehicle, history }) {
    const points = this.points(vehicle.id);
    points.fill(history);
    if (vehicle.id === this.#watched && vehicle.confirmed && !this.#recalled) {
      this.#recalled = true;
      if (history.length === 0 && vehicle.timestamp !== null) {
        this.#recall(vehicle);
      }
    }
    if (vehicle.timestamp !== null) {
      points.add(vehicle.timestamp, vehicle.signals);
    }
    if (vehicle.state === 'offline') {
      points.gap();
    }
    this.#known ||= vehicle.confirmed;
    this.#listeners.forEach(listener => listener(vehicle));
    paint();
  }
}
