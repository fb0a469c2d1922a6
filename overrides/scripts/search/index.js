// The index of a locale as MiniSearch sees it: terms, lengths and entries, in one file or in parts that come when asked.
// Written by hooks/helpcentre/output/search_index.py, which says what the files hold.
import { BitReader, frontDecoded, riceWidth } from "./coding.js";
import { nearWords, reversed, SortedWords } from "./sorted.js";
import { isNumeric, isPaired, READING } from "./text.js";

export const FORMAT = 2;
/** The fields in the order of their ids, as MiniSearch numbers them. */
export const FIELDS = ["title", "keywords", "headings", "lead", "text", "article"];
const [TITLE, KEYWORDS, HEADINGS, LEAD, TEXT, ARTICLE] = FIELDS.keys();
const EVERY = Object.freeze({ get: (number) => number, has: () => true });

/** An index that this code would misread: it is of another build. */
export class FormatError extends Error {
  stale = true;
}

/** A part could not be had: the site was published anew since the index was loaded, or the line is broken. */
export class PartError extends Error {
  stale = true;
}

export class Index {
  /** `manifest` is the parsed index.json, `fetchPart(path)` returns a promise of a parsed part of it. */
  constructor(manifest, fetchPart) {
    const [format, expected] = [`${manifest.format} ${manifest.reading}`, `${FORMAT} ${READING}`];
    if (format !== expected) throw new FormatError(`the search index is of format ${format}, expected ${expected}`);
    Object.assign(this, { manifest, fetchPart });
    this.parts = new Map();
    this.loading = new Map();
    this.lacking = new Set();
    this.starts = [0];
    for (const sections of manifest.sections) this.starts.push(this.starts.at(-1) + sections + 1);
    this.slots = this.starts.at(-1);
    let [number, held] = [0, 0];
    /** For each article the number of the part that holds what is shown of it. */
    this.shownParts = manifest.sections.map((sections) => {
      if (held >= manifest.shown) [number, held] = [number + 1, 0];
      held += sections + 1;
      return number;
    });
    this.absent = new Set(manifest.absent);
    this.common = new Set(manifest.common);
    this.known = [];
    this.fieldLengths = [];
    this.data = new Map();
    this.topics = manifest.topics;
    this.sorted = (name, make) => new SortedWords(manifest.firsts[name], (number) => this.part(`${name}-${number}`, make));
    this.terms = this.sorted("terms", (raw) => new TermsPart(raw, this));
    this.names = this.sorted("names", (raw) => new TermsPart(raw, this));
    const spelling = (raw) => ({ words: frontDecoded(raw) });
    this.forward = this.sorted("forward", spelling);
    this.backward = this.sorted("backward", spelling);
    if (manifest.whole) this.open(manifest.whole);
  }

  /** Take in an index that is one file. */
  open({ terms, lengths, heads }) {
    const part = new TermsPart(terms, this);
    this.parts.set("terms-0", part).set("lengths", this.readLengths(lengths)).set("heads", heads);
    const words = part.words.filter(isSpelt);
    this.forward = new SortedWords([""], () => ({ words }));
    let backward;
    this.backward = new SortedWords([""], () => (backward ??= { words: words.map(reversed).sort() }));
  }

  /** Return a part, or note that it is lacking. */
  part(name, make = (raw) => raw) {
    const part = this.parts.get(name);
    if (part === undefined) this.lacking.add(name);
    else if (part.raw) this.parts.set(name, make(part.raw));
    return this.parts.get(name);
  }

  /** Begin a query: nothing is lacking but what each needs. */
  begin() {
    this.lacking.clear();
    this.lengthsOf(0);
  }

  /** Return the names of the parts that were asked for and are not there, and forget them. */
  takeLacking() {
    const names = [...this.lacking];
    this.lacking.clear();
    return names;
  }

  /** Fetch parts; rejects with PartError. */
  async supply(names) {
    await Promise.all(names.map((name) => this.fetch(name)));
  }

