// A client of the wire protocol for web pages. It depends on nothing. See docs/client.md and telemetry-client.d.ts.
//
//   idle ──connect()──► connecting ──opened──► open
//                        ▲      │                │
//                        │      └─────lost───────┤
//                        └──timer, network, tab──┴► waiting          any ──close()──► closed
//
// Whether the page has a connection and whether a vehicle runs are two things: the first is `connection`, the second is
// `state` of each vehicle, which only the server decides.

const FIRST_RETRY = 250; // ms, before jitter
const LONGEST_RETRY = 5_000; // while somebody looks
const LONGEST_RETRY_HIDDEN = 60_000;
const HANDSHAKE = 10_000; // an attempt that takes longer has failed
const SILENCE = 15_000; // without a message: ask whether the server is still there
const ANSWER = 5_000; // what it has for the answer
const SNAPSHOT = 10_000; // from the first message on, in which the server has spoken of every vehicle that it knows
const LONGEST_QUERY = 2_000; // beyond, a subscription goes as a message
const LONGEST_MESSAGE = 8_192; // bytes

export class TelemetryClient {
  #options;
  #listeners = new Map();
  #vehicles = new Map();
  #subscription;
  #connection = { state: 'idle', attempt: 0, retryAt: null, since: Date.now(), code: null, reason: '' };
  #socket = null;
  #timers = new Map();
  #lastMessage = 0;
  #messages = 0; // as many as came; a time would not tell two in the same millisecond apart
  #asked = 0; // when the ping that is under way was sent
  #clock = { offset: 0, roundTrip: Infinity };
  #snapshotRunning = false;
  #resubscribed = false;
  #forget = null;

  constructor(options = {}) {
    this.#options = options;
    this.#subscription = subscriptionOf(options);
  }

  /** What is known, by id as text. */
  get vehicles() {
    return this.#vehicles;
  }

  get connection() {
    return this.#connection;
  }

  /** The server's time in ms, as far as it was told: a tablet's clock may be wrong by hours. */
  now() {
    return Date.now() + this.#clock.offset;
  }

  on(type, listener) {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  connect() {
    if (this.#connection.state === 'idle' || this.#connection.state === 'closed') {
      this.#watchPage();
      this.#open(0);
    }
    return this;
  }

  /** Tries again at once instead of when the time has come. */
  retry() {
    if (this.#connection.state === 'waiting') {
      this.#open(this.#connection.attempt);
    }
  }

  close() {
    this.#forget?.();
    this.#drop();
    this.#become({ state: 'closed', attempt: 0, retryAt: null, code: null, reason: '' });
  }

  /** Replaces the subscription, now and for every connection to come. */
  subscribe(subscription) {
    const text = JSON.stringify({ type: 'subscribe', ...messageOf(subscriptionOf(subscription)) });
    if (new TextEncoder().encode(text).length > LONGEST_MESSAGE) {
      throw new RangeError(`subscription: ${text.length} characters; allowed are ${LONGEST_MESSAGE} bytes`);
    }
    this.#subscription = subscriptionOf(subscription);
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(text);
    } else if (this.#connection.state === 'connecting') {
      this.#open(this.#connection.attempt);
    }
  }

