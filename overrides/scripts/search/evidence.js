// What speaks for each entry of the index, word by word: weighed by field and by likeness.
import { FIELDS } from "./index.js";
import { LIKE, begins, isMistake, misspelt, stemLength } from "./likeness.js";
import { isMixed, isNumeric, isPaired } from "./text.js";
import { REACH, WORTH, isMendable, leave } from "./words.js";

/** What a term in each field of index.js is worth. */
export const WEIGHTS = { title: 1, keywords: 0.5, headings: 0.4, lead: 0.2, text: 0.15, article: 0.15 };
const WORTHS = FIELDS.map((name) => WEIGHTS[name]);
const NAMED = FIELDS.map((name) => name === "title" || name === "headings");
export const [AS_IS, MISTAKEN] = [2, 1];
const KEPT = 1000;
/** How short a part of a compound may be, and what holds German ones together. */
const PART = 4;
const LINK = /(?:e?s|e?n)$/;

/** Looks words up in one index, and keeps what it found: with each key the reader presses only one word is new. */
export class Evidence {
  constructor(index) {
    this.index = index;
    this.kept = new Map();
  }

  /**
   * Return what is found for a word of words.js: a map of entry to `{strength, like, exact, terms, named}`. `strength`
   * is what the best of the word's forms is worth there, `like` how like it is, `exact` whether it stands there as it
   * is, or what the site says means the same, `named` whether it does in the entry's title or heading: as
   * it is (AS_IS), or as what it may be a mistake for (MISTAKEN).
   */
  of(word) {
    const key = word.forms.map(({ terms, reach = word.reach }) => `${reach} ${terms.join(" ")}`).join("|");
    return this.#kept(key, () => this.#word(word));
  }

  /**
   * Return what is found for each of the words. Of an index that is one file, pairs of characters that only texts hold
   * are looked for last, in the order in which it travels: once enough words lead to one entry, the others are left,
   * which cannot make it another one.
   */
  gathered(words) {
    const { index } = this;
    const enough = index.manifest.limits.enough ?? Infinity;
    const turns = words.map((word) => (isAlone(word) ? index.turnOf(word.forms[0].terms[0]) : -1));
    const found = [];
    let [count, holding] = [0, null];
    for (const at of [...words.keys()].sort((one, other) => turns[one] - turns[other])) {
      if (turns[at] >= 0 && count >= enough && holding.size === 1) leave(words[at]);
      found[at] = this.of(words[at]);
      if (turns[at] >= 0 && index.lacking.size) break;
      if (!found[at].size || words[at].reach === REACH.named) continue;
      count += 1;
      holding = new Set([...found[at].keys()].filter((id) => holding?.has(id) ?? true));
    }
    return found;
  }

