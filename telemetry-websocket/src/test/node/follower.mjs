// Follows what one client is sent, by the rules of docs/wire-protocol.md.
import { Sum } from './witness.mjs';

const PERIODS = 10; // over so many periods max_rate is measured

const parsed = new Map(); // text → what it says: base clients get the same texts
const PARSED = 4096;

function parse(text) {
  let message = parsed.get(text);
  if (message === undefined) {
    message = JSON.parse(text);
    for (const update of message.type === 'telemetry_batch' ? message.updates : [message]) prepare(update);
    if (text.length < 16384) parsed.set(text, message);
    if (parsed.size > PARSED) parsed.delete(parsed.keys().next().value);
  }
  return message;
}

/** What does not depend on the client, once for all of them. */
function prepare(update) {
  if (update.data === undefined) return;
  const { vehicle_id: vehicle, ...signals } = update.data;
  update.vehicle = vehicle;
  update.signals = new Map(Object.entries(signals));
  if (!update.delta) update.sum = Sum.of(update.signals);
}

/** What a client asked for: {vehicles, signals, max_rate, mode}, each perhaps absent. */
export class Subscription {
  constructor(asked) {
    this.asked = asked;
    this.vehicles = asked.vehicles ? new Set(asked.vehicles) : null;
    this.signals = asked.signals ? new Set(asked.signals) : null;
    const modes = [asked.mode ?? []].flat();
    this.batch = modes.includes('batch');
    this.delta = modes.includes('delta');
  }

  has(vehicle) { return !this.vehicles || this.vehicles.has(vehicle); }

  get query() {
    const query = new URLSearchParams();
    for (const vehicle of this.asked.vehicles ?? []) query.append('vehicle_id', vehicle);
    if (this.signals) query.append('signals', [...this.signals].join(','));
    if (this.asked.max_rate !== undefined) query.append('max_rate', this.asked.max_rate);
    for (const mode of [this.asked.mode ?? []].flat()) query.append('mode', mode);
    return query.toString() === '' ? '' : `?${query}`;
  }

  /** The same for equal subscriptions: order and repetition say nothing. */
  get key() {
    const list = value => value === undefined ? null : [...new Set([value].flat().map(String))].sort();
    const { vehicles, signals, max_rate: rate, mode } = this.asked;
    return JSON.stringify([list(vehicles), list(signals), rate ?? null, list(mode)]);
  }
}

export class Follower {
  /** fleet: what is known of the signals of the test's vehicles, see checker.mjs. */
  constructor(witness, fleet, report, count) {
    this.witness = witness;
    this.fleet = fleet;
    this.report = report;
    this.count = count;
    this.floor = new Map(); // vehicle → {epoch, revision}: over all connections of this client
    this.left = new Set(); // epochs that are over
    this.pending = []; // subscriptions that were asked for in messages and are not answered
    this.errors = 0; // answers to bad messages that are due
    this.pongs = 0;
  }

  fail(rule, detail) { this.report(this, rule, detail); }

  /** A connection, or `subscribed`: everything starts afresh. */
  begin(subscription) {
    this.subscription = subscription;
    this.filter = subscription.signals ? this.witness.filterOf(subscription.signals) : -1;
    this.vehicles = new Map();
    this.hadEmpty = false;
    this.begun = Date.now();
    this.known = subscription.known ?? [];
  }

  /** Before it is asked for: what was known then must be in the snapshot. */
  ask(subscription, inMessage) {
    subscription.known = [...this.witness.known].filter(vehicle => subscription.has(vehicle));
    if (inMessage) this.pending.push(subscription);
  }

  connected(subscription) {
    this.pending = [];
    this.errors = 0;
    this.pongs = 0;
    this.begin(subscription);
  }

  message(text, bytes) {
    let message;
    try {
      message = parse(text);
    } catch (error) {
      const at = Number(/position (\d+)/.exec(error.message)?.[1] ?? 0);
      this.fail('no JSON', `${error.message}, of ${text.length}: … ${text.slice(Math.max(0, at - 100), at)} ⟨here⟩ ${text.slice(at, at + 100)} … ${text.slice(-50)}`);
      return;
    }
    this.count.frames++;
    this.count.bytes += bytes;
    switch (message.type) {
      case 'telemetry_update':
        if (this.subscription.batch) this.fail('an update outside of a batch', text.slice(0, 200));
        this.update(message);
        break;
      case 'telemetry_batch': this.batch(message, text); break;
      case 'subscribed': this.subscribed(message); break;
      case 'pong':
        if (--this.pongs < 0) this.fail('a pong that nobody asked for', text);
        break;
      case 'error':
        if (--this.errors < 0 || message.code !== 'bad_request') this.fail('an error for a good message', text);
        break;
      default: this.fail('unknown type', text.slice(0, 200));
    }
  }

