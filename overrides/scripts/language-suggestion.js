// Offers the page in the language that the browser prefers, in that language; leads nowhere by itself.
import { remember, remembered } from "./memory.js";
import { preferredLanguage } from "./preferred-language.js";

const KEY = "language";

export function suggestLanguage() {
  const links = [...document.querySelectorAll(".languages a[hreflang]")];
  // Who has chosen a language here, or declined one, is not asked again.
  for (const link of links) {
    link.addEventListener("click", () => remember(KEY, link.hreflang));
    keepPlace(link);
  }
  if (!links.length || remembered(KEY)) return;
  const tag = preferredLanguage(navigator.languages, links.map((link) => link.hreflang), document.documentElement.lang);
  const link = links.find(({ hreflang, dataset }) => hreflang === tag && dataset.suggestion);
  if (link) document.querySelector(".skip-link").after(bar(link));
}

function bar(link) {
  const name = link.querySelector("[lang]");
  const section = element("section", { className: "language-suggestion", lang: name.lang, dir: name.dir });
  section.setAttribute("aria-label", name.textContent);
  const read = element("a", { href: link.href, hreflang: link.hreflang, textContent: link.dataset.suggestion });
  const close = element("button", { type: "button", className: "button quiet", textContent: link.dataset.close });
  read.addEventListener("click", () => remember(KEY, link.hreflang));
  keepPlace(read);
  close.addEventListener("click", () => {
    remember(KEY, document.documentElement.lang);
    section.remove();
    document.getElementById("content").focus({ preventScroll: true });
  });
  section.append(read, close);
  // What lies under it can be scrolled into sight, however many lines it needs.
  const room = () => `${Math.ceil(section.getBoundingClientRect().height)}px`;
  new ResizeObserver(() => document.documentElement.style.setProperty("--suggestion", room())).observe(section);
  return section;
}

/** Lead to the same section of the other page, and with the same search or topic; they may change until it is followed. */
function keepPlace(link) {
  const { pathname } = new URL(link.href);
  const follow = () => (link.href = pathname + location.search + location.hash);
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, follow);
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
