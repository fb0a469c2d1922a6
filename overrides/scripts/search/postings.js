// Terms and the entries that hold them, read from what hooks/helpcentre/output/search_index.py writes as `words` and `lists`.
import { BitReader, decodedWords } from "./coding.js";

/** The kinds of texts that a term can stand in, in the order of the builder: names are titles and headings. */
export const [NAME, BODY, KEYWORD] = [0, 1, 2];
/** So many terms are read at once, when one of them is asked for: the builder's BLOCK. */
const BLOCK = 128;
const NONE = Object.freeze([]);

export class Postings {
  /** `slots` is the number of entries there are. */
  constructor(slots) {
    Object.assign(this, { slots, words: [], kinds: [], blocks: [] });
  }

  /** Take in words, their lists, or both; return this. */
  put({ words, lists }) {
    if (words) this.words = decodedWords(words);
    if (lists) Object.assign(this, lists);
    return this;
  }

  /** Return in how many texts of each kind a term stands, in all. */
  count(place) {
    return this.listsOf(place).reduce((sum, { length }) => sum + length, 0);
  }

  /** Return the entries that hold the term at a place in a text of a kind. */
  of(place, kind) {
    return this.listsOf(place)[this.kinds.indexOf(kind)] ?? NONE;
  }

  listsOf(place) {
    const block = Math.floor(place / BLOCK);
    this.blocks[block] ??= this.read(this.bits[block], Math.min(BLOCK, this.words.length - block * BLOCK));
    return this.blocks[block][place % BLOCK];
  }

  read(bits, terms) {
    const reader = new BitReader(bits);
    const body = this.kinds.indexOf(BODY);
    return Array.from({ length: terms }, () => {
      // A bit before each term's lists: it stands in one body and nowhere else.
      const single = reader.bit();
      const counts = this.kinds.map((kind) => (single || kind === BODY ? 0 : reader.gamma()));
      if (body >= 0) counts[body] = single || reader.gamma() + (counts.some(Boolean) ? 0 : 2);
      return counts.map((count) => reader.interpolative(count, this.slots));
    });
  }
}

/** Postings whose names are not in the file, for titles and headings are there to be read. */
export class NamedPostings {
  /** `names` is what those hold: Map(term, [entries]). */
  constructor(names, slots) {
    Object.assign(this, { names, postings: new Postings(slots) });
  }

  put({ words, lists }) {
    if (words) this.merge(decodedWords(words), new BitReader(words.known));
    this.postings.put({ lists });
    return this;
  }

  /** Put the names among the words that are in the file beside those that `known` tells of names. */
  merge(others, known) {
    this.words = [];
    /** Where a word stands in the file, of those that only names hold -1. */
    this.places = [];
    const { words } = this.postings;
    const add = (word, held) => {
      this.words.push(word);
      this.places.push(held ? words.push(word) - 1 : -1);
    };
    let next = 0;
    for (const name of [...this.names.keys()].sort()) {
      while (others[next] < name) add(others[next++], true);
      add(name, known.bit());
    }
    while (next < others.length) add(others[next++], true);
  }

  count(place) {
    const own = this.places[place];
    return (own < 0 ? 0 : this.postings.count(own)) + this.of(place, NAME).length;
  }

  of(place, kind) {
    if (kind === NAME) return this.names.get(this.words[place]) ?? NONE;
    const own = this.places[place];
    return own < 0 ? NONE : this.postings.of(own, kind);
  }
}
