// What this browser remembers for its viewer. Where it may not, choices last as long as the page.

const memory = new Map();

export function remembered(key, otherwise) {
  try {
    const text = localStorage.getItem(`telemetry.${key}`);
    const value = text === null ? memory.get(key) : JSON.parse(text);
    return Array.isArray(value) && value.every(name => typeof name === 'string') ? value : otherwise;
  } catch {
    return memory.get(key) ?? otherwise;
  }
}

/** Remembers a list of texts; null forgets it. */
export function remember(key, value) {
  memory.set(key, value ?? undefined);
  try {
    if (value === null) {
      localStorage.removeItem(`telemetry.${key}`);
    } else {
      localStorage.setItem(`telemetry.${key}`, JSON.stringify(value));
    }
  } catch {
    // private mode, or full
  }
}
