// Finds and ranks over one index a locale (index.js), written by hooks/helpcentre/output/search_index.py.
import { Evidence } from "./evidence.js";
import { Index, PartError } from "./index.js";
import { marked, snippet } from "./marks.js";
import { Ranking } from "./ranking.js";
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
  index.ranking = new Ranking(index);
  index.lexicon = new Lexicon(some.extra, some.lang);
  Object.assign(index, { number, complete: last });
  indexes.set(locale, index);
  return index;
}

/**
 * Return a promise of `{total, hits, suggestion, complete}` for a query. Hits are in the order of their scores, at most
 * two of one article; a score of 1 or more says that all of a few words are in the article, but for those that no text
 * holds as they are spelt, one of 2 or more that the only word stands in this very section as it was typed. `suggestion`
 * is the query with its misspelt words mended, empty where there is nothing to mend; where nothing is found, and what the
 * same keys write on the language's own keyboard is, the answer is to that, and it is the suggestion.
 * Unless `texts` are wanted, a hit's text is shown if it is there already; `complete` says whether all were. Where `marks`
 * are wanted, a hit tells what of it the query found.
 *
 * Ranking is synchronous and knows nothing of parts: what it asks for and is not there counts as absent, and is noted;
 * it is ranked again when that has come, until nothing is lacking. So an index that still travels answers as soon as what
 * the query asks for is there, and answers the same as when all of it is.
 */
export async function find(locale, text, { limit = 10, texts = true, marks = true } = {}) {
  const index = indexes.get(locale);
  const { writing } = index.lexicon;
  await writing.prepare(text);
  const found = await answered(index, text, limit, texts, marks);
  const suggestion = found.total ? "" : writing.retyped(text);
  if (!suggestion) return found;
  const retyped = await answered(index, suggestion, limit, texts, marks);
  return retyped.total ? { ...retyped, suggestion: retyped.suggestion || suggestion } : found;
}

async function answered(index, ...asked) {
  for (;;) {
    index.begin();
    const found = answer(index, ...asked);
    const lacking = index.takeLacking();
    if (!lacking.length) return found;
    await index.supply(lacking);
  }
}

function answer(index, text, limit, texts, marks) {
  const words = index.lexicon.read(text);
  if (!words.length) return { total: 0, hits: [], suggestion: "", complete: true };
  const found = index.evidence.gathered(words);
  if (index.lacking.size) return null;
  const { total, hits: ranks } = index.ranking.ranked(words, found, text, limit);
  const shown = ranks.map(({ id }) => index.shown(id, texts));
  const isFound = finder(words, found);
  const hits = ranks.map(({ id, rank: score }, at) => {
    const { text: itsText, ...hit } = shown[at];
    return { ...hit, score, complete: itsText !== null, ...(marks && { marked: marksOf(shown[at], (term) => isFound(id, term)) }) };
  });
  const suggestion = corrected(text, words, found, shown);
  return { total, hits, suggestion, complete: hits.every(({ complete }) => complete) };
}

/** Return a function that says whether a term of an entry is what was found; one that was `left` is, wherever it stands. */
function finder(words, found) {
  const left = new Set(words.filter((word) => word.left).map(({ forms }) => forms[0].terms[0]));
  const known = new Map();
  return (id, term) => {
    if (!known.has(term)) known.set(term, found.filter(({ sources }) => sources.has(term)));
    return left.has(term) || known.get(term).some((each) => each.isHeldBy(id, term));
  };
}

const marksOf = ({ title, section, text }, isFound) => ({
  title: marked(title, isFound),
  section: marked(section, isFound),
  text: snippet(text ?? "", isFound),
});
