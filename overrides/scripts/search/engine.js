// Finds and ranks: MiniSearch over one index a locale (index.js), written by hooks/helpcentre/output/search_index.py.
import MiniSearch from "minisearch";
import { FIELDS, Index } from "./index.js";
import { marked, snippet } from "./marks.js";
import { isNumeric, isPaired, query as read, terms as termsOf } from "./text.js";

/** What a word in each field is worth. */
const WEIGHTS = { title: 6, keywords: 4, headings: 3, lead: 2, text: 1, article: 1 };
const OPTIONS = {
  fields: FIELDS,
  tokenize: (term) => [term],
  processTerm: (term) => term,
  searchOptions: {
    boost: WEIGHTS,
    combineWith: "OR",
    // An exact word counts 1.
    weights: { prefix: 0.5, fuzzy: 0.25 },
  },
};
/** Kinds that come first where scores are equal. */
const KINDS = ["faq"];
const HITS_PER_ARTICLE = 2;
/** In an index of this size, a word of more than this share of the entries is not asked for in each hit. */
const COMMON = { entries: 100, share: 0.25, words: 3 };
const NAME = { equal: 2, within: 1.5 };

const indexes = new Map();

/** Take in a locale's index.json; `fetchPart(path)` returns a promise of a parsed part beside it. */
export function load(locale, bytes, fetchPart) {
  indexes.set(locale, open(JSON.parse(new TextDecoder().decode(bytes)), fetchPart));
}

/** Return an index with its `engine`, a MiniSearch that asks it for terms and entries. */
export function open(manifest, fetchPart) {
  const index = new Index(manifest, fetchPart);
  const { entries, averages } = manifest;
  const figures = { documentCount: entries, nextId: index.slots, averageFieldLength: averages, dirtCount: 0, serializationVersion: 2 };
  const fieldIds = Object.fromEntries(FIELDS.map((name, number) => [name, number]));
  index.engine = MiniSearch.loadJS({ ...figures, fieldIds, documentIds: {}, fieldLength: {}, storedFields: {}, index: [] }, OPTIONS);
  Object.assign(index.engine, index.tables());
  return index;
}

/**
 * Return a promise of `{total, hits, complete}` for a query. A hit's score says in its whole part whether all words are
 * in it (2), in its article (1), or only some (0); hits are in the order of their scores, at most two of one article.
 * Unless `texts` are wanted, a hit's text is shown if it is there already; `complete` says whether all were.
 *
 * Ranking is synchronous and knows nothing of parts: what it asks for and is not there counts as absent, and is noted;
 * it is ranked again when that has come, until nothing is lacking.
 */
export async function find(locale, text, limit = 10, { texts = true } = {}) {
  const index = indexes.get(locale);
  for (;;) {
    index.begin();
    const found = answer(index, text, limit, texts);
    const lacking = index.takeLacking();
    if (!lacking.length) return found;
    await index.supply(lacking);
  }
}

function answer(index, text, limit, texts) {
  const words = read(text);
  if (!words.length) return { total: 0, hits: [], complete: true };
  let results = lookUp(index, words, (word) => strictly(word, words.length === 1));
  const missed = words.filter((word) => !results.some((result) => covers(result.queryTerms, word)));
  // A word is not missed while what may hold it is lacking.
  if (missed.some(isMendable) && !index.lacking.size) {
    const loose = new Map(missed.filter(isMendable).map((word) => [word, loosely(word)]));
    results = lookUp(index, words, (word) => loose.get(word) ?? strictly(word, words.length === 1));
  }
  const ranked = rank(results, words, index, text);
  if (index.lacking.size) return null;
  const hits = ranked.slice(0, limit).map((result) => shown(result, index, texts));
  return { total: ranked.length, hits, complete: hits.every((hit) => hit.complete) };
}

function lookUp(index, words, settings) {
  return index.engine.search({ combineWith: "OR", queries: words.map((word) => wordQuery(word, settings(word))) });
}

