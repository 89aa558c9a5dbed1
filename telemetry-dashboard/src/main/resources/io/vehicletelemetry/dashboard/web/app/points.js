// Values over time, by columns, as charts want them: one array of times, one of each signal, null where there is none.
// With a bucket, each row covers that many milliseconds and keeps the extremes beside the last value, so peaks survive.

const JUMP = 4; // times the usual distance between two rows is a gap, ...
const LEAST_GAP = 5_000; // ... though not below this
const SET_BACK = 3; // older rows in a row after which the device's clock is believed to have been set back

export class Points {
  capacity;
  times = [];
  #bucket;
  #columns = new Map();
  #usual = 0; // smoothed distance between two rows, ms
  #older = 0;
  #broken = false;

  constructor({ bucket = 0, capacity = 3600 } = {}) {
    this.#bucket = bucket;
    this.capacity = capacity;
  }

  get bucket() {
    return this.#bucket;
  }

  get names() {
    return [...this.#columns.keys()];
  }

  get last() {
    return this.times.at(-1);
  }

  /** `{ last, min, max }`, arrays as long as `times`; undefined where the signal was never seen as a number. */
  column(name) {
    return this.#columns.get(name);
  }

  /** Whatever comes next is not connected with what is there. */
  gap() {
    this.#broken = this.times.length > 0;
  }

  /**
   * A row: numbers, or `{ min, max, last }` of a stretch of time. Anything else is left out. Where the entries are those of
   * one message, the signals that it lacks keep their values, as they do in what the server sends live.
   */
  add(time, entries, isMessage = false) {
    const start = this.#bucket ? Math.floor(time / this.#bucket) * this.#bucket : time;
    if (this.last !== undefined && start < this.last && ++this.#older < SET_BACK) {
      return;
    }
    if (this.last !== undefined && start < this.last) {
      this.#clear();
    }
    this.#older = 0;
    if (start !== this.last) {
      this.#separate(start);
      this.#row(start);
    }
    const row = this.times.length - 1;
    if (isMessage) {
      this.#keep(row);
    }
    for (const [name, value] of entries) {
      if (typeof value === 'number') {
        this.#set(name, row, value, value, value);
      } else if (value && typeof value.last === 'number') {
        this.#set(name, row, value.min, value.max, value.last);
      }
    }
    this.#trim();
  }

  /** Puts points that the server remembers before and between those that are there. */
  fill(history) {
    if (history.length === 0) {
      return;
    }
    const old = { times: this.times, columns: this.#columns, broken: this.#broken, last: this.last };
    const first = Date.parse(history[0].timestamp);
    const last = Date.parse(history.at(-1).timestamp);
    this.#clear();
    const replay = isWanted => old.times.forEach((time, row) => {
      if (isWanted(time)) {
        const entries = [...old.columns].map(([name, column]) => [name, column.last[row]]);
        entries.some(([, value]) => value !== null) ? this.add(time, entries) : this.gap();
      }
    });
    replay(time => time < first);
    for (const { timestamp, ...values } of history) {
      this.add(Date.parse(timestamp), Object.entries(values), true);
    }
    replay(time => time > last);
    if (old.broken && this.last === old.last) {
      this.gap();
    }
  }

  #clear() {
    this.times = [];
    this.#columns = new Map();
    this.#usual = 0;
    this.#broken = false;
  }

  #separate(time) {
    const distance = time - (this.last ?? time);
    const jump = this.#usual > 0 && distance > Math.max(LEAST_GAP, this.#bucket * 2, this.#usual * JUMP);
    if (this.#broken ? distance > this.#bucket : jump) {
      this.#row(this.last + 1); // an empty row: the line is interrupted
    } else if (distance > 0) {
      this.#usual = this.#usual ? this.#usual * 0.9 + distance * 0.1 : distance;
    }
    this.#broken = false;
  }

  #row(time) {
    this.times.push(time);
    for (const column of this.#columns.values()) {
      for (const values of this.#arrays(column)) {
        values.push(null);
      }
    }
  }

  #set(name, row, min, max, last) {
    let column = this.#columns.get(name);
    if (!column) {
      const empty = () => new Array(this.times.length).fill(null);
      const values = empty();
      column = this.#bucket ? { last: values, min: empty(), max: empty() } : { last: values, min: values, max: values };
      this.#columns.set(name, column);
    }
    column.last[row] = last;
    if (this.#bucket) {
      column.min[row] = column.min[row] === null ? min : Math.min(min, column.min[row]);
      column.max[row] = column.max[row] === null ? max : Math.max(max, column.max[row]);
    }
  }

  #arrays(column) {
    return this.#bucket ? [column.last, column.min, column.max] : [column.last];
  }

  #keep(row) {
    for (const column of this.#columns.values()) {
      const before = column.last[row - 1] ?? null;
      if (column.last[row] === null && before !== null) {
        this.#arrays(column).forEach(values => (values[row] = before));
      }
    }
  }

  /** Now and then, since moving all columns for each row would cost more than they take. */
  #trim() {
    const surplus = this.times.length - this.capacity;
    if (surplus > Math.max(16, this.capacity / 8)) {
      this.times.splice(0, surplus);
      for (const column of this.#columns.values()) {
        this.#arrays(column).forEach(values => values.splice(0, surplus));
      }
    }
  }
}