  /** Asks the `authenticate` hook again and sends the new token over the connection that is open. */
  async renew() {
    const credentials = await this.#options.authenticate?.();
    if (credentials?.token && this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify({ type: 'authenticate', token: credentials.token }));
    }
  }

  /** Takes an update that came another way, as from `GET /telemetry/latest`, unless something newer is known. */
  seed(update) {
    const known = isObject(update?.data) ? this.#vehicles.get(String(update.data.vehicle_id)) : undefined;
    const older = known && (known.confirmed || known.epoch === update.epoch) && !(known.epoch === update.epoch && update.revision > known.revision);
    return update?.type === 'telemetry_update' && update.data?.vehicle_id !== undefined && !older && this.#update(update, false);
  }

  // ---- connection ---------------------------------------------------------------------------------------------------

  async #open(attempt) {
    this.#drop();
    this.#become({ state: 'connecting', attempt, retryAt: null });
    const mine = this.#connection;
    this.#timer('handshake', HANDSHAKE, () => this.#lost(0, ''));
    let credentials;
    try {
      credentials = await this.#options.authenticate?.();
    } catch (error) {
      if (this.#connection === mine) {
        this.#lost(0, String(error?.message ?? error));
      }
      return;
    }
    if (this.#connection !== mine) {
      return; // closed or begun anew meanwhile
    }
    const url = addressOf(this.#options.url ?? '/ws/telemetry');
    const inQuery = writeQuery(url, this.#subscription);
    if (credentials?.ticket) {
      url.searchParams.set('ticket', credentials.ticket);
    }
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.onopen = () => {
      this.#timer('handshake', null);
      this.#lastMessage = Date.now();
      this.#snapshotRunning = false;
      this.#resubscribed = false;
      this.#asked = 0;
      if (credentials?.token) {
        socket.send(JSON.stringify({ type: 'authenticate', token: credentials.token }));
      }
      if (!inQuery) {
        this.subscribe(this.#subscription);
      }
      this.#become({ state: 'open', attempt: 0, retryAt: null, code: null, reason: '' });
      this.#ask();
      this.#watchSilence();
    };
    socket.onmessage = event => this.#message(event.data);
    socket.onclose = event => this.#lost(event.code, event.reason);
  }

  #lost(code, reason) {
    this.#drop();
    const attempt = this.#connection.state === 'open' ? 0 : this.#connection.attempt + 1;
    const longest = document.visibilityState === 'hidden' ? LONGEST_RETRY_HIDDEN : LONGEST_RETRY;
    const wait = Math.min(longest, FIRST_RETRY * 2 ** Math.min(attempt, 12)) * (0.5 + Math.random() / 2);
    this.#become({ state: 'waiting', attempt, retryAt: Date.now() + wait, code, reason });
    this.#timer('retry', wait, () => this.#open(attempt));
  }

  /** Lets go of the socket at once; a dead network would hold up its closing handshake. */
  #drop() {
    for (const name of [...this.#timers.keys()]) {
      this.#timer(name, null);
    }
    if (this.#socket) {
      this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
      this.#socket.close();
      this.#socket = null;
    }
  }

  /** The network came back, or somebody looks again: no reason to wait any longer, and an old connection may be dead. */
  #watchPage() {
    const hurry = () => {
      if (document.visibilityState === 'hidden') {
        return;
      }
      this.retry();
      if (this.#connection.state === 'open') {
        this.#ask();
      }
    };
    const check = () => this.#connection.state === 'open' && this.#ask();
    addEventListener('online', hurry);
    addEventListener('offline', check);
    addEventListener('pageshow', hurry);
    document.addEventListener('visibilitychange', hurry);
    this.#forget = () => {
      removeEventListener('online', hurry);
      removeEventListener('offline', check);
      removeEventListener('pageshow', hurry);
      document.removeEventListener('visibilitychange', hurry);
    };
  }

  #watchSilence() {
    this.#timer('silence', ANSWER, () => {
      if (Date.now() - this.#lastMessage > SILENCE) {
        this.#ask();
      }
      this.#watchSilence();
    });
  }

  #ask() {
    const before = this.#messages;
    this.#asked = Date.now();
    this.#socket.send('{"type":"ping"}');
    this.#timer('answer', ANSWER, () => this.#messages === before && this.#lost(0, ''));
  }

  #timer(name, ms, then) {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
    if (ms !== null) {
      this.#timers.set(name, setTimeout(() => {
        this.#timers.delete(name);
        then();
      }, ms));
    }
  }

  #become(change) {
    const before = this.#connection.state;
    this.#connection = { ...this.#connection, ...change };
    if (before !== this.#connection.state) {
      this.#connection.since = Date.now();
    }
    this.#emit('connection', this.#connection);
  }

  // ---- messages -----------------------------------------------------------------------------------------------------

  #message(text) {
    this.#lastMessage = Date.now();
    this.#messages++;
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      this.#emit('problem', { code: 'not_json', message: 'a message of the server is no JSON' });
      return;
    }
    switch (message?.type) {
      case 'telemetry_update':
        this.#update(message, true);
        break;
      case 'telemetry_batch':
        for (const update of Array.isArray(message.updates) ? message.updates : []) {
          this.#update(update, true);
        }
        break;
      case 'subscribed':
        this.#snapshotRunning = false;
        this.#snapshotBegins();
        this.#emit('subscribed', message);
        break;
      case 'pong':
        this.#setClock(Date.parse(message.timestamp));
        break;
      case 'error':
        this.#emit('problem', { code: String(message.code), message: String(message.message) });
        break;
      default: // something newer than this client
    }
  }

  #update(update, live) {
    if (!isObject(update?.data)) {
      return false;
    }
    const id = update.data.vehicle_id;
    if (live) {
      this.#snapshotBegins();
    }
    if (typeof id !== 'number' && typeof id !== 'string') {
      if (live && id === undefined) {
        this.#forgetUnconfirmed();
        this.#emit('empty', {});
      }
      return false;
    }
    const known = this.#vehicles.get(String(id));
    const delta = update.delta === true;
    if (delta && (!known?.confirmed || known.epoch !== update.epoch || known.revision !== update.base_revision)) {
      this.#missesBase();
      return false;
    }
    const vehicle = known ?? { id: String(id) };
    const signals = delta ? known.signals : new Map();
    const changed = [];
    for (const [name, value] of Object.entries(update.data)) {
      if (name !== 'vehicle_id') {
        signals.set(name, value);
        changed.push(name);
      }
    }
    const removed = delta && Array.isArray(update.removed) ? update.removed : [];
    removed.forEach(name => signals.delete(name));
    Object.assign(vehicle, {
      state: update.state === 'running' ? 'running' : 'offline',
      signals,
      timestamp: timeOf(update.timestamp),
      stateSince: timeOf(update.state_since),
      revision: update.revision,
      epoch: update.epoch,
      ages: isObject(update.ages) ? new Map(Object.entries(update.ages)) : delta ? vehicle.ages ?? null : null,
      receivedAt: Date.now(),
      confirmed: live || (known?.confirmed ?? false),
    });
    this.#vehicles.set(vehicle.id, vehicle);
    this.#emit('vehicle', { vehicle, first: !known, changed, removed, history: historyOf(update) });
    return true;
  }

  #snapshotBegins() {
    if (this.#snapshotRunning) {
      return;
    }
    this.#snapshotRunning = true;
    for (const vehicle of this.#vehicles.values()) {
      vehicle.confirmed = false;
    }
    const wanted = this.#subscription.vehicles && new Set(this.#subscription.vehicles.map(String));
    this.#remove(vehicle => wanted && !wanted.has(vehicle.id));
    this.#timer('snapshot', SNAPSHOT, () => this.#forgetUnconfirmed());
  }

  #forgetUnconfirmed() {
    this.#remove(vehicle => !vehicle.confirmed);
  }

  #remove(isGone) {
    for (const vehicle of [...this.#vehicles.values()].filter(isGone)) {
      this.#vehicles.delete(vehicle.id);
      this.#emit('gone', { id: vehicle.id });
    }
  }

  /** No correct server causes it; a new subscription mends it. Once a connection, so that a broken one is not hammered. */
  #missesBase() {
    if (!this.#resubscribed) {
      this.#resubscribed = true;
      this.subscribe(this.#subscription);
    }
  }

  #setClock(serverTime) {
    const now = Date.now();
    const roundTrip = now - this.#asked;
    if (this.#asked && !Number.isNaN(serverTime) && roundTrip <= this.#clock.roundTrip + 50) {
      this.#clock = { offset: serverTime + roundTrip / 2 - now, roundTrip };
    }
    this.#asked = 0;
  }

  #emit(type, event) {
    for (const listener of this.#listeners.get(type) ?? []) {
      try {
        listener(event);
      } catch (error) {
        reportError(error); // one page's mistake must not end the stream for the others
      }
    }
  }
}

