// What is on the screen, as a file.

import { nameOf, t } from './i18n.js';

const GAP = 16;

/** A row a time; a stretch of time has the extremes beside the last value. */
export function csv(id, names, { times, column, min, max }) {
  const shown = names.map(name => [name, column(name)]).filter(([, values]) => values);
  const parts = shown.flatMap(([name, { last, min: least, max: most }]) =>
    least === last ? [[name, last]] : [[name, last], [`${name}_min`, least], [`${name}_max`, most]]);
  const lines = [['timestamp', ...parts.map(([name]) => name)]];
  times.forEach((time, row) => {
    if (time >= min && time <= max && parts.some(([, values]) => values[row] !== null)) {
      lines.push([new Date(time).toISOString(), ...parts.map(([, values]) => values[row] ?? '')]);
    }
  });
  const text = lines.map(cells => cells.map(cell).join(',')).join('\r\n');
  save(new Blob([text, '\r\n'], { type: 'text/csv' }), `${fileName(id)}.csv`);
}

/** The charts below each other, with their names. */
export function png(id, names, charts) {
  const shown = names.filter(name => charts.has(name)).map(name => ({ name, chart: charts.get(name).chart }));
  if (shown.length === 0) {
    return;
  }
  const scale = devicePixelRatio;
  const style = getComputedStyle(document.documentElement);
  const head = 28 * scale;
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(...shown.map(({ chart }) => chart.canvas.width)) + 2 * GAP * scale;
  canvas.height = shown.reduce((sum, { chart }) => sum + chart.canvas.height + head, (48 + GAP) * scale);
  const context = canvas.getContext('2d');
  context.fillStyle = style.getPropertyValue('--card');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = style.getPropertyValue('--text');
  context.textBaseline = 'middle';
  context.font = `600 ${18 * scale}px system-ui, sans-serif`;
  context.fillText(t('vehicle', id), GAP * scale, 28 * scale);
  context.font = `600 ${13 * scale}px system-ui, sans-serif`;
  let top = 48 * scale;
  for (const { name, chart } of shown) {
    context.fillText(`${nameOf(name)} · ${chart.reading}`, GAP * scale, top + head / 2);
    context.drawImage(chart.canvas, GAP * scale, top + head);
    top += head + chart.canvas.height;
  }
  canvas.toBlob(blob => blob && save(blob, `${fileName(id)}.png`), 'image/png');
}

/** A spreadsheet must not take a device's text for a formula. */
function cell(value) {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const fileName = id => `vehicle-${id.replace(/[^\w.-]+/g, '_').slice(0, 60)}-${new Date().toISOString().slice(0, 19).replace(/:/g, '')}`;

function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
