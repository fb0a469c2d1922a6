// Finds and ranks: one MiniSearch index a locale, written by hooks/helpcentre/output/search_index.py.
import MiniSearch from "minisearch";
import { Evidence, FIELDS } from "./evidence.js";
import { marked, snippet } from "./marks.js";
import { plain, ranked } from "./ranking.js";
import { wordsOf } from "./words.js";

const OPTIONS = {
  fields: Object.keys(FIELDS),
  storeFields: ["title", "section", "kind", "topic", "lang", "text"],
  tokenize: (term) => [term],
  processTerm: (term) => term,
};

const indexes = new Map();

/** Take in the bytes of a locale's index. */
export function load(locale, bytes) {
  const raw = JSON.parse(new TextDecoder().decode(bytes));
  const index = MiniSearch.loadJS(raw, OPTIONS);
  const heads = new Map(
    Object.entries(raw.documentIds).map(([key, id]) => [id, plain(raw.storedFields[key].section ?? raw.storedFields[key].title ?? "")]),
  );
  const { synonyms = {}, weak = [] } = raw.extra ?? {};
  const readings = Object.entries(synonyms).map(([phrase, others]) => [phrase, others.map((other) => other.split(" "))]);
  indexes.set(locale, { index, heads, evidence: new Evidence(index), synonyms: new Map(readings), weak: new Set(weak) });
}

/**
 * Return `{total, hits}` for a query. A hit's score says in its whole part whether all words are in it (2), in its
 * article (1), or only some (0); hits are in the order of their scores, at most two of one article.
 */
export function find(locale, text, limit = 10) {
  const loaded = indexes.get(locale);
  const words = wordsOf(text, loaded);
  if (!words.length) return { total: 0, hits: [], suggestion: "" };
  const entries = (id) => loaded.index.getStoredFields(id);
  const found = words.map((word) => loaded.evidence.of(word));
  const hits = ranked(words, found, entries, loaded.heads, text);
  return { total: hits.length, hits: hits.slice(0, limit).map((hit) => shown(hit, entries(hit.id))), suggestion: "" };
}

function shown({ id, terms, rank: score }, { title = "", section = "", kind = "", topic = "", lang = "", text = "" }) {
  return {
    url: id, title, section, kind, topic, lang, score,
    marked: { title: marked(title, terms), section: marked(section, terms), text: snippet(text, terms) },
  };
}
