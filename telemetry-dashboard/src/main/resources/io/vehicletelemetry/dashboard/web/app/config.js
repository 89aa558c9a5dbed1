// What the server wrote into the page: where its addresses are, and the thresholds that the application configured.

const config = JSON.parse(document.getElementById('config').textContent);

export const SOCKET = config.socket;
export const THRESHOLDS = config.thresholds;

/** Address of a REST resource; what is undefined is left out. */
export function restAddress(resource, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) {
      query.set(name, value);
    }
  }
  return `${config.rest === '/' ? '' : config.rest}/${resource}?${query}`;
}
