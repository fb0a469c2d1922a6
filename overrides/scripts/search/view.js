// A search field with its list, as ARIA's combobox pattern has it; the dialog and the search page each hold one.
import { find } from "./search.js";
import { element, option } from "./hits.js";
import { Memory } from "./memory.js";

/** Time until a count is read out, in ms: a reader who types would hear each one. */
const QUIET = 400;

export class SearchView {
  /** `root` is a `[data-search-view]`; `changed(query)` is told of each new query. */
  constructor(root, { limit, remember = true, changed = () => {}, left = () => {} }) {
    this.root = root;
    this.form = root.querySelector("form");
    this.field = root.querySelector("[role=combobox]");
    this.list = root.querySelector("[role=listbox]");
    this.status = root.querySelector("[role=status]");
    this.nothing = root.querySelector("[data-search-nothing]");
    // Whether the form leads to the search page, or is there already.
    this.leads = "all" in this.form.dataset;
    this.contacts = (root.closest("[data-search-page]") ?? root).querySelectorAll("[data-search-contact]");
    this.words = JSON.parse(root.dataset.words);
    this.kinds = JSON.parse(root.dataset.kinds);
    this.plural = JSON.parse(root.dataset.plural);
    this.examples = JSON.parse(root.dataset.examples);
    this.memory = new Memory(remember);
    Object.assign(this, { limit, changed, left });
    this.asked = 0;
    this.listen();
  }

  get query() {
    return this.field.value.trim();
  }

  /** Show what belongs to a query, or what can be asked where there is none. */
  async show(query) {
    if (this.field.value.trim() !== query) this.field.value = query;
    const asked = ++this.asked;
    this.memory.last = query;
    this.changed(query);
    for (const link of this.contacts) link.href = withQuery(link.href, query);
    if (!query) return this.offer();
    let found;
    // The texts of the first hits may come after their titles.
    for (const texts of [false, true]) {
      try {
        found = await find(query, { limit: this.limit, texts });
      } catch {
        found = null;
      }
      // An answer to an earlier key may come after the answer to a later one.
      if (asked !== this.asked) return;
      if (!found) return this.fill([], this.words.failed, true);
      this.showHits(query, found);
      if (found.complete) return;
    }
  }

  showHits(query, { total, hits }) {
    const options = hits.map((hit) => option(hit, this.kinds));
    if (total > hits.length && this.leads) {
      options.push(element("a", { class: "search__all", href: withQuery(this.form.action, query) }, this.words.all));
    }
    const message = total ? this.count(total) : this.words.nothing.replace("%(query)s", query);
    this.fill([options], message, !total);
  }

  /** Offer searches where nothing is typed: those of this tab, and examples. */
  offer() {
    const ask = (query) => element("a", { class: "search__ask", href: withQuery(this.form.action, query), "data-query": query }, query);
    const offers = [
      [this.words.previous, this.memory.previous],
      [this.words.examples, this.examples],
    ].filter(([, queries]) => queries.length);
    const groups = offers.map(([name, queries], index) => {
      const heading = element("p", { class: "search__group", id: `${this.list.id}-group-${index}`, role: "presentation" }, name);
      return element("div", { role: "group", "aria-labelledby": heading.id }, heading, ...queries.map(ask));
    });
    this.fill([groups], "", false);
  }

  fill(children, message, nothing) {
    this.list.replaceChildren(...children.flat());
    this.options = [...this.list.querySelectorAll("a")];
    this.options.forEach((link, index) => {
      link.id = `${this.list.id}-${index}`;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      link.tabIndex = -1;
    });
    this.list.hidden = !this.options.length;
    this.list.scrollTop = 0;
    this.nothing.hidden = !nothing;
    this.field.setAttribute("aria-expanded", String(this.options.length > 0));
    this.select(-1);
    this.say(message);
  }

  /** Say how it went: seen at once, read out when the reader pauses. */
  say(message) {
    this.status.setAttribute("aria-busy", "true");
    this.status.textContent = message;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.status.removeAttribute("aria-busy"), QUIET);
  }

  count(number) {
    const lang = document.documentElement.lang || undefined; // else the browser's own
    const shown = new Intl.NumberFormat(lang, { numberingSystem: "latn" }).format(number);
    const form = this.plural[new Intl.PluralRules(lang).select(number)] ?? this.plural.other;
    return form.replace("%(num)d", shown);
  }

  select(index) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const link = this.options[index];
    if (!link) return this.field.removeAttribute("aria-activedescendant");
    link.setAttribute("aria-selected", "true");
    link.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", link.id);
  }

  listen() {
    this.options = [];
    this.active = -1;
    this.field.addEventListener("input", (event) => {
      // While a reader composes Chinese, the field holds letters that are not yet the query.
      if (!event.isComposing) this.show(this.query);
    });
    this.field.addEventListener("compositionend", () => this.show(this.query));
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.form.addEventListener("submit", (event) => {
      this.memory.keep(this.query);
      if (!this.query || !this.leads) event.preventDefault();
    });
    this.list.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (link.dataset.query === undefined) {
        this.memory.keep(this.query);
        this.left();
      } else {
        event.preventDefault();
        this.field.focus();
        this.show(link.dataset.query);
      }
    });
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.options.length - 1;
    const chosen = this.active >= 0;
    // From the last option the way leads back to the field, and from there to the first.
    const moves = {
      ArrowDown: () => this.select(this.active >= last ? -1 : this.active + 1),
      ArrowUp: () => this.select(chosen ? this.active - 1 : last),
      ...(chosen && { Home: () => this.select(0), End: () => this.select(last), Enter: () => this.options[this.active].click() }),
    };
    if (last < 0 || !Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    moves[event.key]();
  }
}

function withQuery(address, query) {
  const url = new URL(address, document.baseURI);
  if (query) url.searchParams.set("q", query);
  else url.searchParams.delete("q");
  return url.href;
}
