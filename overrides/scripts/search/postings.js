// Terms and the entries that hold them, read from what hooks/helpcentre/output/search_index.py writes as `words` and `lists`.
import { BitReader, decodedWords } from "./coding.js";
import { stemLength } from "./likeness.js";
import { isPaired, isShort } from "./text.js";

/** The kinds of texts that a term can stand in, in the order of the builder: names are titles and headings. */
export const KINDS = [0, 1, 2];
export const [NAME, BODY, KEYWORD] = KINDS;
export const NONE = Object.freeze([]);

export class Postings {
  /** `words` are the terms; `bits` their lists, so many terms a `block`; `slots` is the number of entries there are. */
  constructor(words, { kinds, bits }, { slots, block }) {
    Object.assign(this, { words, kinds, bits, slots, block, blocks: [] });
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
    const block = Math.floor(place / this.block);
    this.blocks[block] ??= this.read(this.bits[block], Math.min(this.block, this.words.length - block * this.block));
    return this.blocks[block][place % this.block];
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

/**
 * Postings of an index that is one file: their blocks come while it travels. Names are not in the file, for titles and
 * headings are there to be read.
 */
export class NamedPostings {
  /** `names` is what those hold, Map(term, [entries]); `words`, `kinds` and `bits` are the file's; `sizes` are `{slots, block}`. */
  constructor(names, { words, kinds, bits = [] }, sizes) {
    this.names = names;
    const held = this.merge(decodedWords(words), new BitReader(words.known));
    const inFile = inTurn(this.words, names).filter((at) => held[at]);
    /** Where a word stands in the file, of those that only names hold -1. */
    this.places = new Int32Array(this.words.length).fill(-1);
    inFile.forEach((at, place) => (this.places[at] = place));
    this.postings = new Postings(inFile.map((at) => this.words[at]), { kinds, bits: [] }, sizes);
    bits.forEach((block) => this.put(block));
  }

  /** Put the names among the words that are in the file beside those that `known` tells of names; return which are in it. */
  merge(others, known) {
    this.words = [];
    const held = [];
    const add = (word, inFile) => {
      this.words.push(word);
      held.push(inFile);
    };
    let next = 0;
    for (const name of [...this.names.keys()].sort()) {
      while (others[next] < name) add(others[next++], true);
      add(name, known.bit());
    }
    while (next < others.length) add(others[next++], true);
    return held;
  }

  /** Take in a block that has come, and read it while others travel: a key that asks for many would wait for it. */
  put(bits) {
    this.postings.bits.push(bits);
    this.postings.listsOf((this.blocks - 1) * this.postings.block);
  }

  get kinds() {
    return this.postings.kinds;
  }

  /** Return how many blocks have come. */
  get blocks() {
    return this.postings.bits.length;
  }

  /** Return when the file tells of the word at a place, as an ascending number; of one that only names hold -1. */
  turnOf(place) {
    return this.places[place];
  }

  /** Return the number of the block that tells of the word at a place, if it has not come; else -1. */
  lackingBlock(place) {
    const block = Math.floor(this.places[place] / this.postings.block);
    return block < this.blocks ? -1 : block;
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

/** Return the places of sorted words in the order in which a file tells of their entries: the builder's in_turn. */
function inTurn(words, names) {
  const turns = [[], [], [], []];
  const stems = [...names.keys()].map((name) => [...name]).filter((letters) => letters.length > 1 && !isPaired(letters[0]));
  const sorted = stems.map((letters) => letters.slice(0, stemLength(letters.length)).join("")).sort();
  let [next, stem] = [0, "\uffff"];
  let first, paired;
  words.forEach((word, at) => {
    // Words of one first letter stand together.
    if (word.codePointAt(0) !== first) [first, paired] = [word.codePointAt(0), isPaired(word)];
    // Those that begin with one stand behind it together, and so do longer stems, which tell nothing new.
    for (; sorted[next] <= word; next++) if (!sorted[next].startsWith(stem)) stem = sorted[next];
    turns[names.has(word) ? 0 : paired && isShort(word) ? 3 : word.startsWith(stem) ? 1 : 2].push(at);
  });
  const pairs = turns.pop();
  return [...turns.flat(), ...byRarerLetter(pairs, words)];
}

/** Return the places of pairs, sorted by how many of the pairs hold the rarer of their characters, the most first. */
function byRarerLetter(places, words) {
  const held = new Uint32Array(1 << 16);
  for (const at of places) for (let unit = 0; unit < words[at].length; unit++) held[words[at].charCodeAt(unit)]++;
  // Sparse: by how many hold it.
  const sorted = [];
  for (const at of places) {
    const word = words[at];
    let rarer = held[word.charCodeAt(0)];
    for (let unit = 1; unit < word.length; unit++) rarer = Math.min(rarer, held[word.charCodeAt(unit)]);
    (sorted[rarer] ??= []).push(at);
  }
  return sorted.reverse().flat();
}
