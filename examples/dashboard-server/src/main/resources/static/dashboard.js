// The live vehicles of one server. The WebSocket's snapshot on connect is the truth; what it does not confirm goes away.

const LONGEST_WAIT = 5000; // ms between two attempts to connect
const SHORTEST_WAIT = 300;
const HANDSHAKE = 10000; // ms after which an attempt counts as failed
const SNAPSHOT = 10000; // ms after the first frame in which every vehicle that the server knows has been sent
const QUIET = 2000; // ms between two announcements to screen readers
const MAIN_SIGNALS = 6; // shown without opening the rest of the card

// What a signal is called here, its unit, and the digits that are worth showing. Any other name is shown as it is.
const SIGNALS = new Map(Object.entries({
  vehicle_speed: ['Speed', 'km/h', 1],
  rpm: ['Engine speed', 'rpm', 0],
  coolant_temperature: ['Coolant', '°C', 1],
  engine_load: ['Engine load', '%', 1],
  fuel_level: ['Fuel', '%', 1],
  control_module_voltage: ['Voltage', 'V', 2],
  state_of_charge: ['Charge', '%', 1],
  battery_voltage: ['Battery voltage', 'V', 1],
  battery_current: ['Battery current', 'A', 1],
  battery_temperature: ['Battery temperature', '°C', 1],
  fuel_rail_pressure: ['Fuel rail pressure', 'kPa', 1],
  absolute_barometric_pressure: ['Barometric pressure', 'kPa', 1],
  absolute_load: ['Absolute load', '%', 1],
  abs_throttle_position_d: ['Accelerator pedal D', '%', 1],
  abs_throttle_position_e: ['Accelerator pedal E', '%', 1],
  altitude: ['Altitude', 'm', 0],
  ambient_air_temperature: ['Ambient air', '°C', 1],
  auxiliary_battery_voltage: ['12 V battery', 'V', 2],
  charge_air_cooler_temp: ['Charge air cooler', '°C', 1],
  commanded_throttle_actuator: ['Throttle actuator', '%', 1],
  distance_mil_on: ['Distance with warning lamp', 'km', 0],
  distance_since_code_clear: ['Distance since codes cleared', 'km', 0],
  egt_bank1: ['Exhaust gas, bank 1', '°C', 1],
  engine_coolant_temp1: ['Coolant, sensor 1', '°C', 1],
  engine_coolant_temp2: ['Coolant, sensor 2', '°C', 1],
  engine_oil_temperature: ['Engine oil', '°C', 1],
  fuel_pressure: ['Fuel pressure', 'kPa', 1],
  fuel_rate: ['Fuel rate', 'L/h', 2],
  heading: ['Heading', '°', 0],
  ignition: ['Ignition', '', 0],
  intake_air_temp: ['Intake air', '°C', 1],
  intake_pressure: ['Intake pressure', 'kPa', 1],
  latitude: ['Latitude', '°', 5],
  longitude: ['Longitude', '°', 5],
  long_fuel_trim_1: ['Long fuel trim, bank 1', '%', 1],
  short_fuel_trim_1: ['Short fuel trim, bank 1', '%', 1],
  maf_airflow: ['Mass air flow', 'g/s', 2],
  max_faer: ['Maximum air-fuel ratio', 'ratio', 2],
  max_intake_pressure: ['Maximum intake pressure', 'kPa', 1],
  max_oxy_sensor_current: ['Maximum oxygen sensor current', 'mA', 1],
  max_oxy_sensor_voltage: ['Maximum oxygen sensor voltage', 'V', 2],
  odometer: ['Odometer', 'km', 1],
  oxygen_sensor1_faer: ['Oxygen sensor 1, air-fuel ratio', 'ratio', 2],
  oxygen_sensor1_voltage: ['Oxygen sensor 1', 'V', 2],
  oxygen_sensor2_faer: ['Oxygen sensor 2, air-fuel ratio', 'ratio', 2],
  relative_throttle_position: ['Relative throttle', '%', 1],
  throttle_position: ['Throttle', '%', 1],
  time_since_engine_start: ['Time since engine start', 's', 0],
  timing_advance: ['Timing advance', '°', 1],
  tyre_pressure_front_left: ['Tyre, front left', 'kPa', 1],
  tyre_pressure_front_right: ['Tyre, front right', 'kPa', 1],
  tyre_pressure_rear_left: ['Tyre, rear left', 'kPa', 1],
  tyre_pressure_rear_right: ['Tyre, rear right', 'kPa', 1],
  warmups_since_code_clear: ['Warm-ups since codes cleared', '', 0],
}));
const STATES = new Map([['running', 'Running'], ['offline', 'Offline']]);

