// What a reader's browser remembers for this site; where storage is off, for this page only.
const page = new Map();

/** The remembered text, or null. */
export function remembered(key) {
  try {
    return localStorage.getItem(`helpcentre.${key}`);
  } catch {
    return page.get(key) ?? null;
  }
}

export function remember(key, value) {
  page.set(key, value);
  try {
    localStorage.setItem(`helpcentre.${key}`, value);
  } catch {
    // Storage is off or full.
  }
}

export function forget(key) {
  page.delete(key);
  try {
    localStorage.removeItem(`helpcentre.${key}`);
  } catch {
    // Storage is off.
  }
}
