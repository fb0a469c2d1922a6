// The order of what was found: articles by all that speaks for them, each shown by its best part.
import { FIELDS } from "./evidence.js";
import { fold } from "./text.js";

/** Kinds that come first where scores are equal. */
const KINDS = ["faq"];
const HITS_PER_ARTICLE = 2;
/** A query of so few telling words is answered by what holds all of them before what holds some. */
const P = globalThis.P ?? {tog:.5,sec:.2,cov:1,few:2,idf:1};
const FEW = P.few;
const PHRASE = { equal: 3, within: 1.5 };

const articleOf = (url) => url.split("#", 1)[0];

/** Return what was found in its order: `{id, terms, rank}`. `found` holds the evidence of each of the words. */
export function ranked(words, found, entries, heads, text) {
  const size = new Set([...heads.keys()].map(articleOf)).size;
  const articles = new Map();
  const weights = words.map((word, at) => word.says * rarity(found[at], size) ** P.idf);
  words.forEach((word, at) => {
    for (const [id, evidence] of found[at]) {
      const key = articleOf(id);
      if (!articles.has(key)) articles.set(key, { best: new Float64Array(words.length), second: new Float64Array(words.length), parts: new Map() });
      const article = articles.get(key);
      const { strength } = evidence;
      if (strength > article.best[at]) {
        article.second[at] = article.best[at];
        article.best[at] = strength;
      } else if (strength > article.second[at]) article.second[at] = strength;
      if (!article.parts.has(id)) article.parts.set(id, { sum: 0, held: new Set(), terms: new Set() });
      const part = article.parts.get(id);
      part.sum += weights[at] * strength;
      part.held.add(at);
      for (const term of evidence.terms) part.terms.add(term);
    }
  });
  const phrase = plain(text);
  const telling = words.map((_, at) => at).filter((at) => words[at].says === 1);
  const counted = telling.length ? telling : words.map((_, at) => at);
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const hits = [];
  for (const [key, article] of articles) {
    let value = 0;
    let cover = 0;
    for (let at = 0; at < words.length; at++) {
      value += weights[at] * (article.best[at] + P.sec * article.second[at]);
      if (article.best[at]) cover += weights[at];
    }
    const parts = [...article.parts].map(([id, part]) => ({ id, ...part }));
    const together = Math.max(...parts.map(({ sum }) => sum));
    value = (value + P.tog * together) * (cover / total) ** P.cov;
    const all = counted.length <= FEW && (!P.pure || words.every(w=>w.says===1)) && counted.every((at) => article.best[at]);
    parts.sort((a, b) => b.sum - a.sum || (a.id === key ? -1 : b.id === key ? 1 : a.id < b.id ? -1 : 1));
    parts.slice(0, HITS_PER_ARTICLE).forEach((part, place) => {
      const worth = headingWorth(heads.get(part.id), phrase);
      const articleWorth = headingWorth(heads.get(key), phrase);
      const own = all && counted.every((at) => part.held.has(at));
      const tier = own ? 2 : all ? 1 : 0;
      const score = value * Math.max(worth, articleWorth) * (place ? 0.6 : 1);
      hits.push({ ...part, rank: tier + Math.round((score / (score + 10)) * 1e6) / 1e6 });
    });
  }
  const first = ({ id }) => (KINDS.includes(entries(id)?.kind) ? 0 : 1);
  return hits.sort((a, b) => b.rank - a.rank || first(a) - first(b) || (a.id < b.id ? -1 : 1));
}

/** Return how much a word tells: much where few articles hold it. */
function rarity(found, size) {
  const articles = new Map();
  for (const [id, { strength }] of found) {
    const key = articleOf(id);
    articles.set(key, Math.max(articles.get(key) ?? 0, Math.min(1, strength / FIELDS.text)));
  }
  let held = 0;
  for (const share of articles.values()) held += share;
  return Math.log(1 + (size - held + 0.5) / (held + 0.5));
}

export const plain = (text) => fold(text).toLowerCase().replace(/[\s\p{P}]+/gu, " ").trim();

function headingWorth(heading, phrase) {
  if (!heading) return 1;
  if (heading === phrase) return PHRASE.equal;
  return phrase.length > 1 && heading.includes(phrase) ? PHRASE.within : 1;
}
