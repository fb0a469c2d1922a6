// How a hit looks: title › section, kind and topic, two lines of text with the words found marked.

/** Return an element with attributes and children; text is always text. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const pieces = (list) => list.map(([text, found]) => (found ? element("mark", {}, text) : text));

/** Return the link of a hit. `language`, `{lang, dir}`, is given where its text is in another than the page's. */
export function option(hit, kinds, language) {
  const title = element("span", { class: "search__title" }, ...pieces(hit.marked.title));
  if (hit.section) {
    // The sign is for the eye; a screen reader hears title and section.
    title.append(" ", element("span", { class: "search__step", "aria-hidden": "true" }, "›"), " ", ...pieces(hit.marked.section));
  }
  const about = element("span", { class: "search__about" }, ...aboutHit(hit, kinds, language));
  const text = element("span", { class: "search__text" }, ...pieces(hit.marked.text));
  return element("a", { class: "search__hit", href: hit.url, ...language }, title, about, text);
}

/** Kind and topic; the kind is an interface word, in the page's language. */
function aboutHit(hit, kinds, language) {
  const { lang, dir } = document.documentElement;
  const kind = kinds[hit.kind];
  const shown = kind && language ? element("bdi", { lang, dir }, kind) : kind;
  return [shown, hit.topic].filter(Boolean).flatMap((part, index) => (index ? [" · ", part] : [part]));
}

/** Return options under a heading, which names the group for screen readers too. */
export function group(id, heading, options) {
  const name = element("p", { class: "search__group", id, role: "presentation" }, heading);
  return element("div", { role: "group", "aria-labelledby": id }, name, ...options);
}