  #word(word) {
    if (word.forms.length === 1 && word.forms[0].worth === 1) return this.#form(word.forms[0].terms, word.reach);
    const found = new Map();
    for (const { terms, worth, reach = word.reach } of word.forms) {
      for (const [id, here] of this.#form(terms, reach)) {
        const known = found.get(id);
        const strength = here.strength * worth;
        const exact = here.exact && worth >= WORTH.synonym;
        if (!known) {
          found.set(id, { ...here, strength, exact });
        } else {
          known.exact ||= exact;
          known.terms = [...known.terms, ...here.terms];
          known.strength = Math.max(known.strength, strength);
          known.like = Math.max(known.like, here.like);
          known.named = Math.max(known.named, here.named);
        }
      }
    }
    return found;
  }

  #form(terms, reach) {
    if (terms.length === 1) return this.#term(terms[0], reach);
    return all(terms.map((term) => this.#term(term, reach === REACH.begun ? REACH.alike : reach)));
  }

  #term(term, reach) {
    return this.#kept(`${reach}${term}`, () => this.#lookUp(term, reach));
  }

  #kept(key, work) {
    const kept = this.kept.get(key);
    if (kept) return kept;
    const found = work();
    // What was found while parts are lacking is not all there is.
    if (!this.index.lacking.size) {
      this.kept.set(key, found);
      if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
    }
    return found;
  }

  #lookUp(term, reach) {
    if (reach === REACH.named) return this.#collect(standing(term, this.index.named(term)), () => LIKE.same);
    const last = reach === REACH.begun;
    const letters = [...term].length;
    if (reach === REACH.same || isNumeric(term) || (isPaired(term) && letters > 1) || (letters === 1 && !last && !isPaired(term))) {
      return this.#collect(this.#exactly(term), () => LIKE.same);
    }
    const stem = term.slice(0, stemLength(term.length));
    // The term itself is looked for though nothing may begin so: it may be common.
    const found = this.#collect([...this.#exactly(term), ...this.#exactly(stem), ...this.index.beginning(stem)], (other) => begins(term, other, reach));
    const right = [...found.values()].some(({ like }) => like >= LIKE.known);
    if (right || reach === REACH.spelt || !isMendable(term) || this.index.lacking.size) return found;
    const near = this.index.near(term, term.length >= 8 ? 2 : 1);
    const mistaken = this.#collect([...this.#exactly(term), ...near], (other) => misspelt(term, other));
    for (const [id, entry] of mistaken) if (!(found.get(id)?.strength > entry.strength)) found.set(id, entry);
    return found.size || isMixed(term) || this.index.lacking.size ? found : this.#compound(term);
  }

  /** Return what holds the parts of a compound that nothing holds as a whole: `kartenzahlung` -> `karten`, `zahlung`. */
  #compound(term) {
    const found = new Map();
    for (const part of this.#parts(term)) {
      for (const [id, { strength, terms }] of this.#term(part, REACH.alike)) {
        const entry = found.get(id) ?? { strength: 0, like: LIKE.compound, exact: false, terms: [], named: 0 };
        entry.strength += (strength * LIKE.compound) / 2;
        entry.terms = [...entry.terms, ...terms];
        found.set(id, entry);
      }
    }
    return found;
  }

  /** Return the two words that a term is made of, or the longest that it begins or ends with. */
  #parts(term) {
    // In a large index each guess could be another part to load.
    if (!this.index.manifest.whole) return [];
    const cuts = Array.from({ length: Math.max(0, term.length - 2 * PART + 1) }, (_, at) => term.length - PART - at);
    const both = cuts.find((at) => this.#stands(term.slice(0, at)) && this.#stands(term.slice(at)));
    if (both) return [term.slice(0, both), term.slice(both)];
    const [head] = cuts.map((at) => term.slice(0, at)).filter((part) => part.length > PART && this.#stands(part));
    const [tail] = cuts.map((at) => term.slice(at)).reverse().filter((part) => part.length > PART && this.#stands(part));
    const longest = (tail?.length ?? 0) > (head?.length ?? 0) ? tail : head;
    return longest ? [longest] : [];
  }

  #stands(part) {
    return [part, part.replace(LINK, "")].some((word) => word.length >= PART && this.index.has(word));
  }

  #exactly(term) {
    return standing(term, this.index.get(term));
  }

  /** Return the evidence of terms with their entries by field; of a term that comes twice the first counts. */
  #collect(terms, likeness) {
    const found = new Map();
    for (const [term, fields] of new Map([...terms].reverse())) {
      const like = likeness(term);
      if (!like) continue;
      fields.forEach((slots, field) => {
        const strength = like * WORTHS[field];
        const named = NAMED[field] ? (like === LIKE.same ? AS_IS : isMistake(like) ? MISTAKEN : 0) : 0;
        for (const slot of slots) {
          let entry = found.get(slot);
          if (!entry) found.set(slot, (entry = { strength: 0, like: 0, exact: false, terms: [], named: 0 }));
          if (entry.terms.at(-1) !== term) entry.terms.push(term);
          if (strength > entry.strength) entry.strength = strength;
          if (like > entry.like) entry.like = like;
          entry.exact ||= like === LIKE.same;
          if (named > entry.named) entry.named = named;
        }
      });
    }
    return found;
  }
}

/** Whether a word asks for one term as it is, anywhere. */
const isAlone = ({ forms, reach }) => forms.length === 1 && forms[0].terms.length === 1 && reach !== REACH.named;

/** Return [[term, entries]], nothing where there are no entries. */
const standing = (term, entries) => (entries ? [[term, entries]] : []);

/** Return what holds all of several terms, weighed by the weakest. */
function all([first, ...others]) {
  const found = new Map();
  for (const [id, entry] of first) {
    const each = [entry, ...others.map((other) => other.get(id))];
    if (!each.every(Boolean)) continue;
    found.set(id, {
      strength: Math.min(...each.map(({ strength }) => strength)),
      like: Math.min(...each.map(({ like }) => like)),
      exact: each.every(({ exact }) => exact),
      terms: each.flatMap(({ terms }) => terms),
      named: Math.min(...each.map(({ named }) => named)),
    });
  }
  return found;
}
