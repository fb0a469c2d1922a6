// The search itself is loaded when a reader shows intent, and opened on a click, "/" or Ctrl-K.
export function openSearch() {
  const openers = [...document.querySelectorAll("[data-search-open]")];
  if (!openers.length) return;
  const address = new URL("search/dialog.js", import.meta.url);
  // Both at once: the dialog imports the other, which would cost a round trip.
  const load = async () => (await Promise.all([import(address.href), import(new URL("search.js", address).href)]))[0];
  const open = async (event) => {
    event.preventDefault();
    (await load()).openSearchDialog();
  };
  for (const opener of openers) {
    opener.addEventListener("pointerenter", load, { once: true });
    opener.addEventListener("focusin", load, { once: true });
    if (opener.tagName === "FORM") continue;
    opener.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) open(event);
    });
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if ((event.key === "/" && !typing) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) open(event);
  });
}
