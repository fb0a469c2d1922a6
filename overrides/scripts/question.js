// Carries what a reader searched for to the people who are asked next: into prepared messages, and along to their pages.

const SLOT = encodeURIComponent("{query}"); // QUESTION of pages/prepared_mail.py

/** So many characters the fields of searches take: what a mail's subject can hold, and a line can name. */
const LONGEST = 200;

/** The search that an address holds as its `q`, as the field would have taken it. */
export const queryOf = (search) => Array.from(new URLSearchParams(search).get("q")?.trim() ?? "").slice(0, LONGEST).join("");

/** Return a prepared link with the query in its place. */
const filledLink = (template, query) => template.replace(SLOT, encodeURIComponent(query.toWellFormed?.() ?? query));

/** Return an address with the query as its `q`, or without one. */
export function withQuery(address, query) {
  const url = new URL(address, document.baseURI);
  if (query) url.searchParams.set("q", query);
  else url.searchParams.delete("q");
  return url.href;
}

/** Lead the channels in `root` to a message about the query; without one, to the message that they began with. */
export function carry(root, query) {
  for (const link of root.querySelectorAll("[data-question]")) {
    link.dataset.plain ??= link.href;
    link.href = query ? filledLink(link.dataset.question, query) : link.dataset.plain;
  }
  for (const link of root.querySelectorAll("[data-question-page]")) link.href = withQuery(link.href, query);
}

/** On a page of channels that a search led to (`?q=`), prepare its messages too: `data-subject` is their subject. */
export function carryOn() {
  const query = queryOf(location.search);
  if (!query || document.querySelector("[data-search-page]")) return;
  for (const link of document.querySelectorAll("main a[data-subject]")) {
    const template = `$1${encodeURIComponent(link.dataset.subject)}`;
    link.href = filledLink(link.href.replace(/([?&]subject=)[^&]*/, template), query);
  }
}
