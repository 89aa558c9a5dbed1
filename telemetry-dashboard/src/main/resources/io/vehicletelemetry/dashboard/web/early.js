// Inside the page, before the modules are there: asks for the first values, and for the charts where they are to be shown.
{
  const { rest, root } = JSON.parse(document.getElementById('config').textContent);
  const [, vehicle, charts] = /^#\/vehicles\/([^/]+)(\/analytics)?$/.exec(location.hash) ?? [];
  let query = '';
  try {
    query = vehicle === undefined ? '' : `?vehicle_id=${encodeURIComponent(decodeURIComponent(vehicle))}`;
  } catch {
    // a lone % is no vehicle
  }
  window.telemetryLatest = fetch(`${rest === '/' ? '' : rest}/latest${query}`, { headers: { accept: 'application/json' } });
  window.telemetryLatest.catch(() => {});
  for (const href of charts ? ['app/analytics.js', 'lib/uplot/uPlot.js'] : []) {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href: root + href }));
  }
}
