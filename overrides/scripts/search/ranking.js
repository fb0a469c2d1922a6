// The order of what was found: articles by all that speaks for them, each shown by its best parts.
import { AS_IS, WEIGHTS } from "./evidence.js";
import { LIKE } from "./likeness.js";
import { isPaired, terms as termsOf } from "./text.js";
import { SAYS } from "./words.js";

/** Kinds that come first where scores are equal. */
const KINDS = ["faq"];
const HITS_PER_ARTICLE = 2;
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

/** Return what was found in its order: `[{id, held, rank}]`; `found` holds the evidence for each of the words. */
export function ranked(words, found, index, text) {
  const weights = words.map(({ says }, at) => says * rarity(found[at], index) ** WEIGH.rarity);
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const whole = [...words.keys()].filter((at) => words[at].says === SAYS.whole);
  // A word that nothing holds as it is spelt may be no word of the texts at all.
  const counted = whole.filter((at) => [...found[at].values()].some(({ like }) => like >= LIKE.known));
  const isShort = typedCount(whole.map((at) => words[at])) <= FEW && words.every(({ says, phrase }) => says !== SAYS.weak || phrase);
  const strict = counted.length > 0 && (isShort || words.some(({ left }) => left));
  const size = new Set(termsOf(text)).size;
  const hits = [];
  const telling = [...words.keys()].filter((at) => words[at].says >= SAYS.member);
  const mended = whole.filter((at) => !counted.includes(at) && [...found[at].values()].some(isNear));
  const isExact = ({ held }) => counted.every((at) => held[at]?.exact) && mended.every((at) => isNear(held[at]));
  for (const parts of byArticle(found, weights, index)) {
    // What holds only words that any question may hold is no answer.
    if (telling.length && !telling.some((at) => parts.some(({ held }) => held[at]))) continue;
    const value = articleValue(parts, weights, total);
    const all = strict && counted.every((at) => parts.some(({ held }) => held[at]));
    const exact = all && parts.some(isExact);
    let worth = 0;
    for (const part of parts) worth = Math.max(worth, nameWorth(part, words, size, index));
    if (exact) worth *= EXACT;
    for (const part of parts) part.tier = (all ? 1 : 0) + (exact && whole.length === 1 && isExact(part) ? 1 : 0);
    parts.sort((a, b) => b.tier - a.tier || b.sum - a.sum || a.id - b.id);
    for (let place = 0; place < HITS_PER_ARTICLE && place < parts.length; place++) {
      const part = parts[place];
      const score = value * worth * (place ? WEIGH.next : 1);
      // Rounded, so that scores equal but for the last digits are equal.
      part.rank = Math.round((part.tier + score / (score + 10)) * 1e6) / 1e6;
      hits.push(part);
    }
  }
  const first = ({ id }) => (KINDS.includes(index.entry(id).kind) ? 0 : 1);
  return hits.sort((a, b) => b.rank - a.rank || first(a) - first(b) || a.id - b.id);
}

/** Whether a long word was found, with one mistake at most. */
const isNear = (here) => here?.like >= LIKE.misspelt && here.terms.some(({ length }) => length >= LONG);

/** Return about how many words were typed: pairs of characters that overlap are one, unless it would be a long one. */
function typedCount(words) {
  let [count, from, to] = [0, 0, 0];
  for (const { forms, start, end } of words) {
    if (!isPaired(forms[0].terms[0]) || start >= to || end - from > WIDE_WORD) [count, from] = [count + 1, start];
    to = end;
  }
  return count;
}

/** Return the entries found of each article: `{id, sum, held}`, `held` the evidence for each word. */
function byArticle(found, weights, index) {
  const articles = new Map();
  const entries = new Map();
  found.forEach((evidence, at) => {
    for (const [id, here] of evidence) {
      let part = entries.get(id);
      if (!part) {
        part = { id, sum: 0, held: new Array(found.length), tier: 0, rank: 0 };
        entries.set(id, part);
        const { article } = index.entry(id);
        const parts = articles.get(article);
        if (parts) parts.push(part);
        else articles.set(article, [part]);
      }
      part.held[at] = here;
      part.sum += weights[at] * here.strength;
    }
  });
  return articles.values();
}

/** Return what speaks for an article: each word by its two best places, and its best part once more. */
function articleValue(parts, weights, total) {
  let together = 0;
  for (const { sum } of parts) together = Math.max(together, sum);
  let value = WEIGH.together * together;
  let cover = 0;
  for (let at = 0; at < weights.length; at++) {
    let [best, second] = [0, 0];
    for (const { held } of parts) {
      const strength = held[at]?.strength ?? 0;
      if (strength > best) [best, second] = [strength, best];
      else if (strength > second) second = strength;
    }
    value += weights[at] * (best + WEIGH.second * second);
    if (best) cover += weights[at];
  }
  return value * (cover / total) ** WEIGH.cover;
}

/** What words tell: with each key most of them are the same. */
const told = new WeakMap();

/** Return how much a word tells: much where few articles hold it, and those where it hardly matters count for less. */
function rarity(found, index) {
  const known = told.get(found);
  if (known !== undefined) return known;
  const articlesCount = index.starts.length - 1;
  const shares = new Float64Array(articlesCount);
  for (const [id, { strength }] of found) {
    const { article } = index.entry(id);
    shares[article] = Math.max(shares[article], Math.min(1, strength / WEIGHTS.text));
  }
  const held = shares.reduce((sum, share) => sum + share, 0);
  const tells = Math.log(1 + (articlesCount - held + 0.5) / (held + 0.5));
  told.set(found, tells);
  return tells;
}

/** Return what it is worth that all words stand in a hit's own name, its title or heading, or what they may be mistakes for and no more. */
function nameWorth({ id, held }, words, size, index) {
  let named = AS_IS;
  words.forEach(({ phrase }, at) => {
    if (!phrase) named = Math.min(named, held[at]?.named ?? 0);
  });
  const equal = index.nameLengths[id] === size;
  if (named === AS_IS) return equal ? NAME.equal : NAME.within;
  return named && equal ? NAME.mistaken : 1;
}
