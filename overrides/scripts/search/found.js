// What is found for one word: entries in ascending order, and what speaks for each of them.
// It is kept in columns: each key finds hundreds of entries, and a reader would wait while as many objects are cleared away.
import { before } from "./sorted.js";

/** What is known of each entry; where several things speak for it, the most of each. */
const COLUMNS = {
  /** What it is worth that the word is found there. */
  strengths: Float64Array,
  /** How like what is found is to the word: likeness.js. */
  likes: Float64Array,
  /** Whether it stands there as it is, or what the site says means the same. */
  exact: Uint8Array,
  /** Whether it does in the entry's title or heading: as it is (AS_IS), or as what it may be a mistake for (MISTAKEN). */
  named: Uint8Array,
  /** How many letters the longest term has that is found there. */
  longest: Uint8Array,
};
const NAMES = Object.keys(COLUMNS);
export const [AS_IS, MISTAKEN] = [2, 1];
const LONGEST = 255;

export class Found {
  /** `sources` are the terms that were found, each with lists of the entries that hold it: Map(term, [[entry, …], …]). */
  constructor(ids, columns, sources) {
    Object.assign(this, { ids, sources }, columns);
  }

  get size() {
    return this.ids.length;
  }

  /** Return the place of an entry in the columns, -1 where it is not among what is found. */
  placeOf(id) {
    const place = before(this.ids, id);
    return this.ids[place] === id ? place : -1;
  }

  /** Return what it is worth that the word is found in an entry, 0 where it is not. */
  strengthOf(id) {
    return this.strengths[this.placeOf(id)] ?? 0;
  }

  /** Return whether a term is what was found in an entry. */
  isHeldBy(id, term) {
    const lists = this.sources.get(term);
    return lists !== undefined && this.placeOf(id) >= 0 && lists.some((list) => list.includes(id));
  }
}

/** Return the sources of several Found as one. */
export function united(several) {
  const all = new Map();
  for (const sources of several) for (const [term, lists] of sources) all.set(term, [...(all.get(term) ?? []), ...lists]);
  return all;
}

/** Return sources with only some of the entries that they tell of, without terms that have none of these. */
export function narrowed(sources, isKept) {
  const kept = [...sources].map(([term, lists]) => [term, lists.map((list) => list.filter(isKept))]);
  return new Map(kept.filter(([, lists]) => lists.some(({ length }) => length)));
}

/** Gathers what speaks for the entries of an index. */
export class Tally {
  /** `slots` is the number of entries there are. */
  constructor(slots) {
    this.ids = [];
    for (const name of NAMES) this[name] = new COLUMNS[name](slots);
  }

  /** Whether anything has been noted of an entry. */
  has(id) {
    return this.likes[id] > 0;
  }

  /** Note what speaks for an entry, beside what already does. */
  add(id, strength, like, exact, named, longest) {
    if (!this.has(id)) this.ids.push(id);
    if (strength > this.strengths[id]) this.strengths[id] = strength;
    if (like > this.likes[id]) this.likes[id] = like;
    if (exact) this.exact[id] = 1;
    if (named > this.named[id]) this.named[id] = named;
    if (longest > this.longest[id]) this.longest[id] = Math.min(longest, LONGEST);
  }

  /**
   * Note all that is found elsewhere, or `only` some of its entries: it is worth a share of that, and stands there as it is
   * where it `keepsExact`.
   */
  addAll(found, { worth = 1, keepsExact = true, only = () => true }) {
    found.ids.forEach((id, at) => {
      if (!only(id)) return;
      const exact = keepsExact && found.exact[at];
      this.add(id, found.strengths[at] * worth, found.likes[at], exact, found.named[at], found.longest[at]);
    });
  }

  /** Return what has been noted, and begin anew. */
  taken(sources = new Map()) {
    const ids = new Int32Array(this.ids).sort();
    this.ids = [];
    const columns = {};
    for (const name of NAMES) columns[name] = moved(this[name], ids);
    return new Found(ids, columns, sources);
  }
}

/** Return the values of some entries, and clear them where they were. */
function moved(column, ids) {
  const values = new column.constructor(ids.length);
  for (let at = 0; at < ids.length; at++) {
    values[at] = column[ids[at]];
    column[ids[at]] = 0;
  }
  return values;
}
