// A search field with its list, as ARIA's combobox pattern has it; the dialog and the search page each hold one.
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ (editable, with a listbox; an option is a link or a query)
import { FEW, find, findElsewhere } from "./search.js";
import { element, group, option } from "./hits.js";
import { Memory } from "./memory.js";
import { carry, withQuery } from "../question.js";
import { Status, counted, filled, quoting } from "./status.js";

/** Times in ms: until a wait is told, until it is called slow, and how long a reader pauses before others are asked. */
const WAIT = { told: 200, slow: 8_000, elsewhere: 300 };
const HITS_ELSEWHERE = 5;

export class SearchView {
  /**
   * `root` is a `[data-search-view]`; `changed(query)` is told of each new query, `left(query)` of a hit that is
   * followed. `page` is the search page, whose address holds the query.
   */
  constructor(root, { limit, page = false, changed = () => {}, left = () => {} }) {
    const part = (name) => root.querySelector(name);
    const data = (name) => JSON.parse(root.dataset[name]);
    this.form = part("form");
    this.field = part("[role=combobox]");
    this.list = part("[role=listbox]");
    this.body = part("[data-search-body]");
    this.help = part("[data-search-help]");
    this.hint = part("[data-search-hint]");
    this.suggestion = part("[data-search-suggestion]");
    this.retry = part("[data-search-retry]");
    this.status = new Status(root);
    this.offers = [...this.list.children];
    this.words = data("words");
    this.kinds = data("kinds");
    this.plural = data("plural");
    this.fallbacks = data("fallbacks");
    this.memory = new Memory(!page);
    Object.assign(this, { root, limit, page, changed, left });
    this.asked = 0;
    this.options = [];
    this.active = -1;
    this.listen();
  }

  get query() {
    return this.field.value.trim();
  }

  /** Show what belongs to a query, at most `limit` hits, or what can be asked where there is none. */
  async show(query, limit = this.limit) {
    if (this.query !== query) this.field.value = query;
    const asked = ++this.asked;
    // An answer to an earlier key may come after the answer to a later one.
    const late = () => asked !== this.asked;
    this.memory.last = query;
    this.changed(query);
    carry(this.root, query);
    this.waitNoMore();
    if (!query) return this.offer();
    this.wait();
    let found, few;
    // The texts of hits may come after their titles.
    for (const texts of [false, true]) {
      try {
        found = await find(query, { limit, texts });
      } catch {
        if (!late()) this.fail();
        return;
      }
      if (late()) return;
      this.waitNoMore();
      few = found.total < FEW && this.fallbacks.length > 0;
      if (found.total || !few) this.showHits(query, found, few ? null : []);
      if (found.complete !== false) break;
    }
    if (!few) return;
    if (!found.total) {
      this.wait();
      this.help.hidden = true; // it comes back in another place
    }
    await new Promise((paused) => setTimeout(paused, WAIT.elsewhere));
    if (late()) return;
    // Where the others cannot be asked, what was found here still stands.
    const others = await this.elsewhere(query, found).catch(() => []);
    if (late()) return;
    this.waitNoMore();
    this.showHits(query, found, others);
  }

  /** Return what the languages of the fallback chain have, without what was found in the reader's own. */
  async elsewhere(query, { total, hits }) {
    const others = await findElsewhere(query, { locales: this.fallbacks.map(({ locale }) => locale), found: total, limit: HITS_ELSEWHERE });
    const root = new URL(document.documentElement.dataset.base, document.baseURI).href;
    const own = document.documentElement.dataset.locale;
    const article = (url, prefix) => url.replace(root + prefix, root).split("#", 1)[0];
    const known = new Set(hits.flatMap(({ url }) => [article(url, `${own}/`), article(url, "")]));
    return others
      .map((other) => {
        const language = this.fallbacks.find(({ locale }) => locale === other.locale);
        return { ...other, language, hits: other.hits.filter(({ url }) => !known.has(article(url, language.prefix))) };
      })
      .filter((other) => other.hits.length);
  }

  /** `others` are null as long as they are not known. */
  showHits(query, { total, hits, suggestion = "" }, others) {
    const options = hits.map((hit) => option(hit, this.kinds));
    if (total > hits.length) {
      // All are on the search page, some at a time.
      const link = { class: "search__all", href: withQuery(this.form.action, query), ...(this.page && { "data-more": hits.length }) };
      options.push(element("a", link, this.page ? this.words.more : this.words.all));
    }
    const groups = (others ?? []).map(({ language, hits: found }) => {
      const { lang, dir, locale, heading } = language;
      return group(`${this.list.id}-${locale}`, heading, found.map((hit) => option(hit, this.kinds, { lang, dir })));
    });
    // Texts, other languages, even the hits of the last letter come late; an option that was chosen meanwhile stays so.
    const chosen = this.options[this.active]?.href;
    this.fill([...options, ...groups], { nothing: !total, help: total < FEW && others !== null, suggestion });
    this.select(this.options.findIndex(({ href }) => href === chosen));
    this.status.say(
      total ? counted(this.plural, total) : quoting(this.words.nothing, query),
      ...(others ?? []).map(({ language: { name }, hits: found }) =>
        filled(this.words.elsewhere, { language: name, count: counted(this.plural, found.length) }),
      ),
      suggestion && quoting(this.words.suggestion, suggestion),
    );
  }

