// The checker is red on what breaks the protocol, and on nothing else. Run: node --test
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import net from 'node:net';
import test from 'node:test';
import { Follower, Subscription } from './follower.mjs';
import { Witness } from './witness.mjs';
import { WebSocketClient } from './websocket.mjs';

const FILTERS = [['rpm'], ['seq']];
const BASE = { type: 'telemetry_update', state: 'running', data: { vehicle_id: 1, rpm: 900, seq: 1, check: 10 }, timestamp: '2025-11-27T16:04:47.234Z', revision: 5, epoch: 'e1', state_since: null };

/** A few clients beside each other; `say` is what one of them gets. */
class Stage {
  constructor() {
    this.rules = [];
    this.witness = new Witness(FILTERS, (client, rule) => this.rules.push(rule));
    this.fleet = { fault: (vehicle, signals) => signals.get('rpm') === 0 ? 'rpm is 0' : null, monotone: ['seq'], lag: () => 0 };
  }

  client(asked = {}) {
    const count = { frames: 0, updates: 0, deltas: 0, bytes: 0, subscribed: 0 };
    const follower = new Follower(this.witness, this.fleet, (_, rule) => this.rules.push(rule), count);
    const subscription = new Subscription(asked);
    follower.ask(subscription, false);
    follower.connected(subscription);
    return Object.assign(follower, { say: message => follower.message(JSON.stringify(message), 1) });
  }
}

const update = (changes = {}, data = {}) => ({ ...structuredClone(BASE), ...changes, data: { ...BASE.data, ...data } });
const delta = (base, revision, data, more = {}) => ({ ...structuredClone(BASE), delta: true, base_revision: base, revision, data: { vehicle_id: 1, ...data }, ...more });
const EMPTY = { type: 'telemetry_update', state: 'offline', data: {}, timestamp: '2025-11-27T16:04:47.234Z' };

function expect(name, rules, act) {
  test(name, () => {
    const stage = new Stage();
    act(stage);
    assert.deepEqual(stage.rules, rules);
  });
}

