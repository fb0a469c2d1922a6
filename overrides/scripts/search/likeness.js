// How like two terms are: the same, inflected, begun, or misspelt.
import { distanceWithin } from "./sorted.js";
import { isPaired } from "./text.js";
import { REACH } from "./words.js";

/** `known` and more is a word that is spelt right. */
export const LIKE = { same: 1, inflected: 0.85, compound: 0.8, begun: 0.75, changed: 0.7, known: 0.65, misspelt: 0.55, mangled: 0.35 };
/** Whether a likeness is that of a word with mistakes in it. */
export const isMistake = (like) => like === LIKE.misspelt || like === LIKE.mangled;
const TAIL = 3;
const SHORTEST = 3;

/** Return how many characters of a term its inflected forms are sure to share. */
export function stemLength(length) {
  return length <= 4 ? length : Math.max(4, Math.ceil(length * 0.65));
}

/** Return what a term of the index is worth to one that was asked for with a reach, found by its beginning; 0 for nothing. */
export function begins(asked, found, reach) {
  if (asked === found) return LIKE.same;
  let shared = 0;
  while (shared < asked.length && asked[shared] === found[shared]) shared++;
  const left = asked.length - shared;
  const more = found.length - shared;
  if (asked.length >= SHORTEST && shared >= stemLength(asked.length) && left <= TAIL && more <= TAIL) {
    // "ledgar" is no form of "ledger": forms differ at their end.
    const middle = left > 0 && more > 0 && asked.at(-1) === found.at(-1);
    if (middle) return reach === REACH.spelt ? 0 : misspelt(asked, found);
    // Where endings are exchanged it may be a form or a mistake.
    return ((left && more) || left === TAIL ? LIKE.changed : LIKE.inflected) - 0.04 * (left + more);
  }
  // A word of one or two letters has no forms, and is the beginning of too many; a Chinese character is the beginning of few.
  if (left > 0 || (asked.length < SHORTEST && reach !== REACH.begun && !isPaired(asked))) return 0;
  return LIKE.begun * (reach === REACH.begun ? 1 : 0.65) * Math.max(0.5, 1 - more / 20);
}

/** Return what a term is worth that was found as near to the one asked for. */
export function misspelt(asked, found) {
  const distance = distanceWithin([...asked], [...found], 2);
  if (distance > 2) return 0;
  return distance <= 1 ? LIKE.misspelt : LIKE.mangled;
}