  /** Offer searches where nothing is typed: those of this tab, and what the page came with. */
  offer() {
    const previous = this.memory.previous.map((query) =>
      element("a", { class: "search__ask", href: withQuery(this.form.action, query), "data-query": query }, element("bdi", {}, query)),
    );
    if (previous.length) {
      previous.push(element("a", { class: "search__forget", href: this.form.action, "data-forget": "" }, this.words.forget));
    }
    const own = previous.length ? [group(`${this.list.id}-previous`, this.words.previous, previous)] : [];
    this.fill([...own, ...this.offers], { help: this.page });
    this.status.say();
  }

  /** Put options into the list, and beside it what else is of use. */
  fill(children, { nothing = false, help = nothing, suggestion = "" } = {}) {
    const links = children.flatMap((child) => (child.matches("a") ? [child] : [...child.querySelectorAll("a")]));
    links.forEach((link, index) => {
      link.id = `${this.list.id}-${index}`;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      link.tabIndex = -1;
    });
    replace(this.list, children);
    this.options = [...this.list.querySelectorAll("a")];
    this.list.hidden = !this.options.length;
    if (this.filled !== this.query) this.body.scrollTop = 0;
    this.filled = this.query;
    this.help.hidden = !help;
    this.hint.hidden = !nothing;
    this.retry.hidden = true;
    this.suggestion.hidden = !suggestion;
    const button = this.suggestion.firstElementChild;
    button.dataset.query = suggestion;
    button.replaceChildren(...quoting(this.words.suggestion, suggestion));
    this.field.setAttribute("aria-expanded", String(this.options.length > 0));
    this.select(-1);
  }

  /** Tell of a wait that is felt, and offer people where it is long; the hits of the last query stay until then. */
  wait() {
    const told = setTimeout(() => this.status.say(this.words.searching), WAIT.told);
    const slow = setTimeout(() => {
      this.fill([], { help: true });
      this.status.say(this.words.slow);
    }, WAIT.slow);
    this.waits = [told, slow];
    this.body.setAttribute("aria-busy", "true");
  }

  waitNoMore() {
    this.waits?.forEach(clearTimeout);
    this.body.removeAttribute("aria-busy");
  }

  /** Say that the index cannot be had; the field stays of use, and so does a button to try again. */
  fail() {
    this.waitNoMore();
    this.fill([], { help: true });
    this.retry.hidden = false;
    this.status.say(navigator.onLine ? this.words.failed : this.words.offline);
    addEventListener("online", () => this.retry.hidden || this.show(this.query), { once: true });
  }

  select(index) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const link = this.options[index];
    if (!link) {
      this.options.forEach((other) => other.setAttribute("aria-selected", "false"));
      return this.field.removeAttribute("aria-activedescendant");
    }
    link.setAttribute("aria-selected", "true");
    link.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", link.id);
  }

  listen() {
    this.field.addEventListener("input", (event) => {
      this.select(-1); // what was chosen answered another query
      // While a reader composes Chinese, the field holds letters that are not yet the query.
      if (!event.isComposing) this.show(this.query);
    });
    this.field.addEventListener("compositionend", () => this.show(this.query));
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.list.addEventListener("click", (event) => this.follow(event));
    const suggested = this.suggestion.firstElementChild;
    suggested.addEventListener("click", () => this.ask(suggested.dataset.query));
    this.retry.addEventListener("click", () => this.ask(this.query));
    this.help.addEventListener("click", ({ target }) => target.closest("a") && this.memory.keep(this.query));
  }

  ask(query) {
    this.field.focus();
    this.show(query);
  }

  /** Show more hits of the same query; the first new one is next. */
  async more(shown) {
    const asked = this.asked + 1;
    await this.show(this.query, shown + this.limit);
    if (asked === this.asked) this.select(shown);
  }

  submit(event) {
    this.memory.keep(this.query);
    if (this.query && !this.page) return;
    event.preventDefault();
    // A phone's keyboard covers the hits.
    if (matchMedia("(pointer: coarse)").matches) this.field.blur();
  }

  follow(event) {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.dataset.more !== undefined) {
      event.preventDefault();
      this.more(Number(link.dataset.more));
    } else if (link.dataset.query !== undefined || link.dataset.forget !== undefined) {
      event.preventDefault();
      if (link.dataset.forget !== undefined) this.memory.forget();
      this.ask(link.dataset.query ?? "");
    } else {
      this.memory.keep(this.query);
      this.left(this.query);
    }
  }

  press(event) {
    // 229: Safari's Enter that ends a composition is no longer told as composing.
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.options.length - 1;
    const chosen = this.active >= 0;
    // From the last option the way leads back to the field, and from there to the first.
    const moves = {
      ...(last >= 0 && {
        ArrowDown: () => this.select(this.active >= last ? -1 : this.active + 1),
        ArrowUp: () => this.select(chosen ? this.active - 1 : last),
      }),
      ...(chosen && { Home: () => this.select(0), End: () => this.select(last), Enter: () => this.options[this.active].click() }),
      // The first clears, the next closes the dialog.
      ...(this.field.value && { Escape: () => this.show("") }),
    };
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    moves[event.key]();
  }
}

/** Put nodes into an element. What is there already stays, hits whose text has come too: a finger may be on them. */
function replace(parent, nodes) {
  nodes.forEach((node, index) => {
    const old = parent.childNodes[index];
    if (!old) parent.append(node);
    else if (old.isEqualNode(node)) return;
    else if (old.className === "search__hit" && old.href === node.href) replace(old, [...node.childNodes]);
    else old.replaceWith(node);
  });
  while (parent.childNodes.length > nodes.length) parent.lastChild.remove();
}
