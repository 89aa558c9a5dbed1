// What all clients together saw: two updates of the same vehicle, epoch and revision must say the same, in every mode.

const KEPT = 4000; // revisions a vehicle; a client may be that far behind

/** Two 32-bit sums over the signals, in any order; add and take are each other's inverse, so that a delta costs its size. */
export class Sum {
  constructor() { this.a = 0; this.b = 0; }

  add(name, value) {
    const text = name + '\u0000' + JSON.stringify(value);
    this.a = (this.a + hash(text, 0x811c9dc5)) >>> 0;
    this.b = (this.b + hash(text, 0x9747b28c)) >>> 0;
  }

  take(name, value) {
    const text = name + '\u0000' + JSON.stringify(value);
    this.a = (this.a - hash(text, 0x811c9dc5)) >>> 0;
    this.b = (this.b - hash(text, 0x9747b28c)) >>> 0;
  }

  /** 53 bits of both, so that it is one number. */
  get value() { return this.a * 0x200000 + (this.b >>> 11); }

  static of(signals) {
    const sum = new Sum();
    for (const [name, value] of signals) sum.add(name, value);
    return sum;
  }

  copy() {
    const sum = new Sum();
    sum.a = this.a;
    sum.b = this.b;
    return sum;
  }
}

function hash(text, seed) {
  let h = seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 15;
  h = Math.imul(h, 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}

export class Witness {
  /** filters: the lists of signals that some clients ask for. */
  constructor(filters, report) {
    this.filters = filters;
    this.report = report;
    this.vehicles = new Map(); // vehicle → epoch → revision → what was seen
    this.known = new Set(); // vehicles
    this.compared = 0;
  }

  filterOf(signals) {
    const key = JSON.stringify([...signals].sort());
    return this.filters.findIndex(filter => JSON.stringify([...filter].sort()) === key);
  }

  /** view: {vehicle, epoch, revision, state, stateSince, timestamp, signals (a Map), sum}; filter: -1, or whose signals these are. */
  see(client, view, filter) {
    this.known.add(view.vehicle);
    const entry = this.entry(view);
    const meta = `${view.state} ${view.stateSince}`;
    this.compare(client, view, entry, 'meta', meta);
    if (filter >= 0) {
      this.compare(client, view, entry, `filter${filter}`, view.sum.value);
      return;
    }
    if (this.compare(client, view, entry, 'full', `${view.timestamp} ${view.sum.value}`)) return;
    this.filters.forEach((names, index) => {
      const sum = new Sum();
      for (const name of names) if (view.signals.has(name)) sum.add(name, view.signals.get(name));
      this.compare(client, view, entry, `filter${index}`, sum.value);
    });
  }

  /** True where somebody saw it before. */
  compare(client, view, entry, key, value) {
    const seen = entry[key];
    if (seen === undefined) {
      entry[key] = value;
      return false;
    }
    this.compared++;
    if (seen !== value) {
      this.report(client, 'same revision, other content', `vehicle ${view.vehicle} revision ${view.revision} ${key}: ${value}, others saw ${seen}`);
    }
    return true;
  }

  entry(view) {
    let epochs = this.vehicles.get(view.vehicle);
    if (!epochs) this.vehicles.set(view.vehicle, epochs = new Map());
    let revisions = epochs.get(view.epoch);
    if (!revisions) epochs.set(view.epoch, revisions = new Map());
    let entry = revisions.get(view.revision);
    if (!entry) {
      revisions.set(view.revision, entry = {});
      if (revisions.size > KEPT) revisions.delete(revisions.keys().next().value);
    }
    return entry;
  }
}
