// A host that knows one 404 page only shows it for every language: the address tells which the reader had. The page waits
// for this script; what is to choose from is hidden as long as it is read, for a part may be painted before.
document.documentElement.dataset.choosing = "";
document.addEventListener("readystatechange", chooseNotFound, { once: true });

function chooseNotFound() {
  delete document.documentElement.dataset.choosing;
  const sections = [...document.querySelectorAll("[data-not-found]")];
  const below = location.pathname.slice(new URL(document.documentElement.dataset.base, location.href).pathname.length);
  const key = below.split("/")[0];
  const wanted = sections.find((section) => section.dataset.notFound === key) ?? sections[0];
  for (const section of sections) section.hidden = section !== wanted;
  // A document has one title; of this one it is the chosen section's.
  const heading = wanted.querySelector("h2");
  heading?.replaceWith(Object.assign(document.createElement("h1"), { textContent: heading.textContent }));
  const root = document.documentElement;
  // What stands around keeps the words it was built with, and has to say so.
  for (const part of document.body.children) {
    if (!part.contains(wanted)) Object.assign(part, { lang: root.lang, dir: root.dir });
  }
  root.lang = wanted.lang;
  root.dir = wanted.dir;
  document.title = wanted.dataset.title;
  // Readers search in their language.
  root.dataset.locale = wanted.dataset.notFound;
  const search = document.querySelector("a[data-search-open]");
  if (search) search.href = wanted.querySelector("form").action;
}
