// What the server remembers and knows. A server without history answers 404, and the pages do without.

import { restAddress } from './config.js';

const BUCKETS = 600; // rows of a window: about one a pixel
const RECENT = 2000;

async function get(resource, parameters) {
  const response = await fetch(restAddress(resource, parameters), { headers: { accept: 'application/json' } });
  if (!response.ok) {
    throw new Error(`${resource}: ${response.status}`);
  }
  return response.json();
}

/** `{ points, bucket }` of some signals between two times in ms; the bucket is 0 where each point is one measurement. */
export async function history(id, from, to, signals) {
  const answer = await get('history', {
    vehicle_id: id,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    signals: signals.join(','),
    points: BUCKETS,
  });
  return { points: pointsOf(answer), bucket: milliseconds(answer.resolution) };
}

/** Single measurements between two times in ms, as a chart of the last minutes wants them. */
export async function recent(id, from, to, signals) {
  const answer = await get('history', {
    vehicle_id: id,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    signals: signals.join(','),
    limit: RECENT,
  });
  return pointsOf(answer);
}

const pointsOf = answer =>
  (Array.isArray(answer.points) ? answer.points : []).filter(point => !Number.isNaN(Date.parse(point?.timestamp)));

/** How many vehicles there are. */
export async function count() {
  const { vehicles } = await get('vehicles');
  return vehicles.length;
}

/** Stretches of time `{ state, since }`, oldest first. */
export async function states(id, from, to) {
  const answer = await get('states', {
    vehicle_id: id,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  });
  return (Array.isArray(answer.states) ? answer.states : [])
    .map(({ state, since }) => ({ state, since: Date.parse(since) }))
    .filter(({ since }) => !Number.isNaN(since));
}

/** Of an ISO 8601 duration such as PT6S, PT1M30S, PT0.5S or P1D; 0 for "raw". */
export function milliseconds(duration) {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(duration ?? '');
  const [days, hours, minutes, seconds] = match ? match.slice(1).map(part => Number(part ?? 0)) : [0, 0, 0, 0];
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
