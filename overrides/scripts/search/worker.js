// The worker's side: takes `{id, task, …}` and answers `{id, value}` or `{id, error, stale}`.
import { find, load } from "./engine.js";
import { query, terms } from "./text.js";

const tasks = {
  load: ({ locale, line, folder, number }) => load(locale, line, (path) => fetchPart(new URL(path, folder)), number).complete,
  find: ({ locale, query: text, limit, texts, marks }) => find(locale, text, { limit, texts, marks }),
  read: ({ text }) => ({ terms: terms(text), query: query(text).map(({ forms }) => forms) }),
};

async function fetchPart(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.json();
}

/** Return a promise of what a message asks for; search.js calls it in the page where no module worker is to be had. */
export const answer = async (message) => tasks[message.task](message);

if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) {
  self.addEventListener("message", ({ data }) => {
    answer(data).then(
      (value) => self.postMessage({ id: data.id, value }),
      (error) => self.postMessage({ id: data.id, error: String(error), stale: error.stale === true }),
    );
  });
  self.postMessage({ ready: true });
}
