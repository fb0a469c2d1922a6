// The search itself is loaded when a reader shows intent, and opened on a click, "/" or Ctrl-K.

/** How long the search's own scripts may be awaited in silence, in ms. */
const SLOW = 3_000;

export function openSearch() {
  const view = document.querySelector("[data-search-view]");
  if (!view) return;
  // All at once: the dialog imports the module, and that asks for the index, which would cost a round trip each.
  const load = async () => {
    preload(new URL(`search/${document.documentElement.dataset.locale}/index.json`, import.meta.url));
    return (await Promise.all([DIALOG_FILE, SEARCH_FILE].map((file) => import(new URL(file, import.meta.url).href))))[0];
  };
  const prefetch = () => load().catch(() => {}); // whoever searches is told
  const open = async (event, query) => {
    event?.preventDefault();
    const slow = setTimeout(() => showHelp(view, "slow"), SLOW);
    const search = await load().catch(() => null);
    clearTimeout(slow);
    if (search) search.openSearchDialog(query);
    else showFailure(view);
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
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (slash || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) open(event);
  });
  if (document.querySelector("[data-search-page]")) load().catch(() => showFailure(view));
  // A reader who left the dialog for a hit comes back to the hits.
  const reopen = () => history.state?.search && open(null, history.state.search);
  addEventListener("pageshow", reopen);
  addEventListener("popstate", reopen);
}

function preload({ href }) {
  if (document.head.querySelector(`link[rel=preload][href="${href}"]`)) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "anonymous", href }));
}

const showFailure = (view) => showHelp(view, navigator.onLine ? "failed" : "offline");

/** The search's own scripts are not there: say why, and show the topics and channels that the page came with. */
function showHelp(view, reason) {
  const message = JSON.parse(view.dataset.words)[reason];
  for (const status of view.querySelectorAll("[data-search-status], [role=status]")) status.textContent = message;
  view.querySelector("[role=listbox]").hidden = true;
  view.querySelector("[data-search-help]").hidden = false;
  const dialog = view.closest("dialog");
  if (!dialog || dialog.open) return;
  dialog.querySelector("[data-search-close]").addEventListener("click", () => dialog.close(), { once: true });
  dialog.showModal();
}