  fetch(name) {
    if (!this.loading.has(name)) {
      const loaded = this.fetchPart(`${this.manifest.folder}/${name}.json`).then(
        (raw) => this.parts.set(name, { raw }),
        (error) => {
          this.loading.delete(name);
          throw new PartError(`${name}: ${error.message}`);
        },
      );
      this.loading.set(name, loaded);
    }
    return this.loading.get(name);
  }

  // What MiniSearch asks of its index of terms.

  /** Return the entries with a term, by field: Map(field, Map(entry, 1)); how often it stands in them is not kept. */
  get(term) {
    const found = this.terms.find(term);
    return found && this.entriesOf(...found);
  }

  /** Return [term, entries by field] of terms that begin so; short ones are looked for in names only on a large site. */
  *atPrefix(prefix) {
    // A term of a script read in pairs is one or two characters.
    const { length } = [...prefix];
    if (this.common.has(prefix) || (length > 1 && isPaired(prefix))) return;
    const { whole, limits } = this.manifest;
    const short = length < (isPaired(prefix) ? limits.character : limits.prefix);
    for (const [part, place] of (short && !whole ? this.names : this.terms).beginning(prefix)) {
      const entries = this.entriesOf(part, place);
      const shown = short && whole ? inNames(entries) : entries;
      if (shown.size) yield [part.words[place], shown];
    }
  }

  /** Return Map(term, [entries by field, distance]) of near terms; on a large site of words that are not there only. */
  fuzzyGet(word, most) {
    const near = new Map();
    const { known, near: count } = this.manifest.limits;
    if (known) {
      const exact = this.terms.find(word);
      // Whether it is there must be known first.
      if (this.lacking.size || (exact && exact[0].count(exact[1]) >= known)) return near;
    }
    let candidates = nearWords(word, most, this.forward, this.backward);
    if (count) candidates = candidates.slice(0, count);
    for (const [term, distance] of candidates) {
      const entries = this.get(term);
      if (entries) near.set(term, [entries, distance]);
    }
    return near;
  }

  entriesOf(part, place) {
    // A part of names and the one of terms hold one word with different entries.
    part.entries[place] ??= part.read(place);
    return part.entries[place];
  }

  // What MiniSearch asks of its entries.

  /** Return the tables that MiniSearch keeps of its documents; an entry's id is its number. */
  tables() {
    return {
      _index: this,
      _documentIds: EVERY,
      _storedFields: { get: (slot) => this.entry(slot) },
      _fieldLength: { get: (slot) => this.lengthsOf(slot) },
    };
  }

  /** Return what is known of each entry: `{article, lead, kind}`. */
  entry(slot) {
    return (this.known[slot] ??= this.describe(slot));
  }

