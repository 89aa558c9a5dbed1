// Follows many clients of mixed kinds and tells what breaks the wire protocol. Written from docs/wire-protocol.md alone.
//
//   node checker.mjs ws://127.0.0.1:8000/ws/telemetry [--clients 40] [--kinds base,batch,…]
//
// Runs until a line comes on the standard input: {"vehicles":[{"vehicle":1,"state":"offline","signals":{…}},…]}, what was
// published last. Then every client must come to hold it. Prints a report as JSON; exit code 1 where something is wrong.
// The vehicles of the test number their messages in `seq`, from which `check` follows; `seq` and `rare` only
// rise; `rpm` is never 0; `timestamp` is the time of the message.
import { createInterface } from 'node:readline';
import { BASE_KINDS, Client, FILTERS, KINDS } from './kinds.mjs';
import { Witness } from './witness.mjs';

const SHOWN = 50; // violations in the report; all are counted
const PATIENCE = 30_000; // for the slow to come to the end, and a second more for each client

function options(words) {
  const options = { clients: 40, kinds: Object.keys(KINDS).filter(kind => !kind.endsWith('-base')) };
  for (let i = 1; i < words.length; i += 2) {
    if (words[i] === '--clients') options.clients = Number(words[i + 1]);
    else if (words[i] === '--kinds') options.kinds = words[i + 1] === 'base-protocol' ? BASE_KINDS : words[i + 1].split(',');
    else throw new Error(`unknown option ${words[i]}`);
  }
  const unknown = options.kinds.filter(kind => !KINDS[kind]);
  if (unknown.length > 0) throw new Error(`unknown kinds ${unknown}: allowed are ${Object.keys(KINDS)}`);
  return { url: words[0], ...options };
}

/** How late timers are: what comes in bursts because this process is busy is no fault of the server. */
function lagMeter() {
  let due = performance.now() + 50, worst = 0, recent = 0;
  setInterval(() => {
    const late = Math.max(0, performance.now() - due);
    due = performance.now() + 50;
    worst = Math.max(worst, late);
    recent = Math.max(late, recent * 0.99);
  }, 50).unref();
  return { worst: () => worst, recent: () => recent };
}

function fault(vehicle, signals) {
  if (signals.has('seq') && signals.has('check') && signals.get('check') !== (signals.get('seq') * 7 + 3) % 1009) {
    return `seq ${signals.get('seq')} and check ${signals.get('check')}`;
  }
  return signals.get('rpm') === 0 ? 'rpm is 0' : null;
}

const { url, clients: howMany, kinds } = options(process.argv.slice(2));
const lag = lagMeter();
const violations = [];
const rules = {};
const world = {
  done: false,
  counts: Object.fromEntries(kinds.map(kind => [kind, { clients: 0, connections: 0, frames: 0, updates: 0, deltas: 0, bytes: 0, subscribed: 0, unanswered: 0, tornAfterGoodbye: 0, openMillis: 0 }])),
  fleet: { fault, monotone: ['seq', 'rare'], lag: lag.recent },
  report(client, rule, detail) {
    rules[rule] = (rules[rule] ?? 0) + 1;
    if (violations.length < SHOWN) violations.push({ atSecond: Math.round(performance.now() / 100) / 10, kind: client.name, client: client.number, asked: client.follower.subscription?.asked, rule, detail: String(detail) });
  },
};
world.witness = new Witness(FILTERS, (client, rule, detail) => client.fail(rule, detail));

const clients = [];
for (let i = 0; i < howMany; i++) {
  const kind = kinds[i % kinds.length];
  world.counts[kind].clients++;
  clients.push(new Client(url, kind, Math.floor(i / kinds.length), world));
}
const started = Date.now();

/** What was sent until the publishing stopped: the rates of the report are over this time. */
function measured() {
  const seconds = (Date.now() - started) / 1000;
  for (const client of clients) {
    if (client.openSince !== undefined) {
      client.count.openMillis += Date.now() - client.openSince;
      client.openSince = undefined;
    }
  }
  const report = {};
  for (const [kind, count] of Object.entries(world.counts)) {
    const open = count.openMillis / 1000;
    report[kind] = { ...count, bytesPerClientSecond: Math.round(count.bytes / open), updatesPerClientSecond: Math.round(count.updates / open), bytesPerUpdate: Math.round(count.bytes / count.updates) };
  }
  return { seconds: Math.round(seconds), kinds: report };
}

async function finish(line) {
  const measure = measured();
  const published = JSON.parse(line).vehicles.map(({ vehicle, state, signals }) => ({ vehicle, state, signals: new Map(Object.entries(signals)) }));
  for (const client of clients) client.finish();
  const patience = PATIENCE + 1000 * clients.length;
  const deadline = Date.now() + patience;
  const settled = () => clients.every(client => client.socket.isOpen && client.follower.missing(published).length === 0);
  while (!settled() && Date.now() < deadline) await new Promise(resolve => setTimeout(resolve, 250));
  const settledAfterMillis = Date.now() - deadline + patience;
  for (const client of clients) {
    const missing = client.socket.isOpen ? client.follower.missing(published) : ['not connected'];
    if (missing.length > 0) world.report(client, 'the end is not what was published', `${missing.length}: ${missing[0]}`);
  }
  world.done = true;
  for (const client of clients) client.socket.close(1000);
  const total = Object.values(rules).reduce((sum, count) => sum + count, 0);
  const report = { violationCount: total, rules, violations, published: published.length, compared: world.witness.compared, settledAfterMillis, worstLagMillis: Math.round(lag.worst()), ...measure };
  process.stdout.write(JSON.stringify(report, null, 1) + '\n', () => process.exit(total > 0 ? 1 : 0));
}

createInterface({ input: process.stdin }).once('line', line => finish(line).catch(error => {
  console.error(error);
  process.exit(2);
}));