  batch(message, text) {
    if (!this.subscription.batch) this.fail('a batch that nobody asked for', text.slice(0, 200));
    const { updates } = message;
    if (updates.length < 1 || updates.length > 256) this.fail('size of a batch', updates.length);
    if (new Set(updates.map(update => update.vehicle)).size !== updates.length) this.fail('a vehicle twice in a batch', text.slice(0, 200));
    for (const update of updates) this.update(update);
  }

  subscribed(message) {
    const { type, ...asked } = message;
    const echo = new Subscription(asked);
    const answered = this.pending.findIndex(subscription => subscription.key === echo.key);
    if (answered < 0) this.fail('subscribed to what was not asked for', JSON.stringify(message));
    const [wanted] = this.pending.splice(0, answered + 1).slice(-1);
    this.count.subscribed++;
    this.begin(wanted ?? echo);
  }

  update(update) {
    this.count.updates++;
    if (update.vehicle === undefined) {
      this.empty(update);
      return;
    }
    if (!this.subscription.has(update.vehicle)) this.fail('a vehicle outside of the subscription', update.vehicle);
    const last = this.vehicles.get(update.vehicle);
    const fresh = !last || last.epoch !== update.epoch;
    this.order(update, last, fresh);
    const view = this.reconstruct(update, last, fresh);
    if (!view) return;
    this.content(view, update, last, fresh);
    this.rate(view, last, fresh);
    this.vehicles.set(view.vehicle, view);
    this.witness.see(this, view, this.filter);
  }

  empty(update) {
    if (this.vehicles.size > 0 || this.hadEmpty) this.fail('an empty update after others', '');
    if (this.known.length > 0) this.fail('an empty update where vehicles are known', this.known.length);
    if (update.state !== 'offline' || update.delta) this.fail('the empty update is odd', JSON.stringify(update.state));
    this.hadEmpty = true;
  }

  order(update, last, fresh) {
    if (!Number.isSafeInteger(update.revision) || update.revision < 1) this.fail('revision', update.revision);
    if (this.left.has(update.epoch)) this.fail('an epoch that was over', update.epoch);
    if (!fresh && update.revision <= last.revision) {
      this.fail('a step back', `vehicle ${update.vehicle}: ${update.revision} after ${last.revision}`);
    }
    const floor = this.floor.get(update.vehicle);
    if (floor && floor.epoch === update.epoch && update.revision < floor.revision) {
      this.fail('a step back from an earlier subscription', `vehicle ${update.vehicle}: ${update.revision} after ${floor.revision}`);
    }
    if (floor && floor.epoch !== update.epoch) this.left.add(floor.epoch);
    this.floor.set(update.vehicle, { epoch: update.epoch, revision: update.revision });
  }

  /** The full update that this one stands for. */
  reconstruct(update, last, fresh) {
    const { vehicle, epoch, revision, state, timestamp, state_since: stateSince } = update;
    const head = { vehicle, epoch, revision, state, timestamp, stateSince };
    if (!update.delta) {
      if (this.subscription.delta && !fresh) this.fail('a full update where a delta was due', `vehicle ${vehicle} ${revision}`);
      return { ...head, signals: update.signals, sum: update.sum, own: false };
    }
    this.count.deltas++;
    if (!this.subscription.delta) this.fail('a delta that nobody asked for', `vehicle ${vehicle} ${revision}`);
    if (fresh) {
      this.fail('the first update of a vehicle is a delta', `vehicle ${vehicle} ${revision}`);
      return null;
    }
    if (update.base_revision !== last.revision) {
      this.fail('a delta on a base that the client has not', `vehicle ${vehicle} ${revision}: base ${update.base_revision}, has ${last.revision}`);
    }
    const signals = last.own ? last.signals : new Map(last.signals);
    const sum = last.own ? last.sum : last.sum.copy();
    for (const [name, value] of update.signals) {
      if (signals.has(name)) sum.take(name, signals.get(name));
      sum.add(name, value);
      signals.set(name, value);
    }
    for (const name of update.removed ?? []) {
      if (!signals.has(name)) this.fail('removed what was not there', name);
      else sum.take(name, signals.get(name));
      signals.delete(name);
    }
    return { ...head, signals, sum, own: true };
  }