// ---- what is sent and read ------------------------------------------------------------------------------------------

const isObject = value => Object.prototype.toString.call(value) === '[object Object]';

function timeOf(text) {
  const time = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? null : time;
}

function historyOf(update) {
  return Array.isArray(update.history) ? update.history.filter(point => isObject(point) && timeOf(point.timestamp) !== null) : [];
}

function subscriptionOf({ vehicles, signals, maxRate, mode, history, ages } = {}) {
  const list = value => (value === undefined || value === null ? undefined : [].concat(value));
  return { vehicles: list(vehicles), signals: list(signals), maxRate, mode: list(mode), history, ages };
}

function messageOf({ vehicles, signals, maxRate, mode, history, ages }) {
  return { vehicles, signals, max_rate: maxRate, mode, history, ages };
}

/** Writes the subscription into the address, where it fits; a comma in a name would be read as two names. */
function writeQuery(url, subscription) {
  const { vehicles, ...others } = messageOf(subscription);
  const parts = { vehicle_id: vehicles, ...others };
  const before = url.search;
  for (const [key, value] of Object.entries(parts)) {
    const values = value === undefined ? [] : [].concat(value).map(String);
    if (values.some(text => text.includes(','))) {
      url.search = before;
      return false;
    }
    values.forEach(text => url.searchParams.append(key, text));
  }
  if (url.search.length > LONGEST_QUERY) {
    url.search = before;
    return false;
  }
  return true;
}

function addressOf(address) {
  const url = new URL(address, document.baseURI);
  url.protocol = url.protocol.replace(/^http/, 'ws');
  url.hash = '';
  return url;
}
