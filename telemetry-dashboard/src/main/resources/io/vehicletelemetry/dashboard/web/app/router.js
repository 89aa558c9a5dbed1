// Addresses of the pages, behind a #, so that they work below any path and need nothing of the server.

const PAGES = [
  [/^#\/vehicles\/([^/]+)\/analytics$/, 'analytics'],
  [/^#\/vehicles\/([^/]+)$/, 'vehicle'],
];

/** `{ page, id }`; what is no address is the overview. */
export function currentRoute() {
  for (const [pattern, page] of PAGES) {
    const match = pattern.exec(location.hash);
    if (match) {
      try {
        return { page, id: decodeURIComponent(match[1]) };
      } catch {
        break; // a lone % is no vehicle
      }
    }
  }
  return { page: 'overview', id: undefined };
}

export const addressOf = (id, page) =>
  `#/vehicles/${encodeURIComponent(id)}${page === 'analytics' ? '/analytics' : ''}`;