const byNumberAndName = new Intl.Collator(undefined, { numeric: true }).compare;
const element = id => document.getElementById(id);

// ---- vehicles -------------------------------------------------------------------------------------------------------

const vehicles = new Map(); // by id as text: { id, frame, card, round }
let order = []; // ids, sorted as shown
let round = 0; // counts connections; a vehicle belongs to the one that last spoke of it
const changed = new Set(); // vehicles to paint in the next animation frame
let painting = false;

/** Takes one text frame of the server; anything that it does not know is none of its business. */
function received(text) {
  let frame;
  try {
    frame = JSON.parse(text);
  } catch {
    return false;
  }
  if (frame?.type !== 'telemetry_update' || Object.prototype.toString.call(frame.data) !== '[object Object]') {
    return false;
  }
  const id = frame.data.vehicle_id;
  if (typeof id === 'number' || typeof id === 'string') {
    const vehicle = vehicles.get(String(id)) ?? appeared(String(id));
    vehicle.frame = frame;
    vehicle.round = round;
    changed.add(vehicle);
  } else if (Object.keys(frame.data).length === 0) {
    forgetOthers(); // the server knows no vehicle
  } else {
    return false;
  }
  paintSoon();
  return true;
}

function appeared(id) {
  const vehicle = { id, frame: null, card: null, round };
  vehicles.set(id, vehicle);
  return vehicle;
}

/** Drops the vehicles that the server does not know any more: it was restarted, or is another one. */
function forgetOthers() {
  for (const vehicle of vehicles.values()) {
    if (vehicle.round !== round) {
      vehicles.delete(vehicle.id);
      changed.delete(vehicle);
      vehicle.card?.remove();
    }
  }
  order = order.filter(id => vehicles.has(id));
  paintSoon();
}

function paintSoon() {
  if (!painting) {
    painting = true;
    requestAnimationFrame(paint);
  }
}

function paint() {
  painting = false;
  for (const vehicle of changed) {
    vehicle.card ??= new Card(vehicle.id);
    vehicle.card.show(vehicle.frame);
  }
  changed.clear();
  const running = [...vehicles.values()].filter(vehicle => vehicle.frame.state === 'running').length;
  setText(element('summary'), vehicles.size === 0 ? '' : `${running} of ${vehicles.size} running`);
  element('empty').hidden = vehicles.size > 0 || !confirmed;
}

// ---- one card -------------------------------------------------------------------------------------------------------

class Card {
  #root = element('card').content.firstElementChild.cloneNode(true);
  #id;
  #state;
  #names;
  #values = new Map();

  constructor(id) {
    this.#id = id;
    this.#find('h2').textContent = `Vehicle ${id}`;
    this.#find('details').addEventListener('toggle', () => this.#find('details').open && this.show(this.frame));
    this.#insert();
  }

  show(frame) {
    this.frame = frame;
    this.#showState(frame);
    this.#showTimes(frame);
    const { vehicle_id: ignored, ...data } = frame.data;
    const names = Object.keys(data);
    if (this.#names?.length !== names.length || names.some((name, i) => name !== this.#names[i])) {
      this.#names = names;
      this.#arrange(names);
    }
    const open = this.#find('details').open;
    for (const [name, value] of Object.entries(data)) {
      const { cell, main } = this.#values.get(name);
      if (main || open) {
        setText(cell, formatted(name, value));
      }
    }
  }

  remove() {
    this.#root.remove();
  }