/** Return the MiniSearch query of one word: any of its forms. Synonyms would be further forms. */
function wordQuery({ forms }, { prefix, fuzzy }) {
  const queries = forms.map((form, place) =>
    form.length === 1
      ? { queries: form, prefix, fuzzy, boostTerm: () => (place ? 0.7 : 1) }
      : { combineWith: "AND", queries: form, prefix: false, fuzzy: false, boostTerm: () => 0.5 / form.length },
  );
  return { combineWith: "OR", queries };
}

/** How a word is looked up at first. A single letter is a prefix only where it is all there is. */
function strictly({ forms, length }, alone) {
  const term = forms[0][0];
  const exact = isPaired(term) || isNumeric(term);
  return {
    prefix: alone || isPaired(term) || [...term].length > 1,
    fuzzy: exact ? false : length >= 9 ? 2 : length >= 5 ? 1 : false,
  };
}

const isMendable = ({ forms, length }) => length >= 4 && length <= 32 && !isPaired(forms[0][0]) && !isNumeric(forms[0][0]);

/** How a word is looked up that was not found: with one mistake more; two letters swapped are one (sorted.js). */
function loosely({ length }) {
  return { prefix: true, fuzzy: length >= 6 ? 2 : 1 };
}

/** Return whether the terms of the query that were found hold one of the word's forms. */
function covers(found, { forms }) {
  return forms.some((form) => form.every((term) => found.includes(term)));
}

function rank(results, words, index, text) {
  const size = new Set(termsOf(text)).size;
  const counted = needed(results, words, index.manifest.entries);
  const articles = new Map();
  for (const result of results) {
    result.words = words.filter((word) => covers(result.queryTerms, word));
    if (!articles.has(result.article)) articles.set(result.article, new Set());
    for (const word of result.words) articles.get(result.article).add(word);
  }
  const has = (found) => counted.every((word) => found.has(word));
  for (const result of results) {
    const value = (result.score / (result.queryTerms.length || 1)) * (result.words.length || 1) * nameWorth(result, words, size, index);
    const tier = has(new Set(result.words)) ? 2 : has(articles.get(result.article)) ? 1 : 0;
    // Rounded, so that scores equal but for the last digits are equal.
    result.rank = tier + Math.round((value / (value + 20)) * 1e6) / 1e6;
  }
  const first = (kind) => (KINDS.includes(kind) ? 0 : 1);
  results.sort((a, b) => b.rank - a.rank || first(a.kind) - first(b.kind) || a.id - b.id);
  const shownOf = new Map();
  return results.filter(({ article }) => {
    shownOf.set(article, (shownOf.get(article) ?? 0) + 1);
    return shownOf.get(article) <= HITS_PER_ARTICLE;
  });
}

/** Return the words that a hit must hold to hold all: in a long question not those that stand everywhere. */
function needed(results, words, entries) {
  if (entries < COMMON.entries || words.length < COMMON.words) return words;
  const most = entries * COMMON.share;
  const rare = words.filter((word) => results.filter((result) => covers(result.queryTerms, word)).length <= most);
  return rare.length ? rare : words;
}

/** Return what it is worth that all words stand, as they are, in a hit's own name: its title or heading. */
function nameWorth({ id, lead, match }, words, size, index) {
  const field = lead ? "title" : "headings";
  const named = words.every(({ forms }) => forms.some((form) => form.every((term) => match[term]?.includes(field))));
  if (!named) return 1;
  return index.lengthsOf(id)[FIELDS.indexOf(field)] === size ? NAME.equal : NAME.within;
}

function shown({ id, terms, rank: score }, index, texts) {
  const { text, ...hit } = index.shown(id, texts);
  const found = new Set(terms);
  return {
    ...hit, score, complete: text !== null,
    marked: { title: marked(hit.title, found), section: marked(hit.section, found), text: snippet(text ?? "", found) },
  };
}
