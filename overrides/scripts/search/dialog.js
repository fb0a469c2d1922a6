// Search as readers meet it: the dialog, made by ../search-dialog.js, and the search page, which holds `[data-search-page]`.
// Importing it fetches the style sheet, the worker and the index: import it when a reader is about to search.
import { queryOf } from "../question.js";
import { warm } from "./search.js";
import { SearchView } from "./view.js";

const DIALOG_HITS = 10;
const PAGE_HITS = 40;

const page = document.querySelector("[data-search-page]");
// The page brings its own.
const styled = page ? null : addStyle(new URL(STYLE_FILE, import.meta.url).href);
// Whoever searches is told of a failure then.
warm().catch(() => {});

let dialogView;
const pageView = page && startPage(page.querySelector("[data-search-view]"));

/**
 * Open the dialog with the last query of this tab, or the one given; on the search page, go to its field. `typed()` is
 * what the reader has typed meanwhile.
 */
export async function openSearchDialog(dialog, query, typed) {
  if (pageView) return typed() ? pageView.ask(typed()) : pageView.field.focus();
  const opener = document.activeElement;
  await styled;
  if (dialog.open && dialogView) return dialogView.field.focus();
  dialogView ??= startDialog(dialog);
  if (dialog.open) {
    // Opened by the loader, which had to do without this script; what was typed since stays.
    query ??= dialogView.query || undefined;
    dialog.close();
  }
  dialog.addEventListener("close", () => opener?.focus?.({ preventScroll: true }), { once: true });
  dialog.showModal();
  dialogView.field.focus();
  const said = typed();
  dialogView.show(query ?? (said || dialogView.memory.last));
  if (!said) dialogView.field.select();
}

function startDialog(dialog) {
  const close = () => {
    // Back leads to a search that was left for a hit, not to one that was closed.
    if (history.state?.search) history.replaceState({ ...history.state, search: undefined }, "");
    dialog.close();
  };
  dialog.addEventListener("click", (event) => {
    // The backdrop belongs to the dialog; its content fills it otherwise.
    if (event.target === dialog || event.target.closest("[data-search-close]")) close();
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  keepInSight(dialog);
  const left = (search) => {
    history.replaceState({ ...history.state, search }, "");
    // A hit may be a section of this very page.
    setTimeout(() => dialog.close());
  };
  return new SearchView(dialog.querySelector("[data-search-view]"), { limit: DIALOG_HITS, left });
}

/** A phone's keyboard lies over the page: tell the style sheet how much of the window is left. */
function keepInSight(dialog) {
  const viewport = globalThis.visualViewport;
  const fit = () => {
    // A reader who has zoomed in moves about by hand.
    const near = viewport.scale > 1.01;
    dialog.style.setProperty("--search-room", near ? "" : `${viewport.height}px`);
    dialog.style.setProperty("--search-top", near ? "" : `${viewport.offsetTop}px`);
  };
  for (const event of ["resize", "scroll"]) viewport?.addEventListener(event, fit);
}

function startPage(root) {
  const changed = (query) => {
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    // Replaced, not pushed: back leads to where the reader came from, and forward to this query.
    history.replaceState(history.state, "", address);
  };
  const view = new SearchView(root, { limit: PAGE_HITS, page: true, changed });
  const query = queryOf(location.search);
  if (query) {
    // What the page came with makes room at once, so that nothing moves when the hits are there.
    view.fill([]);
    view.show(query);
  }
  // Earlier searches come with the reader's first touch: before it, they would push the topics away.
  else view.field.addEventListener("focus", () => view.query || view.offer(), { once: true });
  return view;
}

/** Return a promise that the style sheet is in force, or has failed: search unstyled is better than none. */
function addStyle(href) {
  return new Promise((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: done });
    document.head.append(link);
  });
}
