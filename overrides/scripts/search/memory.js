// The searches of this tab: kept in sessionStorage, sent nowhere, gone with the tab or when the reader says so.
import { pageLocale } from "./search.js";

const MOST = 5;

export class Memory {
  /** Where `remember` is false the last query is not kept: the address holds it. */
  constructor(remember) {
    this.remember = remember;
  }

  get last() {
    return read("last") ?? "";
  }

  set last(query) {
    if (this.remember) write("last", query);
  }

  get previous() {
    return read("previous") ?? [];
  }

  /** Keep a query that led somewhere, the newest first. */
  keep(query) {
    if (query) write("previous", [query, ...this.previous.filter((other) => other !== query)].slice(0, MOST));
  }

  /** Drop all of this tab's searches, of every language. */
  forget() {
    try {
      Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX)).forEach((name) => sessionStorage.removeItem(name));
    } catch {
      // Nothing was kept.
    }
  }
}

const PREFIX = "helpcentre.search.";
const key = (name) => `${PREFIX}${name}:${pageLocale()}`;

function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(key(name)));
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    sessionStorage.setItem(key(name), JSON.stringify(value));
  } catch {
    // Storage may be full or forbidden; search works without.
  }
}
