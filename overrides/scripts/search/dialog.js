// Search as readers meet it: the dialog of every page, and the search page, which holds `[data-search-page]`.
// Importing it fetches the style sheet, the worker and the index: import it when a reader is about to search.
import { warm } from "./search.js";
import { SearchView } from "./view.js";

const DIALOG_HITS = 10;
const PAGE_HITS = 40;

const styled = addStyle(new URL("../stylesheets/search.css", import.meta.url));
// Whoever searches is told of a failure then.
warm().catch(() => {});

let dialogView;
const page = document.querySelector("[data-search-page]");
const pageView = page && startPage(page.querySelector("[data-search-view]"));

/** Open the dialog with the last query of this tab; on the search page, go to its field. */
export async function openSearchDialog() {
  if (pageView) return pageView.field.focus();
  const dialog = document.querySelector("[data-search-dialog]");
  const opener = document.activeElement;
  await styled;
  if (!dialog || dialog.open) return;
  dialogView ??= startDialog(dialog);
  dialog.addEventListener("close", () => opener?.focus?.({ preventScroll: true }), { once: true });
  dialog.showModal();
  dialogView.field.focus();
  dialogView.show(dialogView.memory.last);
  dialogView.field.select();
}

function startDialog(dialog) {
  dialog.addEventListener("click", (event) => {
    // The backdrop belongs to the dialog; its content fills it otherwise.
    if (event.target === dialog || event.target.closest("[data-search-close]")) dialog.close();
  });
  // A hit may be a section of this very page.
  const left = () => setTimeout(() => dialog.close());
  return new SearchView(dialog.querySelector("[data-search-view]"), { limit: DIALOG_HITS, left });
}

function startPage(root) {
  const changed = (query) => {
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    // Replaced, not pushed: back leads to where the reader came from, and forward to this query.
    history.replaceState(history.state, "", address);
  };
  const view = new SearchView(root, { limit: PAGE_HITS, remember: false, changed });
  view.show(new URLSearchParams(location.search).get("q")?.trim() ?? "");
  return view;
}

/** Return a promise that the style sheet is in force, or has failed: search unstyled is better than none. */
function addStyle({ href }) {
  const there = [...document.styleSheets].some((sheet) => sheet.href === href);
  if (there) return Promise.resolve();
  return new Promise((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: done });
    document.head.append(link);
  });
}
