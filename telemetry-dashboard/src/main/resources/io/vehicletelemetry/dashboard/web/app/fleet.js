// The vehicles of the server, and the last points of each: what the pages show. Fed by the client alone.

import { TelemetryClient } from '../telemetry-client.js';
import { SOCKET } from './config.js';
import { paint } from './paint.js';
import { Points } from './points.js';

const EVERYTHING = { mode: ['batch', 'delta'], maxRate: 1 };
const FEW = 60; // points of a vehicle in the overview: a spark line
const MANY = 3600; // points of the vehicle that is looked at

export class Fleet {
  #client;
  #points = new Map();
  #listeners = new Set();
  #watched;
  #known = false; // whether the server said what it has, ...
  settled = false; // ... and had the time to say all of it
  #settling = false;

  constructor() {
    this.#client = new TelemetryClient({ url: SOCKET, ...EVERYTHING });
    this.#client.on('vehicle', event => this.#changed(event));
    this.#client.on('gone', ({ id }) => {
      this.#points.delete(id);
      paint();
    });
    this.#client.on('empty', () => {
      this.#known = true;
      paint();
    });
    this.#client.on('connection', ({ state }) => {
      if (state === 'waiting') {
        this.#points.forEach(points => points.gap()); // nobody knows what happens meanwhile
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

  /** Whether the server has said which vehicles there are. */
  get known() {
    return this.#known;
  }

  /** The only vehicle that there is; undefined where there are others, or may be. */
  get only() {
    return this.#watched === undefined && this.#known && this.vehicles.size === 1 && this.settled ? this.vehicles.keys().next().value : undefined;
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
    this.settled = false;
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

  #changed({ vehicle, history }) {
    const points = this.points(vehicle.id);
    points.fill(history);
    if (vehicle.timestamp !== null) {
      points.add(vehicle.timestamp, vehicle.signals);
    }
    if (vehicle.state === 'offline') {
      points.gap();
    }
    this.#known = true;
    if (!this.settled && !this.#settling) {
      this.#settling = true;
      setTimeout(() => {
        this.settled = true; // the first message may be one of several
        this.#settling = false;
        paint();
      }, 300);
    }
    this.#listeners.forEach(listener => listener(vehicle));
    paint();
  }
}
