// The search itself is loaded when a reader shows intent, and opened on a click, "/" or Ctrl-K.
import { forget, remember, remembered } from "./memory.js";
import { fetchSearchDialog, plainDialog } from "./search-dialog.js";

const { src } = document.currentScript;

/** How long the search's own scripts may be awaited in silence, in ms. */
const SLOW = 3_000;

/** What is remembered of a reader for whom "/" is to do nothing, as who speaks to the computer may want (WCAG 2.1.4). */
const NO_SLASH = "no-slash";

export function openSearch() {
  const link = document.querySelector("a[data-search-open]");
  if (!link) return;
  const page = document.querySelector("[data-search-page]");
  let dialog;
  /** The search page itself, or the dialog; asked for anew after a failure. */
  const holder = async () => page ?? (dialog ??= fetchSearchDialog(link.href).catch((failure) => ((dialog = null), Promise.reject(failure))));
  // All at once: the dialog imports the module, and that asks for the index, which would cost a round trip each.
  const load = async () => {
    preload(new URL(`search/${document.documentElement.dataset.locale}/index.json`, src));
    const parts = [holder(), ...[DIALOG_FILE, SEARCH_FILE].map((file) => import(new URL(file, src).href))];
    const [place, search] = await Promise.all(parts);
    return (query, typed) => search.openSearchDialog(place, query, typed);
  };
  const fail = async (reason = navigator.onLine ? "failed" : "offline") => {
    const place = await holder().catch(() => null);
    if (place) showHelp(place, reason);
    else showPlain(link);
  };
  const prefetch = () => load().catch(() => {}); // whoever searches is told
  const open = async (event, query) => {
    event?.preventDefault();
    const slow = setTimeout(fail, SLOW, "slow");
    const keys = keepKeys();
    const start = await load().catch(() => null);
    clearTimeout(slow);
    try {
      await (start ? start(query, keys.typed) : fail());
    } finally {
      keys.end();
    }
  };
  for (const opener of document.querySelectorAll("[data-search-open]")) {
    // A finger's touch enters as well.
    for (const intent of ["pointerenter", "focusin"]) opener.addEventListener(intent, prefetch, { once: true });
    if (opener.tagName === "FORM") continue;
    opener.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) open(event);
    });
  }
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !isTyping(event) && !event.ctrlKey && !event.metaKey && !event.altKey && !remembered(NO_SLASH);
    if (slash || (isK(event) && (event.ctrlKey || event.metaKey))) open(event);
  });
  if (page) {
    load().catch(() => fail());
    offerSlash(page.querySelector("[data-search-key]"));
  }
  // A reader who left the dialog for a hit comes back to the hits.
  const reopen = () => history.state?.search && open(null, history.state.search);
  reopen();
  addEventListener("pageshow", ({ persisted }) => persisted && reopen());
  addEventListener("popstate", reopen);
}

function offerSlash(box) {
  box.checked = !remembered(NO_SLASH);
  box.addEventListener("change", () => (box.checked ? forget(NO_SLASH) : remember(NO_SLASH, "yes")));
}

/** Whether a key is K: by its letter, or where the keyboard writes another script, by its place. */
const isK = ({ key, code }) => (/^[a-z]$/i.test(key) ? key.toLowerCase() === "k" : code === "KeyK");

const isTyping = ({ target }) => target.closest?.("input, textarea, select, [contenteditable]");

/** Keep what a reader types until there is a field for it. */
function keepKeys() {
  let typed = "";
  const keep = (event) => {
    if (document.querySelector("dialog[open]") || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Backspace") typed = typed.slice(0, -1);
    else if (event.key.length === 1 && (typed || event.key.trim().replace("/", ""))) typed += event.key;
    else if (event.key !== "/") return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("keydown", keep, { capture: true });
  return { typed: () => typed, end: () => removeEventListener("keydown", keep, { capture: true }) };
}

function preload({ href }) {
  if (document.head.querySelector(`link[rel=preload][href="${href}"]`)) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "anonymous", href }));
}

/** The search's own scripts are not there: say why, and show the topics and channels that its page came with. */
function showHelp(place, reason) {
  const message = JSON.parse(place.querySelector("[data-search-view]").dataset.words)[reason];
  for (const status of place.querySelectorAll("[data-search-status], [role=status]")) status.textContent = message;
  place.querySelector("[role=listbox]").hidden = true;
  place.querySelector("[data-search-help]").hidden = false;
  if (place.tagName === "DIALOG") show(place);
}

/** Nor is the search page. */
function showPlain(link) {
  const dialog = plainDialog(link);
  dialog.addEventListener("close", () => dialog.remove(), { once: true });
  show(dialog);
}

function show(dialog) {
  if (dialog.open) return;
  dialog.querySelector("[data-search-close]").addEventListener("click", () => dialog.close(), { once: true });
  dialog.showModal();
}
