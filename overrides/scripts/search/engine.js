// Finds and ranks over one index a locale (index.js), written by hooks/helpcentre/output/search_index.py.
import { Evidence } from "./evidence.js";
import { Index, PartError } from "./index.js";
import { marked, snippet } from "./marks.js";
import { ranked } from "./ranking.js";
import { corrected } from "./suggestion.js";
import { Lexicon } from "./words.js";

const indexes = new Map();
const ANEW = "the search index is loaded anew";

/**
 * Take in a line of a locale's index.json, the first one first, and return the index with what is found in it, and what
 * the site knows of readers' words. `fetchPart(path)` returns a promise of a parsed part beside index.json; `number` tells
 * the lines of one loading from those of another.
 */
export function load(locale, line, fetchPart, number) {
  // All lines together are an object, of which each holds some properties.
  const some = JSON.parse(line.replace(/^\{?(.*)[,}]$/s, "{$1}"));
  const last = line.endsWith("}");
  if (!line.startsWith("{")) {
    const index = indexes.get(locale);
    // The rest of an index that was asked for anew while it travelled.
    if (index?.number !== number) throw new Error(ANEW);
    index.take(some, last);
    return index;
  }
  indexes.get(locale)?.abandon(new PartError(ANEW));
  indexes.delete(locale);
  const index = new Index(some, fetchPart);
  index.evidence = new Evidence(index);
  index.lexicon = new Lexicon(some.extra, some.lang);
  Object.assign(index, { number, complete: last });
  indexes.set(locale, index);
  return index;
}

/**
 * Return a promise of `{total, hits, suggestion, complete}` for a query. Hits are in the order of their scores, at most
 * two of one article; a score of 1 or more says that all of a few words are in the article, but for those that no text
 * holds as they are spelt, one of 2 or more that the only word stands in this very section as it was typed. `suggestion` is the query with its misspelt words mended, empty
 * where there is nothing to mend.
 * Unless `texts` are wanted, a hit's text is shown if it is there already; `complete` says whether all were.
 *
 * Ranking is synchronous and knows nothing of parts: what it asks for and is not there counts as absent, and is noted;
 * it is ranked again when that has come, until nothing is lacking. So an index that still travels answers as soon as what
 * the query asks for is there, and answers the same as when all of it is.
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
  const words = index.lexicon.read(text);
  if (!words.length) return { total: 0, hits: [], suggestion: "", complete: true };
  const found = index.evidence.gathered(words);
  if (index.lacking.size) return null;
  const results = ranked(words, found, index, text);
  const left = words.filter((word) => word.left).map(({ forms }) => forms[0].terms[0]);
  const hits = results.slice(0, limit).map((result) => shown(result, left, index, texts));
  const suggestion = corrected(text, words, found, hits);
  return { total: results.length, hits, suggestion, complete: hits.every((hit) => hit.complete) };
}

/** Return a hit; a word that was `left` is marked all the same where a text holds it. */
function shown({ id, held, rank: score }, left, index, texts) {
  const { text, ...hit } = index.shown(id, texts);
  const terms = new Set([...left, ...held.flatMap((here) => here?.terms ?? [])]);
  return {
    ...hit, score, complete: text !== null,
    marked: { title: marked(hit.title, terms), section: marked(hit.section, terms), text: snippet(text ?? "", terms) },
  };
}
