// Starts the page: one connection for all views, one picture an animation frame.

import { render } from 'lit-html';
import { Fleet } from './fleet.js';
import { language } from './i18n.js';
import { analytics } from './analytics-loader.js';
import { Overview } from './overview.js';
import { onPaint, paint } from './paint.js';
import { currentRoute } from './router.js';
import { shell } from './shell.js';
import { VehiclePage } from './vehicle.js';

document.documentElement.lang = language;

const fleet = new Fleet();
const root = document.getElementById('app');
let route;
let view;

function go() {
  const before = route;
  route = currentRoute();
  if (before && before.page === route.page && before.id === route.id) {
    return;
  }
  view?.close?.();
  fleet.watch(route.id);
  view = route.page === 'analytics' ? analytics(fleet, route.id)
    : route.page === 'vehicle' ? new VehiclePage(fleet, route.id)
    : new Overview(fleet);
  if (before) {
    scrollTo(0, 0);
    paint(() => document.querySelector('main h1')?.focus());
  }
  paint();
}

onPaint(() => {
  if (route.page === 'overview' && fleet.only) {
    location.replace(`#/vehicles/${encodeURIComponent(fleet.only)}`); // one vehicle needs no overview
    return;
  }
  if (root.firstElementChild?.localName === 'header' && !root.dataset.live) {
    root.dataset.live = '1';
    root.replaceChildren(); // what was there for the first paint
  }
  render(shell(fleet, route, view), root);
  document.title = view.title ? `${view.title} · Vehicle Telemetry` : 'Vehicle Telemetry';
  view.painted?.();
});

addEventListener('hashchange', go);
setInterval(() => document.visibilityState === 'visible' && paint(), 1000); // ages and countdowns
go();
fleet.connect();

// Usually sooner than the socket's first message, and there also where the socket cannot be had.
window.telemetryLatest
  ?.then(response => (response.ok ? response.json() : null))
  .then(update => update && fleet.seed(update))
  .catch(() => {});
