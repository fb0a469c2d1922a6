// The order of what was found: articles by all that speaks for them, each shown by its best parts.
import { WEIGHTS } from "./evidence.js";
import { AS_IS } from "./found.js";
import { LIKE } from "./likeness.js";
import { isPaired, terms as termsOf } from "./text.js";
import { SAYS } from "./words.js";

/** Kinds that come first where scores are equal. */
const KINDS = ["faq"];
/** How the parts of a score are weighed; found by trying them on readers' questions in seven languages. */
const WEIGH = {
  /** A word's second place in an article, beside its best. */
  second: 0.3,
  /** The best part once more: words that stand together. */
  together: 0.8,
  /** The power of the share of the query that an article holds. */
  cover: 0.1,
  /** The power of a word's rarity. */
  rarity: 0.45,
  /** An article's second hit, beside its first. */
  next: 0.25,
};
/** Up to so many words, none of them weak, are a search for what holds all of them, and not a question; so are those of which some were left. */
const FEW = 3;
/** So many characters of a script that is read in pairs are a word. */
const WIDE_WORD = 4;
/** What a misspelt word may have been must stand beside the others if it has so many letters; a shorter one is near many. */
const LONG = 5;
const NAME = { equal: 3, within: 1.5, mistaken: 1.8 };
/** What it is worth that one section holds a few words all as they are typed; a single word decides by itself. */
const EXACT = 3;

/** Puts what is found in one index in its order. It keeps columns, as found.js does. */
export class Ranking {
  constructor(index) {
    this.index = index;
    const { slots, starts } = index;
    const articles = starts.length - 1;
    this.articleOf = new Int32Array(slots);
    for (let article = 0; article < articles; article++) this.articleOf.fill(article, starts[article], starts[article + 1]);
    /** Of each entry what speaks for it, and how many words stand in it as they should, and in its name as they are or with mistakes. */
    this.entries = {
      sums: new Float64Array(slots),
      fit: new Uint16Array(slots),
      asIs: new Uint16Array(slots),
      mistaken: new Uint16Array(slots),
    };
    /** Of each article what speaks for it, the weights of the words it holds, and how many of these count and tell. */
    this.articles = {
      values: new Float64Array(articles),
      covers: new Float64Array(articles),
      counted: new Uint16Array(articles),
      telling: new Uint16Array(articles),
    };
    /** The first `count` are those of the query, at most two of an article. */
    this.hits = { ids: new Int32Array(2 * articles), ranks: new Float64Array(2 * articles) };
    this.count = 0;
  }

  /**
   * Return how many hits there are, and the first in their order: `{total, hits: [{id, rank}]}`; `found` holds a Found for
   * each of the words.
   */
  ranked(words, found, text, limit) {
    for (const columns of [this.entries, this.articles]) for (const column of Object.values(columns)) column.fill(0);
    this.count = 0;
    const roles = words.map((word, at) => roleOf(word, found[at], this.index));
    const query = queryOf(words, roles, text);
    roles.forEach((role, at) => this.#weigh(found[at], role));
    for (let article = 0; article < this.articles.values.length; article++) this.#rank(article, query);
    return { total: this.count, hits: this.#first(limit) };
  }

  /** Weigh what speaks for entries and articles by one word: in each article its two best places. */
  #weigh({ ids, strengths, likes, exact, named, longest }, { weight, counts, isMended, tells, names }) {
    const { sums, fit, asIs, mistaken } = this.entries;
    const { values, covers, counted, telling } = this.articles;
    for (let at = 0; at < ids.length; ) {
      const article = this.articleOf[ids[at]];
      let best = 0;
      let second = 0;
      for (; at < ids.length && this.articleOf[ids[at]] === article; at++) {
        const id = ids[at];
        const strength = strengths[at];
        second = Math.max(second, Math.min(best, strength));
        best = Math.max(best, strength);
        sums[id] += weight * strength;
        if (counts ? exact[at] : isMended && isNear(likes[at], longest[at])) fit[id]++;
        if (names && named[at]) (named[at] === AS_IS ? asIs : mistaken)[id]++;
      }
      values[article] += weight * (best + WEIGH.second * second);
      covers[article] += weight;
      if (counts) counted[article]++;
      if (tells) telling[article]++;
    }
  }

  /** Add the hits of an article, its best entry and the next. */
  #rank(article, query) {
    const { values, covers, counted, telling } = this.articles;
    // What holds only words that any question may hold is no answer.
    if (!values[article] || (query.telling && !telling[article])) return;
    const { sums, fit } = this.entries;
    const { starts } = this.index;
    const all = query.strict && counted[article] === query.counted;
    let exact = false;
    let together = 0;
    let worth = 1;
    for (let id = starts[article]; id < starts[article + 1]; id++) {
      if (!sums[id]) continue;
      exact ||= all && fit[id] === query.fit;
      together = Math.max(together, sums[id]);
      worth = Math.max(worth, this.#nameWorth(id, query));
    }
    const cover = (covers[article] / query.weight) ** WEIGH.cover;
    const value = (values[article] + WEIGH.together * together) * cover * worth * (exact ? EXACT : 1);
    const tier = (id) => (all ? 1 : 0) + (exact && query.isOne && fit[id] === query.fit ? 1 : 0);
    const isBefore = (id, other) => other < 0 || (tier(id) - tier(other) || sums[id] - sums[other]) > 0;
    let best = -1;
    let next = -1;
    for (let id = starts[article]; id < starts[article + 1]; id++) {
      if (!sums[id]) continue;
      if (isBefore(id, best)) {
        next = best;
        best = id;
      } else if (isBefore(id, next)) {
        next = id;
      }
    }
    this.#add(best, tier(best), value);
    if (next >= 0) this.#add(next, tier(next), value * WEIGH.next);
  }

  #add(id, tier, score) {
    this.hits.ids[this.count] = id;
    // Rounded, so that scores equal but for the last digits are equal.
    this.hits.ranks[this.count++] = Math.round((tier + score / (score + 10)) * 1e6) / 1e6;
  }

