// What a reader's browser remembers for this site; where storage is off or full, for this page only.
const page = new Map();

/** The remembered text, or null. */
export function remembered(key) {
  if (page.has(key)) return page.get(key);
  try {
    return localStorage.getItem(`helpcentre.${key}`);
  } catch {
    return null;
  }
}

export function remember(key, value) {
  page.delete(key);
  try {
    localStorage.setItem(`helpcentre.${key}`, value);
  } catch {
    page.set(key, value);
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
