// The index of a locale: terms and entries, in one file or in parts that come when asked.
// Written by hooks/helpcentre/output/search_index.py, which says what the files hold.
import { BitReader, decodedTexts, decodedWords, frontDecoded } from "./coding.js";
import { KEYWORD, KINDS, NAME, NONE, NamedPostings, Postings } from "./postings.js";
import { before, nearWords, reversed, SortedWords } from "./sorted.js";
import { hasParticle, isNumeric, isPaired, isShort, READING, termsOfEach } from "./text.js";

export const FORMAT = 8;
/** What of an entry can hold a term; a section carries its article's title as well. */
export const FIELDS = ["title", "keywords", "headings", "lead", "text", "article"];
const [TITLE, KEYWORDS, HEADINGS, LEAD, TEXT, ARTICLE] = FIELDS.keys();

const CUT_OFF = "the search index is cut off";
/** Most terms stand in one field or two. */
const NOWHERE = Object.freeze(FIELDS.map(() => NONE));

/** An index that this code would misread: it is of another build. */
export class FormatError extends Error {
  stale = true;
}

/** A part could not be had: the site was published anew since the index was loaded, or the line is broken. */
export class PartError extends Error {
  stale = true;
}

export class Index {
  /** `manifest` is the first line of index.json, `fetchPart(path)` returns a promise of a parsed part beside it. */
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
    this.topics = manifest.topics;
    this.sorted = (name, make) => new SortedWords(manifest.firsts[name], (number) => this.part(`${name}-${number}`, make));
    this.sizes = { slots: this.slots, block: manifest.block };
    const postings = ({ words, lists }) => new Postings(decodedWords(words), lists, this.sizes);
    this.terms = this.sorted("terms", postings);
    this.names = this.sorted("names", postings);
    const spelling = (raw) => ({ words: frontDecoded(raw) });
    this.forward = this.sorted("forward", spelling);
    this.backward = this.sorted("backward", spelling);
    if (manifest.whole) this.open(manifest.whole);
    else this.nameLengths = this.readNameLengths(manifest.names);
  }

  /** Prepare an index that is one file, of which the names are there, but neither words nor their lists. */
  open(heads) {
    for (const name of ["titles", "headings"]) heads[name] = decodedTexts(heads[name], heads.letters, (at) => heads.short[at]);
    this.termsOfNames = this.readNames(heads);
    const [early, late] = [false, true].map((side) => new Map([...this.termsOfNames].filter(([term]) => hasParticle(term) === side)));
    this.readEarly = (raw) => new NamedPostings(early, raw, this.sizes);
    this.readLate = (raw) => new NamedPostings(late, raw, this.sizes);
    /** Pairs of characters with a particle. */
    this.late = new SortedWords([""], () => this.part("late"));
    let forward, backward;
    const spelt = () => this.part("terms-0")?.words.filter(isSpelt);
    const spelling = (words) => words && { words };
    this.forward = new SortedWords([""], () => (forward ??= spelling(spelt())));
    this.backward = new SortedWords([""], () => (backward ??= spelling(this.forward.part(0)?.words.map(reversed).sort())));
    /** What queries wait for: `{name, come, fail}`. */
    this.awaited = [];
  }

  /**
   * Take in another line of an index that is one file: its words, some of their lists, or all that is `late`.
   * `last` says that none follows.
   */
  take({ words, kinds, late, ...lists }, last) {
    if (words) this.parts.set("terms-0", this.readEarly({ words, kinds }));
    if (late) this.parts.set("late", this.readLate(late));
    const terms = this.parts.get("terms-0");
    for (const bits of Object.values(lists).flat()) {
      this.parts.set(`block-${terms.blocks}`, true);
      terms.put(bits);
    }
    this.complete = last;
    for (const { name, come } of this.awaited) if (this.parts.has(name)) come();
    this.awaited = this.awaited.filter(({ name }) => !this.parts.has(name));
    if (last) this.abandon(new Error(CUT_OFF));
  }

  /** Tell those who wait that what they wait for does not come. */
  abandon(error) {
    for (const { fail } of this.awaited ?? []) fail(error);
    this.awaited = [];
  }

  /** Return a promise of a part of this very file, which still travels. */
  arrival(name) {
    if (this.complete) return Promise.reject(new Error(CUT_OFF));
    return new Promise((come, fail) => this.awaited.push({ name, come, fail }));
  }

  /** Return the entries by the terms of their titles and headings, Map(term, [entries]), and note how many each has. */
  readNames({ titles, headings }) {
    const all = [];
    let section = 0;
    for (let slot = 0, article = 0; slot < this.slots; slot++) {
      all.push(slot === this.starts[article] ? titles[article++] : headings[section++]);
    }
    const names = new Map();
    this.nameLengths = termsOfEach(all).map((found, slot) => {
      for (const term of found) {
        const slots = names.get(term);
        if (slots) slots.push(slot);
        else names.set(term, [slot]);
      }
      return found.size;
    });
    return names;
  }

  readNameLengths({ width, bits }) {
    const reader = new BitReader(bits);
    return Array.from({ length: this.slots }, () => reader.rice(width));
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
  }

  /** Return the names of the parts that were asked for and are not there, and forget them. */
  takeLacking() {
    const names = [...this.lacking];
    this.lacking.clear();
    return names;
  }

  /** Fetch parts, or wait for what of this file still travels; rejects with PartError. */
  async supply(names) {
    const travels = (name) => this.manifest.whole && name !== "texts";
    await Promise.all(names.map((name) => (travels(name) ? this.arrival(name) : this.fetch(name))));
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

  /** Whether any entry has a term, as far as its part is there. */
  has(term) {
    return this.terms.find(term) !== undefined;
  }

  /** Return the sorted words among which a term is to be found. */
  holder(term) {
    return this.late && hasParticle(term) ? this.late : this.terms;
  }

  /** Return the entries with a term, an array of lists by field; nothing where there is none. How often it stands in them is not kept. */
  get(term) {
    const found = this.holder(term).find(term);
    return found && this.entriesOf(...found);
  }

  /**
   * Return when this file tells of a pair of characters that only texts hold, or of one with a particle, as an ascending
   * number; -1 for all other terms, and of an index in parts.
   */
  turnOf(term) {
    if (!this.manifest.whole || !isPaired(term) || !isShort(term)) return -1;
    if (hasParticle(term)) return Number.MAX_SAFE_INTEGER;
    const [part, place] = this.terms.find(term) ?? [];
    return part && !part.of(place, NAME).length ? part.turnOf(place) : -1;
  }

  /** Return the entries that have a term in their title or heading, as `get` does. */
  named(term) {
    if (this.manifest.whole) return this.byField(this.termsOfNames.get(term) ?? NONE);
    const [part, place] = this.terms.find(term) ?? [];
    return part && this.byField(part.of(place, NAME));
  }

  /** Return [term, entries by field] of terms that begin so; short ones are looked for in names only on a large site. */
  *beginning(prefix) {
    // A term of a script read in pairs is one or two characters.
    const { length } = [...prefix];
    if (this.common.has(prefix) || (length > 1 && isPaired(prefix))) return;
    const { whole, limits } = this.manifest;
    const short = length < (isPaired(prefix) ? limits.character : limits.prefix);
    const late = this.late && isPaired(prefix) ? this.late.beginning(prefix) : [];
    for (const [part, from, to] of [...(short && !whole ? this.names : this.terms).beginning(prefix), ...late]) {
      for (let place = from; place < to; place++) {
        yield [part.words[place], short && whole ? this.namesOf(part, place) : this.entriesOf(part, place)];
      }
    }
  }

  /** Return [term, entries by field] of near terms, the nearest first; on a large site of words that are not there only. */
  near(word, most) {
    const { known, near: count } = this.manifest.limits;
    if (known) {
      const exact = this.terms.find(word);
      // Whether it is there must be known first.
      if (this.lacking.size || (exact && (!this.isThere(...exact) || exact[0].count(exact[1]) >= known))) return [];
    }
    let candidates = nearWords(word, most, this.forward, this.backward);
    if (count) candidates = candidates.slice(0, count);
    return candidates.map(([term]) => [term, this.get(term)]).filter(([, entries]) => entries);
  }

  /** Return the entries with the term at a place of a part, an array of lists by field; none while they still travel. */
  entriesOf(part, place) {
    // A part of names and the one of terms hold one word with different entries.
    part.entries ??= [];
    const known = part.entries[place];
    if (known) return known;
    return this.isThere(part, place) ? (part.entries[place] = this.byField(...KINDS.map((kind) => part.of(place, kind)))) : NOWHERE;
  }

  /** Return the same of names and keywords only. */
  namesOf(part, place) {
    if (!part.kinds.includes(KEYWORD)) return this.byField(part.of(place, NAME));
    return this.isThere(part, place) ? this.byField(part.of(place, NAME), NONE, part.of(place, KEYWORD)) : NOWHERE;
  }

  /** Return whether the lists of a term are there, or note that they are lacking. */
  isThere(part, place) {
    const block = part.lackingBlock?.(place) ?? -1;
    if (block >= 0) this.lacking.add(`block-${block}`);
    return block < 0;
  }

  /** Return entries by field, of those that hold a term in their name, their text and among their keywords. */
  byField(names, bodies = NONE, keywords = NONE) {
    const fields = [...NOWHERE];
    const add = (field, slot) => (fields[field] === NONE ? (fields[field] = [slot]) : fields[field].push(slot));
    for (const slot of names) {
      const { article, lead } = this.entry(slot);
      if (!lead) {
        add(HEADINGS, slot);
        continue;
      }
      if (!this.absent.has(article)) add(TITLE, slot);
      for (let section = slot + 1; section < this.starts[article + 1]; section++) add(ARTICLE, section);
    }
    for (const slot of bodies) add(this.entry(slot).lead ? LEAD : TEXT, slot);
    fields[KEYWORDS] = keywords;
    return fields;
  }

  /** Return what is known of each entry: `{article, lead, kind}`. */
  entry(slot) {
    return (this.known[slot] ??= this.describe(slot));
  }

  describe(slot) {
    const article = before(this.starts, slot + 1) - 1;
    return { article, lead: this.starts[article] === slot, kind: this.manifest.kinds[this.manifest.kind.charCodeAt(article) - 48] };
  }

  /** Return `{url, title, section, kind, topic, lang, text}` of an entry; text is null while it is not there and not `wanted`. */
  shown(slot, wanted) {
    const { article, kind } = this.entry(slot);
    const { lang, whole } = this.manifest;
    const number = whole ? 0 : this.shownParts[article];
    const first = whole ? 0 : this.shownParts.indexOf(number);
    const name = whole ? "texts" : `texts-${number}`;
    const there = whole && !wanted && !this.parts.has(name) ? undefined : this.part(name, (raw) => raw);
    const heads = whole ?? there?.heads;
    if (!heads) return { url: "", title: "", section: "", kind, topic: "", lang, text: "" };
    const at = article - first;
    const place = slot - this.starts[article];
    // Before this article's sections stand those of the others, each article's beginning left out.
    const section = slot - this.starts[first] - at - 1;
    const url = heads.urls[at] + (place ? fragment(heads, section) : "");
    const foreign = heads.langs.find(([other]) => other === at);
    const topic = this.topics[heads.topics[at]] ?? "";
    const text = there ? there.texts[slot - this.starts[first]] : null;
    return { url, title: heads.titles[at], section: place ? heads.headings[section] : "", kind, topic, lang: foreign?.[1] ?? lang, text };
  }
}

/** Return the fragment of a section; where it is 0 it is what Markdown makes of the heading: the builder's made_fragment. */
function fragment({ fragments, headings }, section) {
  const made = () => `#${headings[section].replace(/[^\w\s-]/g, "").trim().toLowerCase().replace(/[-\s]+/g, "-")}`;
  return fragments[section] === 0 ? made() : fragments[section];
}

/** Whether a term can be a word with a mistake in it: the builder's is_spelt. */
const isSpelt = (term) => term.length >= 3 && term.length <= 34 && !isNumeric(term) && !isPaired(term);