  describe(slot) {
    let low = 0;
    let high = this.starts.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= slot) low = middle;
      else high = middle;
    }
    return { article: low, lead: this.starts[low] === slot, kind: this.manifest.kinds[this.manifest.kind.charCodeAt(low) - 48] };
  }

  /** Return the number of different terms in each field of an entry; of zero while they are not there. */
  lengthsOf(slot) {
    const lengths = this.part("lengths", (raw) => this.readLengths(raw));
    if (!lengths) return NOTHING;
    if (!this.fieldLengths[slot]) {
      const { article, lead } = this.entry(slot);
      const [name, body] = [lengths.names[slot], lengths.bodies[slot]];
      const own = [0, 0, 0, 0, 0, lengths.names[this.starts[article]]];
      this.fieldLengths[slot] = Object.assign(
        own,
        lead ? { [TITLE]: name, [LEAD]: body, [KEYWORDS]: lengths.keywords[article] } : { [HEADINGS]: name, [TEXT]: body },
      );
    }
    return this.fieldLengths[slot];
  }

  readLengths({ names, bodies, keywords, bits }) {
    const reader = new BitReader(bits);
    const read = (count, width) => Array.from({ length: count }, () => reader.rice(width));
    const found = { names: read(this.slots, names), bodies: read(this.slots, bodies) };
    return { ...found, keywords: keywords === null ? [] : read(this.starts.length - 1, keywords) };
  }

  /** Return `{url, title, section, kind, topic, lang, text}` of an entry; text is null while it is not there and not `wanted`. */
  shown(slot, wanted) {
    const { article, kind } = this.entry(slot);
    const { lang, whole } = this.manifest;
    const number = whole ? 0 : this.shownParts[article];
    const first = whole ? 0 : this.shownParts.indexOf(number);
    const name = whole ? "texts" : `texts-${number}`;
    const there = whole && !wanted && !this.parts.has(name) ? undefined : this.part(name, (raw) => raw);
    const heads = whole ? whole.heads : there?.heads;
    if (!heads) return { url: "", title: "", section: "", kind, topic: "", lang, text: "" };
    const [url, title, topic, sections, foreign] = heads[article - first];
    const place = slot - this.starts[article];
    const [fragment, section] = place ? sections[place - 1] : ["", ""];
    const text = there ? there.texts[slot - this.starts[first]] : null;
    return { url: url + fragment, title, section, kind, topic: this.topics[topic] ?? "", lang: foreign ?? lang, text };
  }
}

const NOTHING = Object.freeze(FIELDS.map(() => 0));
const BODIES = new Set([LEAD, TEXT]);

const inNames = (entries) => new Map([...entries].filter(([field]) => !BODIES.has(field)));

/** Whether a term can be a word with a mistake in it: the builder's is_spelt. */
const isSpelt = (term) => term.length >= 3 && term.length <= 34 && !isNumeric(term) && !isPaired(term);

/** Terms and the entries that hold them. */
class TermsPart {
  constructor({ words, keywords, bits }, index) {
    this.index = index;
    this.words = frontDecoded(words);
    this.entries = [];
    // For each term its lists in turn: names, bodies, and keywords where the part has any.
    this.width = keywords ? 3 : 2;
    this.starts = new Uint32Array(this.words.length * this.width + 1);
    const reader = new BitReader(bits);
    const slots = [];
    for (let list = 0; list < this.words.length * this.width; list += this.width) {
      // A bit before each term's lists: it stands in one body and nowhere else.
      const single = reader.bit();
      for (let kind = 0; kind < this.width; kind++) {
        this.starts[list + kind] = slots.length;
        const count = single ? Number(kind === 1) : reader.gamma();
        const width = riceWidth(index.slots - count, count);
        let slot = -1;
        for (let left = count; left > 0; left--) slots.push((slot += reader.rice(width) + 1));
      }
    }
    this.starts[this.starts.length - 1] = slots.length;
    this.slots = Uint32Array.from(slots);
  }

  /** Return in how many lists of entries a term stands. */
  count(place) {
    return this.starts[(place + 1) * this.width] - this.starts[place * this.width];
  }

  /** Return Map(field, Map(entry, 1)) of the term at a place. */
  read(place) {
    const fields = new Map();
    const put = (field, slot) => {
      if (!fields.has(field)) fields.set(field, new Map());
      fields.get(field).set(slot, 1);
    };
    const { index } = this;
    const list = place * this.width;
    const slots = (number) => this.slots.subarray(this.starts[list + number], this.starts[list + number + 1]);
    for (const slot of slots(0)) {
      const { article, lead } = index.entry(slot);
      if (!lead) {
        put(HEADINGS, slot);
        continue;
      }
      if (!index.absent.has(article)) put(TITLE, slot);
      // Each section carries its article's title.
      for (let section = slot + 1; section < index.starts[article + 1]; section++) put(ARTICLE, section);
    }
    for (const slot of slots(1)) put(index.entry(slot).lead ? LEAD : TEXT, slot);
    if (this.width === 3) for (const slot of slots(2)) put(KEYWORDS, slot);
    return fields;
  }
}
