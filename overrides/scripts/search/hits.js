// How a hit looks: title › section, kind and topic, two lines of text with the words found marked.

/** Return an element with attributes and children; text is always text. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const pieces = (list) => list.map(([text, found]) => (found ? element("mark", {}, text) : text));

/** Return the link of a hit. Its language is named where it is not the page's. */
export function option(hit, kinds) {
  const foreign = hit.lang && hit.lang !== document.documentElement.lang;
  const language = foreign ? { lang: hit.lang, dir: "auto" } : {};
  const title = element("span", { class: "search__title", ...language }, ...pieces(hit.marked.title));
  if (hit.section) {
    title.append(element("span", { class: "search__step" }, " › "), ...pieces(hit.marked.section));
  }
  const about = [kinds[hit.kind], hit.topic].filter(Boolean).join(" · ");
  return element(
    "a",
    { class: "search__hit", href: hit.url },
    title,
    element("span", { class: "search__about" }, about),
    element("span", { class: "search__text", ...language }, ...pieces(hit.marked.text)),
  );
}
