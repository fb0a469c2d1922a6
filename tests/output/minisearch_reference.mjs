// Answers queries from MiniSearch's own index and from ours: reads {entries, index, queries, vectors} on stdin.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import MiniSearch from "minisearch";

const source = new URL("../../overrides/scripts/search/text.js", import.meta.url);
const { outputFiles } = await build({ entryPoints: [fileURLToPath(source)], bundle: true, format: "esm", write: false, charset: "utf8" });
const text = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);

const { entries, fields, index, queries, vectors } = JSON.parse(readFileSync(0, "utf8"));
const options = {
  fields,
  idField: "url",
  storeFields: ["title", "section", "kind", "topic", "lang", "text"],
  tokenize: text.terms,
  processTerm: (term) => term,
  searchOptions: { boost: { title: 6, headings: 3 }, prefix: true, fuzzy: (term) => (term.length > 8 ? 2 : term.length > 4) },
};
const own = new MiniSearch(options);
own.addAll(entries);
const ours = MiniSearch.loadJSON(index, options);
const answers = (engine) => queries.map((query) => engine.search(query).map(({ id, score }) => [id, score]));
const { storedFields, index: terms, ...figures } = own.toJSON();
process.stdout.write(
  JSON.stringify({
    own: answers(own),
    ours: answers(ours),
    figures,
    terms: Object.fromEntries(terms),
    read: vectors.map((vector) => ({ terms: text.terms(vector), query: text.query(vector).map(({ forms }) => forms) })),
  }),
);