  /** Return the first hits in their order. */
  #first(limit) {
    const { ids, ranks } = this.hits;
    const least = ranks.slice(0, this.count).sort().at(-limit) ?? 0;
    const best = [];
    for (let at = 0; at < this.count; at++) if (ranks[at] >= least) best.push({ id: ids[at], rank: ranks[at] });
    const kind = ({ id }) => (KINDS.includes(this.index.entry(id).kind) ? 0 : 1);
    return best.sort((a, b) => b.rank - a.rank || kind(a) - kind(b) || a.id - b.id).slice(0, limit);
  }

  /** Return what it is worth that all words stand in an entry's own name, its title or heading, and it holds no more. */
  #nameWorth(id, { named, size }) {
    const { asIs, mistaken } = this.entries;
    const isEqual = this.index.nameLengths[id] === size;
    if (asIs[id] === named) return isEqual ? NAME.equal : NAME.within;
    return asIs[id] + mistaken[id] === named && isEqual ? NAME.mistaken : 1;
  }
}

/** Return what a word is to the query, and how much it weighs. */
function roleOf({ says, phrase }, found, index) {
  const isWhole = says === SAYS.whole;
  // A word that nothing holds as it is spelt may be no word of the texts at all.
  const counts = isWhole && found.likes.some((like) => like >= LIKE.known);
  const isMended = isWhole && !counts && found.likes.some((like, at) => isNear(like, found.longest[at]));
  return { weight: says * rarity(found, index) ** WEIGH.rarity, isWhole, counts, isMended, tells: says >= SAYS.member, names: !phrase };
}

/** Return what is asked for in all: how many words there are of each role, and whether all that count must be there. */
function queryOf(words, roles, text) {
  const count = (has) => roles.filter(has).length;
  const typed = typedCount(words.filter((_, at) => roles[at].isWhole));
  const isShort = typed <= FEW && words.every(({ says, phrase }) => says !== SAYS.weak || phrase);
  const counted = count(({ counts }) => counts);
  return {
    weight: roles.reduce((sum, { weight }) => sum + weight, 0),
    counted,
    strict: counted > 0 && (isShort || words.some(({ left }) => left)),
    telling: count(({ tells }) => tells),
    fit: count(({ counts, isMended }) => counts || isMended),
    named: count(({ names }) => names),
    isOne: count(({ isWhole }) => isWhole) === 1,
    size: new Set(termsOf(text)).size,
  };
}

/** Whether what was found is a long word with one mistake at most. */
const isNear = (like, longest) => like >= LIKE.misspelt && longest >= LONG;

/** Return about how many words were typed: pairs of characters that overlap are one, unless it would be a long one. */
function typedCount(words) {
  let [count, from, to] = [0, 0, 0];
  for (const { forms, start, end } of words) {
    if (!isPaired(forms[0].terms[0]) || start >= to || end - from > WIDE_WORD) [count, from] = [count + 1, start];
    to = end;
  }
  return count;
}

/** What words tell: with each key most of them are the same. */
const told = new WeakMap();

/** Return how much a word tells: much where few articles hold it, and those where it hardly matters count for less. */
function rarity(found, index) {
  const known = told.get(found);
  if (known !== undefined) return known;
  const articlesCount = index.starts.length - 1;
  let [held, share, last] = [0, 0, -1];
  found.ids.forEach((id, place) => {
    const { article } = index.entry(id);
    if (article !== last) [held, share, last] = [held + share, 0, article];
    share = Math.max(share, Math.min(1, found.strengths[place] / WEIGHTS.text));
  });
  held += share;
  const tells = Math.log(1 + (articlesCount - held + 0.5) / (held + 0.5));
  told.set(found, tells);
  return tells;
}
