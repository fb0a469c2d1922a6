// Answers for tests what the browser's side of search would: a line of JSON in, a line of JSON out.
//   {files, extra?}                    opens an index: files by path
//   {reopen: true}                     opens the same index anew, with no part loaded
//   {find: [query, limit, texts]}      -> {total, hits, fetched}; `fetched` are the parts that it had to load
//   {travelling: query, lines?}        -> for each number of lines of the open index (all, if none is given) what it answers
//                                         when so many are there, null for nothing, and when the others have come
//   {awaited: query}                   -> how many lines had come when a query was answered that was asked before the second
//   {matches: terms, prefix?, fuzzy?}  -> for each term what the open index holds of it: [[url, term, field], …]
//   {own: entries, fields, terms}      -> the same of an index that MiniSearch makes of entries
//   {decode: {bits, count, width, places, size, words, coded}, total, count} -> numbers and words read back, and the width for a total
//   {read: texts}                      -> terms and query of each text, and its terms as it is read with the others
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import MiniSearch from "minisearch";

const module = async (name) => {
  const source = fileURLToPath(new URL(`../../overrides/scripts/search/${name}.js`, import.meta.url));
  const { outputFiles } = await build({ entryPoints: [source], bundle: true, format: "esm", write: false, charset: "utf8" });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
};
const engine = await module("engine");
const text = await module("text");
const coding = await module("coding");
const { FIELDS } = await module("index");

let files = {};
let fetched = [];
let index;

async function fetchPart(path) {
  fetched.push(path);
  if (!(path in files)) throw new Error(`${path} answered 404`);
  return JSON.parse(files[path]);
}

/** A single letter is looked for as the beginning of names only, and a pair of characters as nothing else. */
const isBegun = (term) => [...term].length > 1 && !text.isPaired(term);

const tasks = {
  files({ files: given }) {
    files = given;
    return tasks.reopen();
  },
  reopen() {
    for (const line of files["index.json"].split("\n")) index = engine.load("made", line, fetchPart);
    return JSON.parse(files["index.json"]);
  },
  async find({ find: [query, limit, texts] }) {
    fetched = [];
    return { ...(await engine.find("made", query, { limit, texts })), fetched };
  },
  async travelling({ travelling: query, lines: counts }) {
    const lines = files["index.json"].split("\n");
    const answers = [];
    for (const count of counts ?? lines.map((_, at) => at + 1)) {
      for (const line of lines.slice(0, count)) index = engine.load("made", line, fetchPart);
      let atOnce = null;
      const answer = engine.find("made", query, { texts: false }).then((found) => (atOnce = found));
      await new Promise(setImmediate);
      answers.push([structuredClone(atOnce)]);
      for (const line of lines.slice(count)) index = engine.load("made", line, fetchPart);
      answers.at(-1).push(await answer);
    }
    return answers;
  },
  async awaited({ awaited: query }) {
    const [first, ...others] = files["index.json"].split("\n");
    index = engine.load("made", first, fetchPart);
    let answered = false;
    engine.find("made", query, { texts: false }).then(() => (answered = true));
    let come = 1;
    for (const line of others) {
      if (answered) break;
      index = engine.load("made", line, fetchPart);
      come += 1;
      await new Promise(setImmediate);
    }
    return come;
  },
  async matches({ matches: terms, prefix = false, fuzzy = 0 }) {
    for (;;) {
      index.begin();
      const found = terms.map((term) => {
        const exact = index.get(term);
        const all = [...(exact ? [[term, exact]] : []), ...(prefix && isBegun(term) ? index.beginning(term) : [])];
        if (fuzzy) all.push(...index.near(term, fuzzy));
        const unlike = [...new Map(all)];
        return unlike.flatMap(([other, fields]) => fields.flatMap((slots, field) => Array.from(slots, (slot) => [index.shown(slot, false).url, other, FIELDS[field]])));
      });
      const lacking = index.takeLacking();
      if (!lacking.length) return found;
      await index.supply(lacking);
    }
  },
  own({ own: entries, fields, terms }) {
    const own = new MiniSearch({ fields, idField: "url", tokenize: (given) => [...new Set(text.terms(given))], processTerm: (term) => term });
    own.addAll(entries);
    const options = { prefix: isBegun, tokenize: (term) => [term] };
    return terms.map((asked) =>
      own.search(asked, options).flatMap(({ id, match }) => Object.entries(match).flatMap(([term, held]) => held.map((field) => [id, term, field]))),
    );
  },
  decode({ decode: { bits, count, width, places, size, words, coded }, total, count: numbers }) {
    const reader = new coding.BitReader(bits);
    const read = (one) => Array.from({ length: count }, one);
    const gamma = read(() => reader.gamma());
    const rice = read(() => reader.rice(width));
    const interpolative = reader.interpolative(places, size);
    return { gamma, rice, interpolative, words: coding.frontDecoded(words), coded: coding.decodedWords(coded), width: coding.riceWidth(total, numbers) };
  },
  read: ({ read }) => {
    const together = text.termsOfEach(read);
    return read.map((each, at) => ({ terms: text.terms(each), query: text.query(each).map(({ forms }) => forms), together: [...together[at]] }));
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  const name = Object.keys(message)[0];
  let answer;
  try {
    answer = { value: await tasks[name](message) };
  } catch (error) {
    answer = { error: String(error), stale: error.stale === true };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
