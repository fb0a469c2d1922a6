// Search as a module: finds its worker and the indexes beside itself, and pages from the site root two levels up.
//
//   import { search } from "<root>/assets/search/search.js";
//   for (const { url, title } of await search("late parcel", { locale, limit: 5 })) …

/** Its name with a digest: build.mjs. */
const WORKER = new URL(WORKER_FILE, import.meta.url);
const ROOT = new URL("../../", import.meta.url);

let connection;
const loads = new Map();
const failed = new Set();
let loadings = 0;

/** Below this number of hits in the reader's language, others are worth asking. */
export const FEW = 3;

/**
 * Return a promise of the best hits, `[{url, title, section, kind, topic, lang, score}]`, best first.
 * `url` is absolute; `locale` is the page's own unless given, `limit` 10.
 *
 * All are in that locale's language. With `fallback`, a list of locales, and fewer than FEW hits, theirs follow, at
 * most `limit` of each; `lang` tells them apart, and scores compare within one language only.
 */
export async function search(query, { locale, limit, fallback = [] } = {}) {
  const bare = { texts: false, marks: false };
  const { total, hits } = await find(query, { locale, limit, ...bare });
  const others = await findElsewhere(query, { locales: fallback, found: total, limit, ...bare });
  return [hits, ...others.map((other) => other.hits)].flat().map(({ marked, complete, ...hit }) => hit);
}

/**
 * Return a promise of what further locales have where `found` hits are few, `[{locale, total, hits}]`: one after the
 * other until there are FEW hits in all. An index is loaded only when its turn comes. `find` has the other options.
 */
export async function findElsewhere(query, { locales, found, ...options }) {
  const others = [];
  let sum = found;
  for (const locale of locales) {
    if (sum >= FEW) break;
    const { total, hits } = await find(query, { locale, ...options });
    others.push({ locale, total, hits });
    sum += total;
  }
  return others;
}

/**
 * Return a promise of `{total, hits, suggestion, complete}`; each hit holds `marked: {title, section, text}` too if `marks`
 * are wanted, lists of [piece, found]; `suggestion` is a mended query, or empty. Without `texts` the answer does not wait
 * for them: where they are not there yet, a hit's is empty and `complete` false.
 */
export async function find(query, { locale = pageLocale(), limit = 10, texts = true, marks = true } = {}) {
  const message = { task: "find", locale, query: String(query), limit, texts, marks };
  const wasLoading = loads.has(locale);
  const loading = begin(locale);
  const found = await askOnce(loading, message).catch((error) => {
    // What an earlier key began may have failed for a reason that is over, such as a connection that is back.
    const isOver = wasLoading && loads.get(locale) !== loading;
    if (!error.stale && !isOver) throw error;
    // Or the site was published anew since the index came: it is loaded again, past all caches.
    if (loads.get(locale) === loading) loads.delete(locale);
    return askOnce(begin(locale, "reload"), message);
  });
  return { ...found, hits: found.hits.map((hit) => ({ ...hit, url: new URL(hit.url, ROOT).href })) };
}

/** Return the answer of an index that may still travel: it comes when what it needs is there, or travelling fails. */
async function askOnce({ begun, loaded }, message) {
  await begun;
  const answer = ask(message);
  return Promise.race([answer, loaded.then(() => answer)]);
}

/** Load a locale's index, once; the index travels while the worker starts. Return a promise that all of it is there. */
export const warm = (locale = pageLocale()) => begin(locale).loaded;

/** Begin to load a locale's index, once; return promises that it can be asked (`begun`), and that all of it is there. */
function begin(locale, cache = failed.has(locale) ? "reload" : "default") {
  if (!loads.has(locale)) {
    const loading = {};
    const begun = new Promise((begin) => (loading.begin = begin));
    loading.loaded = load(locale, cache, loading.begin).catch((error) =>
      error.stale ? loadAnew(locale, loading.begin) : Promise.reject(error),
    );
    loading.begun = Promise.race([begun, loading.loaded]);
    // A failure is not kept: the reader's next key tries again, past a cache that may hold half a file.
    loading.loaded.catch(() => failed.add(locale) && loads.get(locale) === loading && loads.delete(locale));
    loading.begun.catch(() => {}); // who asks is told
    loads.set(locale, loading);
  }
  return loads.get(locale);
}

async function load(locale, cache, begun) {
  const folder = new URL(`${encodeURIComponent(locale)}/`, import.meta.url);
  connect().catch(() => {}); // it starts while the index travels; who asks is told
  // Each line is taken in while the next ones travel.
  let taken = Promise.resolve();
  const number = ++loadings;
  for await (const line of fetchIndex(locale, folder, cache)) {
    const next = ask({ task: "load", locale, line, folder: folder.href, number });
    taken = Promise.all([next, taken]);
    taken.then(begun, () => {}); // told below
  }
  const [complete] = await taken;
  if (!complete) throw new Error("the search index is cut off");
}

/** Index and worker are of two builds, since one of them came from a cache or the page is older than the site. */
async function loadAnew(locale, begun) {
  await fetch(WORKER, { cache: "reload" });
  connection = undefined;
  for (const other of loads.keys()) if (other !== locale) loads.delete(other);
  return load(locale, "reload", begun);
}

/** Return a promise of how search reads a text: `{terms, query}`; tests hold it to the builder's reading. */
export const read = (text) => ask({ task: "read", text });

/** Return the locale of the page that imports this module. */
export const pageLocale = () => globalThis.document?.documentElement.dataset.locale ?? "";

/** Yield the lines of a locale's index as they come. */
async function* fetchIndex(locale, folder, cache) {
  const address = new URL("index.json", folder);
  const response = await fetch(address, { cache });
  if (!response.ok) throw new Error(`no search index for "${locale}": ${address} answered ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let line = "";
  for (;;) {
    const { value = "", done } = await reader.read();
    const [rest, ...lines] = value.split("\n");
    line += rest;
    for (const next of lines) {
      yield line;
      line = next;
    }
    if (done) break;
  }
  yield line;
}

async function ask(message) {
  const send = await connect();
  return send(message);
}

function connect() {
  connection ??= startWorker().catch(async () => {
    const { answer } = await import(WORKER.href);
    return (message) => answer(message);
  });
  // A failure is not kept here either.
  connection.catch(() => (connection = undefined));
  return connection;
}

function startWorker() {
  return new Promise((started, failed) => {
    const worker = new Worker(WORKER, { type: "module" });
    const waiting = new Map();
    let last = 0;
    const send = (message) =>
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject });
        worker.postMessage({ ...message, id: last });
      });
    worker.addEventListener("error", failed);
    worker.addEventListener("message", ({ data }) => {
      if (data.ready) return started(send);
      const { resolve, reject } = waiting.get(data.id);
      waiting.delete(data.id);
      return "error" in data ? reject(Object.assign(new Error(data.error), { stale: data.stale })) : resolve(data.value);
    });
  });
}