  #find(selector) {
    return this.#root.querySelector(selector);
  }

  #insert() {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (byNumberAndName(order[middle], this.#id) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    element('vehicles').insertBefore(this.#root, element('vehicles').children[low] ?? null);
    order.splice(low, 0, this.#id);
  }

  #showState({ state }) {
    if (this.#state === state) {
      return;
    }
    const name = STATES.get(state) ?? String(state);
    if (this.#state !== undefined) {
      announce(`Vehicle ${this.#id}: ${name}`);
    }
    this.#state = state;
    this.#root.dataset.state = STATES.has(state) ? state : 'unknown';
    setText(this.#find('.badge'), name);
  }

  #showTimes({ state, state_since: since, timestamp }) {
    showTime(this.#find('.since'), state === 'running' ? 'since' : 'offline since', since);
    showTime(this.#find('.updated'), state === 'running' ? 'updated' : 'last values of', timestamp);
  }

  /** Makes a row for each signal: the usual ones in sight, the rest behind a click. */
  #arrange(names) {
    const present = new Set(names);
    const sorted = [...SIGNALS.keys()].filter(name => present.has(name));
    sorted.push(...names.filter(name => !SIGNALS.has(name)));
    this.#values.clear();
    const rows = { main: [], more: [] };
    sorted.forEach((name, i) => {
      const { row, cell } = newRow(name);
      const main = i < MAIN_SIGNALS;
      this.#values.set(name, { cell, main });
      rows[main ? 'main' : 'more'].push(row);
    });
    this.#find('.main').replaceChildren(...rows.main);
    this.#find('.more').replaceChildren(...rows.more);
    this.#find('details').hidden = rows.more.length === 0;
    this.#find('summary').textContent = rows.more.length === 1 ? '1 more value' : `${rows.more.length} more values`;
  }
}

function newRow(name) {
  const [label, unit] = SIGNALS.get(name) ?? [name, ''];
  const row = document.createElement('div');
  const term = document.createElement('dt');
  const definition = document.createElement('dd');
  const cell = document.createElement('span');
  term.textContent = label;
  term.title = name;
  definition.append(cell);
  if (unit) {
    const suffix = document.createElement('span');
    suffix.className = 'unit';
    suffix.textContent = ` ${unit}`;
    definition.append(suffix);
  }
  row.append(term, definition);
  return { row, cell };
}

const formats = new Map();

function formatted(name, value) {
  switch (typeof value) {
    case 'number': {
      const digits = SIGNALS.get(name)?.[2] ?? 3;
      if (!formats.has(digits)) {
        formats.set(digits, new Intl.NumberFormat(undefined, { maximumFractionDigits: digits, useGrouping: false }));
      }
      return formats.get(digits).format(value);
    }
    case 'boolean':
      return value ? 'yes' : 'no';
    case 'string':
      return value;
    default:
      return value === null ? '–' : JSON.stringify(value);
  }
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const calendar = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

function showTime(target, label, text) {
  const time = new Date(text ?? NaN);
  if (Number.isNaN(time.getTime())) {
    setText(target, '');
    return;
  }
  const today = time.toDateString() === new Date().toDateString();
  setText(target, `${label} ${(today ? clock : calendar).format(time)}`);
}

function setText(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

// ---- what a screen reader says --------------------------------------------------------------------------------------

let announcements = [];

function announce(text) {
  announcements.push(text);
  if (announcements.length === 1) {
    setTimeout(() => {
      const many = announcements.length > 3;
      element('changes').textContent = many ? `${announcements.length} state changes` : announcements.join('. ');
      announcements = [];
    }, QUIET);
  }
}

// ---- connection -----------------------------------------------------------------------------------------------------
//
//   connecting ──first frame──► live ──close──► lost ──first frame of a later attempt──► live
//       └────────close, or no answer────────────►┘

let attempts = 0; // since the last frame
let confirmed = false; // whether this connection has brought a frame

function connect() {
  let socket;
  try {
    const address = new URL('ws/telemetry', document.baseURI);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    socket = new WebSocket(address);
  } catch {
    retryLater();
    return;
  }
  round++;
  confirmed = false;
  let over = false;
  const end = () => {
    clearTimeout(handshake);
    if (!over) {
      over = true;
      socket.close();
      retryLater();
    }
  };
  const handshake = setTimeout(end, HANDSHAKE);
  socket.onopen = () => clearTimeout(handshake);
  socket.onclose = end;
  socket.onerror = end;
  socket.onmessage = event => {
    if (over || !received(event.data) || confirmed) {
      return;
    }
    confirmed = true;
    attempts = 0;
    showConnection('live', 'Live');
    setTimeout(() => over || forgetOthers(), SNAPSHOT);
  };
}

function retryLater() {
  const longest = Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** attempts);
  attempts++;
  showConnection('lost', 'Connection lost. Trying again; what is shown may be out of date.');
  setTimeout(connect, longest * (0.5 + Math.random() / 2));
}

function showConnection(state, text) {
  document.body.dataset.connection = state;
  setText(element('connection'), text);
}

connect();