  /** What the test's vehicles are known to keep to. */
  content(view, update, last, fresh) {
    const { signals, vehicle, revision } = view;
    if (this.subscription.signals) {
      for (const name of update.signals.keys()) {
        if (!this.subscription.signals.has(name)) this.fail('a signal outside of the subscription', name);
      }
      const monotone = this.subscription.signals.size > 0 && [...this.subscription.signals].every(name => this.fleet.monotone.includes(name));
      if (!fresh && monotone && last.state === view.state && last.heard === view.sum.value) {
        this.fail('an update in which nothing of the subscription changed', `vehicle ${vehicle} ${revision}`);
      }
      view.heard = view.sum.value; // as a number: a delta changes the sum itself
    }
    const fault = this.fleet.fault(vehicle, signals);
    if (fault) this.fail('values of two messages in one update', `vehicle ${vehicle} ${revision}: ${fault}`);
    if (view.state !== 'running' && view.state !== 'offline') this.fail('state', view.state);
    if (!fresh && view.state !== last.state && view.stateSince === last.stateSince) {
      this.fail('state changed and state_since did not', `vehicle ${vehicle} ${revision}`);
    }
    if (!fresh && view.stateSince !== null && last.stateSince !== null && view.stateSince < last.stateSince) {
      this.fail('state_since went back', `vehicle ${vehicle} ${revision}`);
    }
  }

  rate(view, last, fresh) {
    const rate = this.subscription.asked.max_rate;
    if (rate === undefined) return;
    view.times = fresh ? [] : last.times;
    if (fresh || view.state !== last.state) return;
    view.times.push(Date.parse(view.timestamp)); // as new as the sending, whatever the way does to it
    if (view.times.length <= PERIODS) return;
    const took = view.times.at(-1) - view.times.shift();
    if (took < (PERIODS - 1) * 1000 / rate - 300) { // the last value before a silence may be a period old
      this.fail('more than max_rate', `vehicle ${view.vehicle}: ${PERIODS} periods of ${1000 / rate} ms in ${took} ms`);
    }
  }

  /** Before the client leaves or subscribes anew: the snapshot must have been whole, if there was time for it. */
  leaving() {
    if (Date.now() - this.begun < 2000 + this.fleet.lag()) return;
    const missing = this.known.filter(vehicle => !this.vehicles.has(vehicle));
    if (missing.length > 0) this.fail('the snapshot was not whole', `${missing.length} missing, as vehicle ${missing[0]}`);
  }

  /** What is not yet as it was published at the end. */
  missing(published) {
    const missing = [];
    for (const { vehicle, state, signals } of published) {
      if (!this.subscription.has(vehicle)) continue;
      const view = this.vehicles.get(vehicle);
      const wanted = new Map([...signals].filter(([name]) => !this.subscription.signals || this.subscription.signals.has(name)));
      if (!view) missing.push(`vehicle ${vehicle}: never seen`);
      else if (view.state !== state) missing.push(`vehicle ${vehicle} revision ${view.revision}: ${view.state}, published ${state}`);
      else if (Sum.of(wanted).value !== Sum.of(view.signals).value) {
        const other = [...wanted].find(([name, value]) => view.signals.get(name) !== value) ?? ['one that was not published'];
        missing.push(`vehicle ${vehicle} revision ${view.revision}: ${other[0]} is ${view.signals.get(other[0])}, published ${other[1]}`);
      }
    }
    // Of equal ones in a long queue it cannot be told which was answered: what counts is that the newest is in force.
    if (this.pending.length > 0 && this.pending.at(-1).key !== this.subscription.key) missing.push(`subscribe not answered: ${this.pending.at(-1).key}`);
    if (this.pongs > 0) missing.push(`${this.pongs} pongs not answered`);
    if (this.errors > 0) missing.push(`${this.errors} bad messages not answered`);
    return missing;
  }
}
