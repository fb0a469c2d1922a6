// The worker's side: takes `{id, task, …}` and answers `{id, value}` or `{id, error}`.
import { find, load } from "./engine.js";
import { query, terms } from "./text.js";

const tasks = {
  load: ({ locale, bytes }) => load(locale, bytes),
  find: ({ locale, query: text, limit }) => find(locale, text, limit),
  read: ({ text }) => ({ terms: terms(text), query: query(text).map(({ forms }) => forms) }),
};

/** Return what a message asks for; search.js calls it in the page where no module worker is to be had. */
export const answer = (message) => tasks[message.task](message);

if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) {
  self.addEventListener("message", ({ data }) => {
    try {
      self.postMessage({ id: data.id, value: answer(data) });
    } catch (error) {
      self.postMessage({ id: data.id, error: String(error) });
    }
  });
  self.postMessage({ ready: true });
}
