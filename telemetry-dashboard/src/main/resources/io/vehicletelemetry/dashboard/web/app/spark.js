// A line without axes: how a value went lately. A gap is a gap.

import { svg } from 'lit-html';

const WIDTH = 120;
const HEIGHT = 32;

/** `values` may have nulls; the last 60 are drawn. */
export function spark(values = []) {
  const shown = values.slice(-60);
  const known = shown.filter(value => value !== null);
  if (known.length < 2) {
    return svg`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true"></svg>`;
  }
  const least = Math.min(...known);
  const span = Math.max(...known) - least;
  const x = index => ((index * WIDTH) / (shown.length - 1)).toFixed(1);
  const y = value => (span === 0 ? HEIGHT / 2 : HEIGHT - 3 - ((value - least) * (HEIGHT - 6)) / span).toFixed(1);
  let line = '';
  shown.forEach((value, index) => {
    if (value !== null) {
      line += `${index > 0 && shown[index - 1] !== null ? 'L' : 'M'}${x(index)} ${y(value)}`;
    }
  });
  return svg`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true"><path d=${line}/></svg>`;
}
