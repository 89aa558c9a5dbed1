// The kinds of clients, and what each of them does beside listening.
import { Follower, Subscription } from './follower.mjs';
import { WebSocketClient } from './websocket.mjs';

/** Signals that the test's vehicles have, and one that they have not. */
export const FILTERS = [['rpm', 'vehicle_speed', 'seq', 'check'], ['rare'], ['seq', 'no_such_signal']];

const FEW = [1, 2, 3, 17, 42, 1001, 'ghost'];
const NOBODY = ['ghost', 999999999999999];
const BOTH = ['batch', 'delta'];
const ROUND = [
  {}, { mode: 'batch' }, { mode: 'delta' }, { mode: BOTH }, { vehicles: FEW }, { vehicles: NOBODY }, { signals: FILTERS[0], mode: 'delta' },
  { vehicles: FEW, signals: FILTERS[1], mode: 'batch' }, { max_rate: 2, mode: BOTH }, { signals: FILTERS[0], max_rate: 1 },
];
const BAD = ['nonsense', '{"type":"subscribe","max_rate":0}', '{"type":"subscribe","signals":[]}', '{"type":"subscribe","mode":"x"}', '[]'];

/** Each: what it asks for, in turn among the clients of the kind; `behave`, what it does. */
export const KINDS = {
  base: { asks: [{}] },
  batch: { asks: [{ mode: 'batch' }] },
  delta: { asks: [{ mode: 'delta' }] },
  'batch+delta': { asks: [{ mode: BOTH }] },
  vehicles: { asks: [{ vehicles: FEW }, { vehicles: FEW, mode: BOTH }, { vehicles: NOBODY }] },
  signals: { asks: [{ signals: FILTERS[0] }, { signals: FILTERS[1], mode: BOTH }, { signals: FILTERS[2], mode: 'delta' }, { signals: FILTERS[1] }] },
  max_rate: { asks: [{ max_rate: 2 }, { max_rate: 5, mode: BOTH }, { max_rate: 1, signals: FILTERS[0], mode: 'delta' }] },
  slow: { asks: [{}, { mode: BOTH }, { mode: 'batch' }, { mode: 'delta' }], behave: 'slow' },
  pausing: { asks: [{}, { mode: BOTH }], behave: 'pausing' },
  reconnecting: { asks: ROUND.slice(0, 4), behave: 'reconnecting' },
  resubscribing: { asks: [{}, { mode: BOTH }], behave: 'resubscribing' },
};

/** What needs nothing of the opt-in protocol. */
export const BASE_KINDS = ['base', 'slow-base', 'pausing-base', 'reconnecting-base'];
for (const behave of ['slow', 'pausing', 'reconnecting']) KINDS[`${behave}-base`] = { asks: [{}], behave };

const SLOW_BYTES = 320 * 1024; // a second
const TALK = 10_000;

export class Client {
  constructor(url, name, number, world) {
    this.url = url;
    this.name = name;
    this.number = number;
    this.world = world;
    this.kind = KINDS[name];
    this.turn = number;
    this.count = world.counts[name];
    this.follower = new Follower(world.witness, world.fleet, (_, rule, detail) => world.report(this, rule, detail), this.count);
    this.over = false; // the end: no more of its behaviour, only listen
    this.timers = new Set();
    this.connect();
  }

  connect() {
    const subscription = new Subscription(this.kind.asks[this.turn % this.kind.asks.length]);
    this.follower.ask(subscription, false);
    this.leaving = false;
    this.count.connections++;
    const socket = new WebSocketClient(this.url + subscription.query, {
      open: () => {
        this.openSince = Date.now();
        this.follower.connected(subscription);
        this.behave(socket);
        this.every(TALK, () => this.talk(socket));
      },
      message: (text, bytes) => {
        this.follower.message(text, bytes);
        this.taken = (this.taken ?? 0) + bytes;
        if (this.kind.behave === 'slow' && this.taken > 0 && !this.over) socket.pause();
      },
      refused: (status, body) => this.world.report(this, 'the handshake was refused', `${status} ${body.slice(0, 200)}`),
      fault: (what, afterGoodbye) => afterGoodbye ? this.count.tornAfterGoodbye++ : this.world.report(this, 'RFC 6455', what),
      closed: (code, reason) => this.closed(code, reason),
    });
    this.socket = socket;
  }

  closed(code, reason) {
    this.count.openMillis += this.openSince === undefined ? 0 : Date.now() - this.openSince;
    this.openSince = undefined;
    this.stop();
    if (this.world.done) return;
    if (!this.leaving) this.world.report(this, 'closed by the server', `${code} ${reason}`);
    else {
      if (this.leaving === 'politely' && code === 1006) this.count.unanswered++; // allowed: the end may come without a code
      else if (this.leaving === 'politely' && code !== 1000) this.world.report(this, 'the answer to close 1000', `${code} ${reason}`);
      this.turn++;
      this.connect();
    }
  }

  every(millis, action) { this.timers.add(setInterval(action, millis)); }

  stop() {
    for (const timer of this.timers) clearInterval(timer);
    this.timers.clear();
  }

  /** A ping, in two fragments at times: it is answered, and it tells the server that a slow client lives. */
  talk(socket) {
    this.follower.pongs++;
    socket.sendText('{"type":"ping"}', 1 + this.number % 2);
    if (this.number % 5 === 0) socket.ping(Buffer.from('are you there'));
  }

  behave(socket) {
    if (this.over) return;
    switch (this.kind.behave) {
      case 'slow':
        this.every(50, () => { // it pauses when it has taken in something, until its due has come up to that
          this.taken = Math.max(-SLOW_BYTES / 20, (this.taken ?? 0) - SLOW_BYTES / 20);
          if (this.taken <= 0 || this.over) socket.resume();
        });
        break;
      case 'pausing':
        this.every(8_000, () => {
          if (this.over) return;
          socket.pause();
          setTimeout(() => socket.resume(), 5_000);
        });
        break;
      case 'reconnecting':
        this.every(2_500 + 137 * (this.number % 11), () => this.leave(socket));
        break;
      case 'resubscribing':
        this.every(2_300 + 91 * (this.number % 7), () => this.resubscribe(socket));
        break;
      default:
    }
  }

  leave(socket) {
    if (this.over || this.leaving || !socket.isOpen) return;
    this.follower.leaving();
    this.leaving = this.turn % 2 === 0 ? 'politely' : 'rudely';
    if (this.leaving === 'politely') socket.close(1000);
    else socket.destroy();
  }

  resubscribe(socket) {
    if (this.over) return;
    if (this.follower.pending.length === 0) this.follower.leaving();
    const burst = this.turn % 4 === 3 ? 8 : 1;
    for (let i = 0; i < burst; i++) {
      this.turn++;
      const subscription = new Subscription(ROUND[this.turn % ROUND.length]);
      this.follower.ask(subscription, true);
      socket.sendText(JSON.stringify({ type: 'subscribe', ...subscription.asked, extra: null }), 1 + this.turn % 3);
    }
    if (this.turn % 3 === 0) {
      this.follower.errors++;
      socket.sendText(BAD[this.turn % BAD.length]);
    }
  }

  finish() {
    this.over = true;
    this.socket.resume();
  }
}
