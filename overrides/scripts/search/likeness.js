// How like two terms are: the same, inflected, begun, or misspelt.

export const LIKE = { same: 1, inflected: 0.85, begun: 0.5, misspelt: 0.7, mangled: 0.4 };
const TAIL = 3;

/** Return how many characters of a term its inflected forms are sure to share. */
export function stemLength(length) {
  return length <= 4 ? length : Math.max(4, Math.ceil(length * 0.65));
}

/** Return what a term of the index is worth to a term that was asked for, found by its beginning; 0 for nothing. */
export function begins(asked, found, last) {
  if (asked === found) return LIKE.same;
  let shared = 0;
  while (shared < asked.length && asked[shared] === found[shared]) shared++;
  const left = asked.length - shared;
  const more = found.length - shared;
  if (asked.length >= 3 && shared >= stemLength(asked.length) && left <= TAIL && more <= TAIL) {
    return LIKE.inflected - 0.04 * (left + more);
  }
  if (left > 0) return 0;
  return (last ? 1.2 : 1) * LIKE.begun * Math.max(0.4, 1 - more / 20);
}

/** Return what a term is worth that was found by `mistakes` changes of its letters. */
export function misspelt(asked, found) {
  const distance = changes(asked, found);
  if (distance > 2) return 0;
  return distance <= 1 ? LIKE.misspelt : LIKE.mangled;
}

/** Return how many changes make one text of the other: letters put in, left out, replaced, or two swapped (OSA). */
export function changes(one, other) {
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[other.length];
}
