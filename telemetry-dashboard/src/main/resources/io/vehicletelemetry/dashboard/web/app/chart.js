// One signal over time, drawn by uPlot: the line, the band between its extremes where rows are stretches of time, and in
// which state the vehicle was.

import uPlot from 'uplot';
import { markText, quantity, timeText, valueMark, valueText } from './format.js';
import { gestures } from './gestures.js';
import { nameOf, t } from './i18n.js';
import { digitsOf } from './signals.js';

const STRIP = 3; // px
const WITH_SECONDS = 200_000; // ms across, up to which marks are less than a minute apart and so longer
const SUMMARY = 5_000; // ms between two summaries for screen readers
const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export class Chart {
  #plot;
  #element;
  #reading;
  #name;
  #stretches;
  #shown = { times: [], column: { last: [], min: [], max: [] } };
  #isEmpty = false; // then marks of values would be made up
  #summarised = 0;
  #band = { running: style('--good-dot'), offline: style('--band') };
  #resized;

  /**
   * `color` is the number of a colour, `bucketed` whether rows have extremes, `stretches()` tells the states,
   * `zoom(min, max)`, `pan(fraction)`, `zoomBy(factor, at)` and `reset()` are what the viewer asks for.
   */
  constructor(element, { name, color, bucketed, stretches, ...asked }) {
    this.#element = element;
    this.#reading = element.parentElement.querySelector('.reading');
    this.#name = name;
    this.#stretches = stretches;
    this.#plot = new uPlot(this.#options(style(`--line-${color}`), bucketed, asked), [[], []], element);
    this.#resized = new ResizeObserver(() => this.#plot.setSize(this.#size()));
    this.#resized.observe(element);
    gestures(this.#plot.over, asked);
  }

  get bucketed() {
    return this.#plot.series.length > 2;
  }

  get canvas() {
    return this.#plot.ctx.canvas;
  }

  get reading() {
    return this.#reading.textContent;
  }

  draw(times, column, min, max) {
    this.#shown = { times, column };
    this.#tellEmpty(min, max);
    const rows = this.bucketed ? [times, column.min, column.max, column.last] : [times, column.last];
    this.#plot.batch(() => {
      this.#plot.setData(rows, false);
      this.#plot.setScale('x', { min, max });
    });
    this.#read();
    this.#summarise(min, max);
  }

  close() {
    this.#resized.disconnect();
    this.#plot.destroy();
  }

  #size() {
    return { width: Math.max(120, this.#element.clientWidth), height: Math.max(80, this.#element.clientHeight) };
  }

  #options(line, bucketed, { zoom, pan, reset }) {
    const values = { scale: 'y', stroke: line, width: 1.75, spanGaps: false, points: { show: (plot, series, first, last) => last - first < 3, size: 7, fill: line } };
    const edge = { scale: 'y', stroke: 'transparent', width: 0, spanGaps: false, points: { show: false } };
    const axis = { stroke: style('--quiet'), font: '12px system-ui, sans-serif', grid: { stroke: style('--grid'), width: 1 }, ticks: { show: false } };
    return {
      ...this.#size(),
      ms: 1,
      legend: { show: false },
      padding: [10, 26, 0, 0],
      scales: { x: { time: true }, y: { range: (plot, least, most) => room(least, most, this.#name) } },
      axes: [
        { ...axis, size: 26, gap: 8, space: (plot, axis, min, max) => (max - min > WITH_SECONDS ? 52 : 80), values: (plot, marks, index, space, distance) => marks.map(time => markText(time, distance)) },
        { ...axis, size: 56, values: (plot, marks, index, space, distance) => marks.map(value => (this.#isEmpty ? '' : valueMark(value, distance))) },
      ],
      series: bucketed ? [{}, edge, edge, values] : [{}, values],
      bands: bucketed ? [{ series: [2, 1], fill: `${line}38` }] : undefined,
      cursor: {
        y: false,
        points: { size: 8, fill: line },
        drag: { x: true, y: false, setScale: false, dist: 6 },
        sync: { key: 'telemetry', setSeries: false, scales: ['x', null], filters: { pub: type => type === 'mousemove' || type === 'mouseleave' } },
        bind: {
          dblclick: () => () => reset(),
          mousedown: (plot, target, handler) => event => (event.shiftKey ? dragged(event, plot.over, pan) : handler(event)),
        },
      },
      hooks: {
        drawClear: [plot => this.#shade(plot)],
        setCursor: [() => this.#read()],
        setSelect: [plot => {
          const { left, width } = plot.select;
          if (width > 0) {
            plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
            zoom(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'));
          }
        }],
      },
    };
  }

  /** Offline is no line at zero: it is a time of which nothing is known. Running is a thin line below. */
  #shade(plot) {
    const { min, max } = plot.scales.x;
    const { top, height } = plot.bbox;
    const thin = STRIP * devicePixelRatio;
    plot.ctx.save();
    for (const { state, from, to } of this.#stretches()) {
      if (state !== 'unknown' && to > min && from < max) {
        const left = plot.valToPos(Math.max(from, min), 'x', true);
        const width = plot.valToPos(Math.min(to, max), 'x', true) - left;
        plot.ctx.fillStyle = state === 'offline' ? this.#band.offline : this.#band.running;
        plot.ctx.fillRect(left, state === 'offline' ? top : top + height, width, state === 'offline' ? height : thin);
      }
    }
    plot.ctx.restore();
  }

  /** The value below the cursor, which all charts share; without one, the last. */
  #read() {
    const { times, column } = this.#shown;
    const index = this.#plot?.cursor.idx ?? null;
    const atCursor = index !== null && (this.#plot.cursor.left ?? -1) >= 0;
    const row = atCursor ? index : lastKnown(column.last);
    const value = column.last[row] ?? null;
    const text = value === null ? '–' : quantity(this.#name, value);
    this.#reading.textContent = atCursor && times[row] !== undefined ? `${timeText(times[row], Date.now())} · ${text}` : text;
  }

  #tellEmpty(min, max) {
    const { times, column } = this.#shown;
    this.#isEmpty = !column.last.some((value, row) => value !== null && times[row] >= min && times[row] <= max);
    if (this.#isEmpty) {
      this.#element.dataset.empty = t('noData');
    } else {
      delete this.#element.dataset.empty;
    }
  }

  #summarise(min, max) {
    if (Date.now() - this.#summarised < SUMMARY) {
      return;
    }
    this.#summarised = Date.now();
    const { times, column } = this.#shown;
    let least = Infinity;
    let most = -Infinity;
    times.forEach((time, row) => {
      if (time >= min && time <= max && column.last[row] !== null) {
        least = Math.min(least, column.min[row]);
        most = Math.max(most, column.max[row]);
      }
    });
    const [last, low, high] = [column.last[lastKnown(column.last)], least, most].map(value => valueText(this.#name, Number.isFinite(value) ? value : null));
    this.#element.setAttribute('aria-label', t('chartOf', nameOf(this.#name), last, low, high));
  }
}

function lastKnown(values) {
  let row = values.length - 1;
  while (row > 0 && values[row] === null) {
    row--;
  }
  return row;
}

/** Air above and below; a constant value is a line in the middle and not noise blown up. */
function room(least, most, name) {
  if (least === null || most === null) {
    return [0, 1];
  }
  const span = Math.max(most - least, Math.abs(most) * 0.02, 5 / 10 ** (digitsOf(name) ?? 2));
  const middle = (least + most) / 2;
  const low = middle - span * 0.6;
  return [least >= 0 && low < 0 ? 0 : low, middle + span * 0.6];
}

function dragged(event, over, pan) {
  let x = event.clientX;
  const move = moved => {
    pan((x - moved.clientX) / over.clientWidth);
    x = moved.clientX;
  };
  const up = () => {
    removeEventListener('mousemove', move);
    removeEventListener('mouseup', up);
  };
  addEventListener('mousemove', move);
  addEventListener('mouseup', up);
}
