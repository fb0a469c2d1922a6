// What the words of a query ask for: their own forms, the site's synonyms, and how much each word says.
import { hasParticle, isNumeric, isPaired, query as read } from "./text.js";
import { Writing } from "./writing.js";

/** What a word that stands for another is worth, beside one that is there itself. */
export const WORTH = { synonym: 0.95, compound: 0.8, stem: 0.75 };
/** What a word is worth that every question may hold, one that texts are not searched for, and one whose phrase was read as a whole. */
export const SAYS = { weak: 0.25, neglected: 0.3, member: 0.4, whole: 1 };
/** What may stand for a word: itself, in names or anywhere, forms of it, misspellings too, or what it begins as well. */
export const REACH = { named: "#", same: "=", spelt: "!", alike: "~", begun: ">" };
const LONGEST_PHRASE = 8;
/** So many words tell what is asked, however many pairs with a particle stand between them. */
const TELLING = 4;

/** What a site knows of readers' words: `{synonyms, weak}` of query_words.py. */
export class Lexicon {
  constructor({ synonyms = {}, weak = [] } = {}, lang = "") {
    this.writing = new Writing(lang);
    this.synonyms = new Map(Object.entries(synonyms).map(([phrase, others]) => [phrase, others.map((other) => other.split(" "))]));
    this.weak = new Set(weak);
  }

  /**
   * Return the words of a query: `{forms, says, reach, start, end, phrase}`. A form is `{terms, worth, reach}`: terms that
   * must all be there; it has a reach of its own where it is the site's and not the reader's, who may have misspelt a
   * word and may still be typing the last one. `says` is the share of its weight that the word has.
   * A phrase with a meaning is a word of its own, after all others.
   */
  read(text) {
    const groups = read(text);
    const typed = groups.map(({ forms }) => forms[0][0]);
    const others = typed.map((term) => this.writing.of(term) || term);
    const written = others.some((term, at) => term !== typed[at]) ? [typed, others] : [typed];
    const words = groups.map((group, at) => ({ ...group, forms: this.#ownForms(group), says: SAYS.whole, reach: REACH.alike }));
    for (const { from, to } of phrases(written, this.weak)) weaken(words, from, to);
    if (words.length) words.at(-1).reach = REACH.begun;
    neglect(words.filter(({ forms }) => hasParticle(forms[0].terms[0])), words.length);
    const added = [];
    for (const { from, to, phrase } of phrases(written, this.synonyms)) {
      const forms = this.synonyms.get(phrase).map((other) => ({ terms: other, worth: WORTH.synonym, reach: REACH.spelt }));
      if (to - from === 1) {
        words[from].forms.push(...forms);
        continue;
      }
      for (const word of words.slice(from, to)) word.says = Math.min(word.says, SAYS.member);
      const itself = { terms: phrase.split(" "), worth: 1 };
      added.push({ forms: [itself, ...forms], says: SAYS.whole, reach: REACH.alike, start: words[from].start, end: words[to - 1].end, phrase: true });
    }
    return [...words, ...added];
  }

  #ownForms({ forms }) {
    const own = forms.map((terms, place) => ({ terms, worth: place === 0 ? 1 : terms.length > 1 ? WORTH.compound : WORTH.stem }));
    const other = this.writing.of(forms[0][0]);
    return other ? [...own, { terms: [other], worth: this.writing.worth }] : own;
  }
}

/** Yield the places of known phrases in terms, `written` in ways; at each place the longest, and they do not overlap. */
function* phrases(written, known) {
  if (!known.size) return;
  const [{ length }] = written;
  for (let from = 0; from < length; from++) {
    for (let to = Math.min(length, from + LONGEST_PHRASE); to > from; to--) {
      const phrase = written.map((terms) => terms.slice(from, to).join(" ")).find((each) => known.has(each));
      if (!phrase) continue;
      yield { from, to, phrase };
      from = to - 1;
      break;
    }
  }
}

/** Weaken the words of a phrase, and the pairs of characters that reach into it. */
function weaken(words, from, to) {
  const { start } = words[from];
  const { end } = words[to - 1];
  for (const word of words) {
    const inside = word.start >= start && word.end <= end;
    const across = isPaired(word.forms[0].terms[0]) && word.start < end && word.end > start;
    if (inside || across) Object.assign(word, { says: SAYS.weak, reach: REACH.same });
  }
}

/**
 * Have pairs with a particle looked for in names only, where the others tell what is asked: three in ten pairs of a
 * text hold one, and an index that still travels tells of them last.
 */
function neglect(pairs, all) {
  const telling = all - pairs.length;
  if (telling < Math.min(pairs.length, TELLING)) return;
  pairs.forEach(passOver);
}

const passOver = (word) => Object.assign(word, { says: Math.min(word.says, SAYS.neglected), reach: REACH.named });

/** Have a word left that is not looked for in texts, for others have led to one entry: ranking.js puts that first. */
export const leave = (word) => Object.assign(passOver(word), { left: true });

/** Return whether a term may be read with a mistake: not a number, not a pair of characters. */
export const isMendable = (term) => term.length >= 4 && term.length <= 32 && !isPaired(term) && !isNumeric(term);
