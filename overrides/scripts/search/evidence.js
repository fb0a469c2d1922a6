// What speaks for each entry of the index, word by word: found by MiniSearch, weighed by field and by likeness.
import { isNumeric, isPaired } from "./text.js";
import { LIKE, begins, misspelt, stemLength } from "./likeness.js";
import { isMendable } from "./words.js";

/** What a term in each field of search_index.py is worth. */
export const FIELDS = globalThis.F ?? { title: 1, keywords: 0.9, headings: 0.6, lead: 0.5, text: 0.35, article: 0.25 };
const KEPT = 400;

/** Looks words up in one index, and keeps what it found: with each key the reader presses only one word is new. */
export class Evidence {
  constructor(index) {
    this.index = index;
    this.kept = new Map();
  }

  /** Return what is found for a word of words.js: a map of entry id to `{strength, terms, exact}`. */
  of(word) {
    const found = new Map();
    for (const { terms, worth } of word.forms) {
      const each = terms.map((term) => this.#term(term, word.last && terms.length === 1));
      const form = each.length === 1 ? each[0] : both(each);
      for (const [id, { strength, terms: held, exact }] of form) {
        const here = found.get(id);
        if (!here) found.set(id, { strength: strength * worth, terms: new Set(held), exact });
        else {
          here.strength = Math.max(here.strength, strength * worth);
          here.exact ||= exact;
          for (const term of held) here.terms.add(term);
        }
      }
    }
    return found;
  }

  #term(term, last) {
    const key = `${last ? ">" : "="}${term}`;
    let found = this.kept.get(key);
    if (!found) {
      found = this.#lookUp(term, last);
      this.kept.set(key, found);
      if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
    }
    return found;
  }

  #lookUp(term, last) {
    const whole = isNumeric(term) || (isPaired(term) && [...term].length > 1);
    if (whole) return this.#collect(term, {}, (found) => (found === term ? LIKE.same : 0));
    const alone = [...term].length > 1 || last;
    if (!alone) return this.#collect(term, {}, () => LIKE.same);
    const stem = term.slice(0, stemLength(term.length));
    const found = this.#collect(stem, { prefix: true }, (other) => begins(term, other, last));
    if (!isMendable(term) || [...found.values()].some(({ like }) => like >= LIKE.inflected - 0.25)) return found;
    for (const [id, entry] of this.#mistakes(term)) if (!found.has(id) || found.get(id).strength < entry.strength) found.set(id, entry);
    return found;
  }

  #mistakes(term) {
    const most = term.length >= 8 ? 2 : 1;
    const found = this.#collect(term, { fuzzy: most }, (other) => misspelt(term, other));
    for (const swap of swaps(term)) {
      for (const [id, entry] of this.#collect(swap, {}, () => LIKE.misspelt)) if (!found.has(id)) found.set(id, entry);
    }
    return found;
  }

  #collect(term, options, likeness) {
    const entries = new Map();
    const likes = new Map();
    for (const { id, match } of this.index.search(term, options)) {
      let best = 0;
      let like = 0;
      const terms = [];
      for (const [other, fields] of Object.entries(match)) {
        if (!likes.has(other)) likes.set(other, likeness(other));
        const alike = likes.get(other);
        if (!alike) continue;
        terms.push(other);
        like = Math.max(like, alike);
        for (const field of fields) best = Math.max(best, alike * FIELDS[field]);
      }
      if (best) entries.set(id, { strength: best, like, terms, exact: like === LIKE.same });
    }
    return entries;
  }
}

/** Return what holds all of several terms, weighed by the weakest. */
function both([first, ...others]) {
  const found = new Map();
  for (const [id, entry] of first) {
    const all = [entry, ...others.map((other) => other.get(id))];
    if (all.every(Boolean)) {
      found.set(id, {
        strength: Math.min(...all.map(({ strength }) => strength)),
        terms: all.flatMap(({ terms }) => terms),
        exact: all.every(({ exact }) => exact),
      });
    }
  }
  return found;
}

function swaps(term) {
  const found = [];
  for (let at = 0; at + 1 < term.length; at++) {
    if (term[at] !== term[at + 1]) found.push(term.slice(0, at) + term[at + 1] + term[at] + term.slice(at + 2));
  }
  return found;
}