expect('a good stream', [], stage => {
  const base = stage.client(), both = stage.client({ mode: ['batch', 'delta'] });
  base.say(update());
  base.say(update({ revision: 7 }, { rpm: 950 }));
  base.say(update({ revision: 9, state: 'offline', state_since: '2025-11-27T16:05:00.000Z' }, { rpm: 950 }));
  both.say({ type: 'telemetry_batch', updates: [update()] });
  both.say({ type: 'telemetry_batch', updates: [delta(5, 7, { rpm: 950 })] });
  both.say({ type: 'telemetry_batch', updates: [delta(7, 9, {}, { state: 'offline', state_since: '2025-11-27T16:05:00.000Z' })] });
  assert.ok(stage.witness.compared > 0);
  const published = state => [{ vehicle: 1, state, signals: new Map([['rpm', 950], ['seq', 1], ['check', 10]]) }];
  assert.deepEqual(both.missing(published('offline')), []);
  assert.equal(both.missing(published('running')).length, 1);
});
expect('removed and added signals', [], stage => {
  const base = stage.client(), other = stage.client({ mode: 'delta' });
  other.say(update());
  other.say(delta(5, 6, { gear: 'D' }, { removed: ['rpm'] }));
  const { rpm, ...data } = BASE.data;
  base.say({ ...BASE, revision: 6, data: { ...data, gear: 'D' } });
});
expect('a step back', ['a step back', 'a step back from an earlier subscription'], stage => {
  const client = stage.client();
  client.say(update({ revision: 6 }));
  client.say(update({ revision: 5 }));
});
expect('a revision twice', ['a step back'], stage => {
  const client = stage.client();
  client.say(update());
  client.say(update());
});
expect('a revision again after subscribed', [], stage => {
  const client = stage.client();
  client.say(update());
  client.ask(new Subscription({ mode: 'delta', vehicles: [1] }), true);
  client.say({ type: 'subscribed', mode: 'delta', vehicles: [1] });
  client.say(update());
  client.say(delta(5, 6, {}));
});
expect('a delta across subscribed', ['the first update of a vehicle is a delta'], stage => {
  const client = stage.client({ mode: 'delta' });
  client.say(update());
  client.ask(new Subscription({ mode: 'delta' }), true);
  client.say({ type: 'subscribed', mode: 'delta' });
  client.say(delta(5, 6, {}));
});
expect('subscribed to something else', ['subscribed to what was not asked for'], stage => {
  const client = stage.client();
  client.ask(new Subscription({ max_rate: 2 }), true);
  client.say({ type: 'subscribed', max_rate: 3 });
});
expect('of several, the newest alone may be answered', [], stage => {
  const client = stage.client();
  client.ask(new Subscription({ max_rate: 2 }), true);
  client.ask(new Subscription({ max_rate: 3 }), true);
  client.say({ type: 'subscribed', max_rate: 3 });
  assert.deepEqual(client.missing([]), []);
  client.ask(new Subscription({ max_rate: 2 }), true);
  assert.equal(client.missing([]).length, 1);
});
expect('a wrong base', ['a delta on a base that the client has not'], stage => {
  const client = stage.client({ mode: 'delta' });
  client.say(update());
  client.say(delta(4, 6, {}));
});
expect('a delta that lost a change', ['same revision, other content'], stage => {
  const base = stage.client(), other = stage.client({ mode: 'delta' });
  base.say(update());
  other.say(update());
  base.say(update({ revision: 6 }, { rpm: 901, seq: 2 }));
  other.say(delta(5, 6, { seq: 2 }));
});
expect('another state in the same revision', ['same revision, other content'], stage => {
  stage.client().say(update());
  stage.client().say(update({ state: 'offline' }));
});
expect('other values of a filter', ['same revision, other content'], stage => {
  stage.client().say(update());
  stage.client({ signals: ['rpm'] }).say({ ...BASE, data: { vehicle_id: 1, rpm: 901 } });
});
expect('a signal and a vehicle that nobody asked for', ['a vehicle outside of the subscription', 'a signal outside of the subscription', 'same revision, other content'], stage => {
  stage.client({ vehicles: [2] }).say(update());
  stage.client({ signals: ['seq'] }).say({ ...BASE, data: { vehicle_id: 1, seq: 1, other: 1 } });
});
expect('an update in which nothing changed', ['an update in which nothing of the subscription changed'], stage => {
  const client = stage.client({ signals: ['seq'] });
  client.say({ ...BASE, data: { vehicle_id: 1, seq: 1 } });
  client.say({ ...BASE, revision: 6, data: { vehicle_id: 1, seq: 1 } });
  client.say({ ...BASE, revision: 7, data: { vehicle_id: 1, seq: 2 } });
});
expect('modes that nobody asked for', ['a batch that nobody asked for', 'a delta that nobody asked for', 'an update outside of a batch'], stage => {
  const client = stage.client();
  client.say({ type: 'telemetry_batch', updates: [update()] });
  client.say(delta(5, 6, {}));
  stage.client({ mode: 'batch' }).say(update());
});
expect('an epoch that comes back', ['an epoch that was over'], stage => {
  const client = stage.client();
  client.say(update());
  client.say(update({ epoch: 'e2', revision: 1 }));
  client.say(update({ epoch: 'e1', revision: 6 }));
});
expect('the empty update', ['an empty update after others', 'an empty update where vehicles are known'], stage => {
  const early = stage.client();
  early.say(EMPTY);
  early.say(update());
  early.say(EMPTY);
  stage.client().say(EMPTY);
});
expect('more than max_rate', ['more than max_rate'], stage => {
  const client = stage.client({ max_rate: 1 });
  for (let i = 0; i < 12; i++) client.say(update({ revision: 5 + i, timestamp: new Date(i * 700).toISOString() }));
  for (let i = 12; i < 40; i++) client.say(update({ revision: 5 + i, timestamp: new Date(i * 1000).toISOString() }));
});
expect('odd messages', ['no JSON', 'unknown type', 'a pong that nobody asked for', 'an error for a good message', 'values of two messages in one update', 'state', 'revision', 'state'], stage => {
  const client = stage.client();
  client.message('{"data":NaN}', 1);
  client.say({ type: 'telemetry_updates' });
  client.say({ type: 'pong' });
  client.say({ type: 'error', code: 'bad_request', message: '' });
  client.say(update({}, { rpm: 0 }));
  client.say(update({ revision: 6, state: 'parked', state_since: 'x' }));
  client.say(update({ revision: 6.5, state: 'parked', state_since: 'x' }));
});

/** A server that sends these bytes after the handshake; what the client made of them. */
async function against(...bytes) {
  const seen = [];
  const server = net.createServer(socket => socket.once('data', request => {
    const key = /Sec-WebSocket-Key: (.*)\r\n/.exec(request)[1];
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    socket.write(`HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
    for (const part of bytes) socket.write(Buffer.from(part));
    socket.on('data', data => seen.push(['server got', (data[0] & 0x0f).toString()]));
    socket.on('error', () => {});
  }));
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  await new Promise(resolve => {
    const client = new WebSocketClient(`ws://127.0.0.1:${server.address().port}/x`, {
      message: text => seen.push(['text', text]),
      fault: what => seen.push(['fault', what]),
      closed: code => { seen.push(['closed', code]); resolve(); },
    });
    setTimeout(() => client.destroy(), 2000).unref();
  });
  server.close();
  return seen;
}

test('the client puts fragments together, answers pings and closes', async () => {
  const seen = await against([0x01, 2, 0xc3, 0xa4, 0x89, 1, 65], [0x80, 1], [66, 0x88, 2, 0x03, 0xe9]);
  assert.deepEqual(seen.filter(([what]) => what !== 'server got'), [['text', 'äB'], ['closed', 1001]]);
});
for (const [name, bytes] of Object.entries({
  'a masked frame': [0x81, 0x81, 0, 0, 0, 0, 65], 'a reserved bit': [0xc1, 1, 65], 'invalid UTF-8': [0x81, 1, 0xff], 'a binary message': [0x82, 1, 65],
  'a long ping': [0x89, 126, 0, 126, ...new Array(126).fill(65)], 'a continuation of nothing': [0x80, 1, 65], 'a text within a text': [0x01, 1, 65, 0x81, 1, 65],
})) {
  test(`the client is red on ${name}`, async () => {
    const seen = await against(bytes);
    assert.equal(seen.filter(([what]) => what === 'fault').length, 1);
  });
}
