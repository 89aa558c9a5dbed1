// A line without axes: how a value went lately. A gap is a gap.

import { svg } from 'lit-html';

const WIDTH = 120;
const HEIGHT = 32;

const MOST = 60;

/** One signal of some points; the last 60 are drawn. */
export function spark(points, name) {
  const times = points.times.slice(-MOST);
  const shown = (points.column(name)?.last ?? []).slice(-MOST);
  const known = shown.filter(value => value !== null);
  if (known.length < 2) {
    return svg`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true"><path class="nothing" d="M0 ${HEIGHT - 1}H${WIDTH}"/></svg>`;
  }
  const least = Math.min(...known);
  const span = Math.max(...known) - least;
  const x = index => (((times[index] - times[0]) * WIDTH) / Math.max(1, times.at(-1) - times[0])).toFixed(1);
  const y = value => (span === 0 ? HEIGHT / 2 : HEIGHT - 3 - ((value - least) * (HEIGHT - 6)) / span).toFixed(1);
  let line = '';
  let area = '';
  shown.forEach((value, index) => {
    if (value === null) {
      return;
    }
    const begins = index === 0 || shown[index - 1] === null;
    const ends = index === shown.length - 1 || shown[index + 1] === null;
    line += `${begins ? 'M' : 'L'}${x(index)} ${y(value)}`;
    area += `${begins ? `M${x(index)} ${HEIGHT}L` : 'L'}${x(index)} ${y(value)}${ends ? `L${x(index)} ${HEIGHT}Z` : ''}`;
  });
  return svg`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true"><path class="area" d=${area}/><path d=${line}/></svg>`;
}
