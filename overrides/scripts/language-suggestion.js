// Offers the page in the language that the browser prefers, in that language; leads nowhere by itself.
import { remember, remembered } from "./memory.js";
import { preferredLanguage } from "./preferred-language.js";

const KEY = "language";

export function suggestLanguage() {
  const links = [...document.querySelectorAll(".languages a[hreflang]")];
  // Who has chosen a language here, or declined one, is not asked again.
  for (const link of links) link.addEventListener("click", () => remember(KEY, link.hreflang));
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
  close.addEventListener("click", () => {
    remember(KEY, document.documentElement.lang);
    section.remove();
    document.getElementById("content").focus({ preventScroll: true });
  });
  section.append(read, close);
  return section;
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
