// Finds and ranks: one MiniSearch index a locale, written by hooks/helpcentre/output/search_index.py.
import MiniSearch from "minisearch";
import { marked, snippet } from "./marks.js";
import { fold, isNumeric, isPaired, query as read } from "./text.js";

/** The fields of search_index.py and what a word in each is worth. */
const WEIGHTS = { title: 6, keywords: 4, headings: 3, lead: 2, text: 1, article: 1 };
const OPTIONS = {
  fields: Object.keys(WEIGHTS),
  storeFields: ["title", "section", "kind", "topic", "lang", "text"],
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
const PHRASE = { equal: 2, within: 1.5 };

const indexes = new Map();

/** Take in the bytes of a locale's index. */
export function load(locale, bytes) {
  indexes.set(locale, MiniSearch.loadJSON(new TextDecoder().decode(bytes), OPTIONS));
}

/**
 * Return `{total, hits}` for a query. A hit's score says in its whole part whether all words are in it (2), in its
 * article (1), or only some (0); hits are in the order of their scores, at most two of one article.
 */
export function find(locale, text, limit = 10) {
  const index = indexes.get(locale);
  const words = read(text);
  if (!words.length) return { total: 0, hits: [] };
  let results = lookUp(index, words, (word) => strictly(word, words.length === 1));
  const missed = words.filter((word) => !results.some((result) => covers(result.queryTerms, word)));
  if (missed.some(isMendable)) {
    const loose = new Map(missed.filter(isMendable).map((word) => [word, loosely(word)]));
    results = lookUp(index, words, (word) => loose.get(word) ?? strictly(word, words.length === 1));
    for (const [word, { swaps }] of loose) word.swaps = swaps;
  }
  const ranked = rank(results, words, index.documentCount, text);
  return { total: ranked.length, hits: ranked.slice(0, limit).map(shown) };
}

function lookUp(index, words, settings) {
  return index.search({ combineWith: "OR", queries: words.map((word) => wordQuery(word, settings(word))) });
}

/** Return the MiniSearch query of one word: any of its forms. Synonyms would be further forms. */
function wordQuery({ forms }, { prefix, fuzzy, swaps = [] }) {
  const queries = forms.map((form, place) =>
    form.length === 1
      ? { queries: form, prefix, fuzzy, boostTerm: () => (place ? 0.7 : 1) }
      : { combineWith: "AND", queries: form, prefix: false, fuzzy: false, boostTerm: () => 0.5 / form.length },
  );
  if (swaps.length) queries.push({ queries: swaps.map((term) => ({ queries: [term] })), prefix: false, fuzzy: false, boostTerm: () => 0.4 });
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

/** How a word is looked up that was not found: two letters swapped, or one mistake more. */
function loosely({ forms, length }) {
  const term = forms[0][0];
  const swaps = [];
  for (let at = 0; at + 1 < term.length; at++) {
    if (term[at] !== term[at + 1]) swaps.push(term.slice(0, at) + term[at + 1] + term[at] + term.slice(at + 2));
  }
  return { prefix: true, fuzzy: length >= 6 ? 2 : 1, swaps };
}

/** Return whether the terms of the query that were found hold one of the word's forms. */
function covers(found, { forms, swaps = [] }) {
  return forms.some((form) => form.every((term) => found.includes(term))) || swaps.some((term) => found.includes(term));
}

const articleOf = (url) => url.split("#", 1)[0];

function rank(results, words, entries, text) {
  const phrase = plain(text);
  const counted = needed(results, words, entries);
  const articles = new Map();
  for (const result of results) {
    result.words = words.filter((word) => covers(result.queryTerms, word));
    const article = articleOf(result.id);
    if (!articles.has(article)) articles.set(article, new Set());
    for (const word of result.words) articles.get(article).add(word);
  }
  const has = (found) => counted.every((word) => found.has(word));
  for (const result of results) {
    const value = (result.score / (result.queryTerms.length || 1)) * (result.words.length || 1) * phraseWorth(result, phrase);
    const tier = has(new Set(result.words)) ? 2 : has(articles.get(articleOf(result.id))) ? 1 : 0;
    // Rounded, so that scores equal but for the last digits are equal.
    result.rank = tier + Math.round((value / (value + 20)) * 1e6) / 1e6;
  }
  const first = (kind) => (KINDS.includes(kind) ? 0 : 1);
  results.sort((a, b) => b.rank - a.rank || first(a.kind) - first(b.kind) || (a.id < b.id ? -1 : 1));
  const shownOf = new Map();
  return results.filter(({ id }) => {
    const article = articleOf(id);
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

const plain = (text) => fold(text).toLowerCase().replace(/[\s\p{P}]+/gu, " ").trim();

const plainHeadings = new Map();

/** Return the heading of a hit as `plain` has it; kept, for each key the reader presses asks for hundreds. */
function plainHeading({ id, title = "", section = "" }) {
  if (!plainHeadings.has(id)) plainHeadings.set(id, plain(section || title));
  return plainHeadings.get(id);
}

function phraseWorth(result, phrase) {
  const heading = plainHeading(result);
  if (heading === phrase) return PHRASE.equal;
  return phrase.length > 1 && heading.includes(phrase) ? PHRASE.within : 1;
}

function shown({ id, title = "", section = "", kind = "", topic = "", lang = "", text = "", terms, rank: score }) {
  const found = new Set(terms);
  return {
    url: id, title, section, kind, topic, lang, score,
    marked: { title: marked(title, found), section: marked(section, found), text: snippet(text, found) },
  };
}
