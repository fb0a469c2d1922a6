// Terms and the entries that hold them, read from what hooks/helpcentre/output/search_index.py writes as `terms_part`.
import { BitReader, decodedWords } from "./coding.js";

/** The kinds of texts that a term can stand in, in the order of the builder: names are titles and headings. */
export const [NAME, BODY, KEYWORD] = [0, 1, 2];
const NONE = new Uint32Array();

export class Postings {
  /** `slots` is the number of entries there are. */
  constructor({ kinds, bits, ...words }, slots) {
    this.words = decodedWords(words);
    this.kinds = kinds;
    const lists = this.words.length * kinds.length;
    const reader = new BitReader(bits);
    const found = [];
    this.starts = new Uint32Array(lists + 1);
    for (let list = 0; list < lists; list += kinds.length) {
      // A bit before each term's lists: it stands in one body and nowhere else.
      const single = reader.bit();
      for (let at = 0; at < kinds.length; at++) {
        const start = (this.starts[list + at] = found.length);
        const count = single ? Number(kinds[at] === BODY) : reader.gamma();
        found.length += count;
        reader.interpolative(found, start, count, 0, slots - 1);
      }
    }
    this.starts[lists] = found.length;
    this.slots = Uint32Array.from(found);
  }

  /** Return in how many entries' texts of each kind a term stands, in all. */
  count(place) {
    const { length } = this.kinds;
    return this.starts[(place + 1) * length] - this.starts[place * length];
  }

  /** Return the entries that hold the term at a place in a text of a kind. */
  of(place, kind) {
    const at = this.kinds.indexOf(kind);
    if (at < 0) return NONE;
    const list = place * this.kinds.length + at;
    return this.slots.subarray(this.starts[list], this.starts[list + 1]);
  }
}

/** Postings whose names are not in the file, for titles and headings are there to be read. */
export class NamedPostings {
  /** `names` is what those hold: Map(term, [entries]). */
  constructor(postings, names) {
    Object.assign(this, { postings, names });
    const words = new Map(postings.words.map((word, place) => [word, place]));
    const others = [...names.keys()].filter((word) => !words.has(word));
    this.places = words;
    this.words = [...postings.words, ...others].sort();
  }

  count(place) {
    const word = this.words[place];
    const own = this.places.get(word);
    return (own === undefined ? 0 : this.postings.count(own)) + (this.names.get(word)?.length ?? 0);
  }

  of(place, kind) {
    const word = this.words[place];
    if (kind === NAME) return this.names.get(word) ?? NONE;
    const own = this.places.get(word);
    return own === undefined ? NONE : this.postings.of(own, kind);
  }
}
