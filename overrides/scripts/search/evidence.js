// What speaks for each entry of the index, word by word: weighed by field and by likeness.
import { AS_IS, MISTAKEN, Tally, narrowed, united } from "./found.js";
import { FIELDS } from "./index.js";
import { LIKE, begins, isMistake, misspelt, stemLength } from "./likeness.js";
import { isMixed, isNumeric, isPaired } from "./text.js";
import { REACH, WORTH, isMendable, leave } from "./words.js";

/** What a term in each field of index.js is worth. */
export const WEIGHTS = { title: 1, keywords: 0.5, headings: 0.4, lead: 0.2, text: 0.15, article: 0.15 };
const WORTHS = FIELDS.map((name) => WEIGHTS[name]);
const NAMED = FIELDS.map((name) => name === "title" || name === "headings");
const KEPT = 1000;
/** How short a part of a compound may be, and what holds German ones together. */
const PART = 4;
const LINK = /(?:e?s|e?n)$/;

/** Looks words up in one index, and keeps what it found: with each key the reader presses only one word is new. */
export class Evidence {
  constructor(index) {
    this.index = index;
    this.kept = new Map();
    this.tally = new Tally(index.slots);
  }

  /** Return what is found for a word of words.js, a Found: each of its forms is one way to find it. */
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
    this.tally.taken(); // what a query has left that failed
    for (const at of [...words.keys()].sort((one, other) => turns[one] - turns[other])) {
      if (turns[at] >= 0 && count >= enough && holding.length === 1) leave(words[at]);
      found[at] = this.of(words[at]);
      if (turns[at] >= 0 && index.lacking.size) break;
      if (enough === Infinity || !found[at].size || words[at].reach === REACH.named) continue;
      count += 1;
      holding = holding?.filter((id) => found[at].placeOf(id) >= 0) ?? found[at].ids;
    }
    return found;
  }

  #word(word) {
    const { forms, reach: own } = word;
    if (forms.length === 1 && forms[0].worth === 1) return this.#form(forms[0].terms, own);
    const ways = forms.map(({ terms, reach = own }) => this.#form(terms, reach));
    ways.forEach((found, at) => this.tally.addAll(found, { worth: forms[at].worth, keepsExact: forms[at].worth >= WORTH.synonym }));
    return this.tally.taken(united(ways.map(({ sources }) => sources)));
  }

  #form(terms, reach) {
    if (terms.length === 1) return this.#term(terms[0], reach);
    return this.#all(terms.map((term) => this.#term(term, reach === REACH.begun ? REACH.alike : reach)));
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
    if (reach === REACH.named) return this.#collect([standing(term, this.index.named(term))], () => LIKE.same);
    const last = reach === REACH.begun;
    const letters = [...term].length;
    if (reach === REACH.same || isNumeric(term) || (isPaired(term) && letters > 1) || (letters === 1 && !last && !isPaired(term))) {
      return this.#collect([this.#exactly(term)], () => LIKE.same);
    }
    const stem = term.slice(0, stemLength(term.length));
    // The term itself is looked for though nothing may begin so: it may be common.
    const found = this.#collect([this.#exactly(term), this.#exactly(stem), this.index.beginning(stem)], (other) => begins(term, other, reach));
    const right = found.likes.some((like) => like >= LIKE.known);
    if (right || reach === REACH.spelt || !isMendable(term) || this.index.lacking.size) return found;
    const near = this.index.near(term, term.length >= 8 ? 2 : 1);
    const mistaken = this.#collect([this.#exactly(term), near], (other) => misspelt(term, other));
    const either = mistaken.size ? this.#stronger(found, mistaken) : found;
    return either.size || isMixed(term) || this.index.lacking.size ? either : this.#compound(term);
  }

  /** Return what is found in one of two ways, each entry as it counts for more. */
  #stronger(one, other) {
    const isOnes = (id) => one.strengthOf(id) > other.strengthOf(id);
    const ways = [[one, isOnes], [other, (id) => !isOnes(id)]].map(([found, isIts]) => {
      this.tally.addAll(found, { only: isIts });
      return narrowed(found.sources, isIts);
    });
    return this.tally.taken(united(ways));
  }

  /** Return what holds the parts of a compound that nothing holds as a whole: `kartenzahlung` -> `karten`, `zahlung`. */
  #compound(term) {
    const parts = this.#parts(term).map((part) => this.#term(part, REACH.alike));
    const strength = (id) => parts.reduce((sum, part) => sum + (part.strengthOf(id) * LIKE.compound) / 2, 0);
    for (const { ids, longest } of parts) {
      ids.forEach((id, at) => this.tally.add(id, strength(id), LIKE.compound, false, 0, longest[at]));
    }
    return this.tally.taken(united(parts.map(({ sources }) => sources)));
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

  /** Return what is found by terms with their entries by field, lists of them; of a term that comes twice the first counts. */
  #collect(lists, likeness) {
    const sources = new Map();
    for (const terms of lists) {
      for (const [term, fields] of terms) {
        const like = likeness(term);
        if (!like || sources.has(term)) continue;
        sources.set(term, fields);
        this.#weigh(term, fields, like);
      }
    }
    return this.tally.taken(sources);
  }

  #weigh(term, fields, like) {
    const isSame = like === LIKE.same;
    const named = isSame ? AS_IS : isMistake(like) ? MISTAKEN : 0;
    for (let field = 0; field < fields.length; field++) {
      const strength = like * WORTHS[field];
      for (const slot of fields[field]) this.tally.add(slot, strength, like, isSame, NAMED[field] ? named : 0, term.length);
    }
  }

  /** Return what holds all of several terms, as the weakest of them does. */
  #all(parts) {
    for (const id of parts[0].ids) {
      const places = parts.map((part) => part.placeOf(id));
      if (places.includes(-1)) continue;
      const least = (column) => Math.min(...parts.map((part, at) => part[column][places[at]]));
      const longest = Math.max(...parts.map((part, at) => part.longest[places[at]]));
      this.tally.add(id, least("strengths"), least("likes"), least("exact"), least("named"), longest);
    }
    return this.tally.taken(narrowed(united(parts.map(({ sources }) => sources)), (id) => this.tally.has(id)));
  }
}

/** Whether a word asks for one term as it is, anywhere. */
const isAlone = ({ forms, reach }) => forms.length === 1 && forms[0].terms.length === 1 && reach !== REACH.named;

/** Return [[term, entries]], nothing where there are no entries. */
const standing = (term, entries) => (entries ? [[term, entries]] : []);
