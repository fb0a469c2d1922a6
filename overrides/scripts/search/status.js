// Says how a search went: seen at once, read out when the reader pauses, or each key's count would be heard.
import { element } from "./hits.js";

/** Time until it is read out, in ms. */
const QUIET = 500;

export class Status {
  /** `root` is a `[data-search-view]`. */
  constructor(root) {
    this.seen = root.querySelector("[data-search-status]");
    this.heard = root.querySelector("[role=status]");
  }

  /** Say messages, texts or lists of pieces, each a part of its own; none clears what stands there. */
  say(...messages) {
    const parts = messages.filter(Boolean).map((message) => element("span", {}, ...[message].flat()));
    this.seen.replaceChildren(...parts.flatMap((part, index) => (index ? [" ", part] : [part])));
    const text = parts.map(({ textContent }) => textContent).join(" \n");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.heard.textContent = text), QUIET);
  }
}

/** Return a translated message with its %(names)s filled in. */
export const filled = (message, values) => message.replace(/%\((\w+)\)[sd]/g, (whole, name) => values[name] ?? whole);

/** Return the pieces of a translated message with a query in it, which may be of the other direction of writing. */
export function quoting(message, query) {
  const [before, after] = message.split("%(query)s");
  return [before, element("bdi", {}, query), after];
}

/** Return a count in the page's language; `forms` are its plural forms by CLDR's names. */
export function counted(forms, number) {
  const lang = document.documentElement.lang || undefined; // else the browser's own
  const num = new Intl.NumberFormat(lang, { numberingSystem: "latn" }).format(number);
  return filled(forms[new Intl.PluralRules(lang).select(number)] ?? forms.other, { num });
}
