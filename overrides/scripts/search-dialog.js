// The search dialog is made when a reader is about to search, of the language's search page: so no page carries it.
import { showStates } from "./channel-state.js";

/** How many articles of the current topic are offered before a reader types. */
const NEARBY = 3;

/** Return the search dialog, closed, after fetching the search page at `address`; fails where that cannot be had. */
export async function fetchSearchDialog(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}: ${address}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const view = document.importNode(page.querySelector("[data-search-view]"), true);
  for (const name of ["href", "action"]) {
    for (const element of view.querySelectorAll(`[${name}]`)) {
      element.setAttribute(name, new URL(element.getAttribute(name), address).href);
    }
  }
  const words = JSON.parse(view.dataset.words);
  view.querySelector(".search__row").append(closeButton(words.close));
  view.querySelector("[role=listbox]").append(...nearby(words.topic));
  fitHelp(view.querySelector("[data-search-help]"));
  const dialog = place(view, view.querySelector("form").getAttribute("aria-label"));
  showStates();
  return dialog;
}

/**
 * Return a dialog that says why there is no search, with the ways on that the page itself has: its topics and channels.
 * `link` is the header's, which holds the words.
 */
export function plainDialog(link) {
  const said = element("p", { textContent: navigator.onLine ? link.dataset.failed : link.dataset.offline });
  said.setAttribute("role", "status");
  const ways = [...document.querySelectorAll(".site-footer ul, main .channel-cards")].map((list) => list.cloneNode(true));
  const body = element("div", { className: "search__body" });
  body.append(said, ...ways.reverse());
  const view = element("div", { className: "search" });
  view.append(closeButton(link.dataset.close), body);
  const dialog = place(view, link.textContent.trim());
  return Object.assign(dialog, { lang: link.closest("[lang]").lang, dir: link.closest("[dir]").dir }); // its words are the link's
}

function place(view, name) {
  const dialog = element("dialog", { className: "search-dialog" });
  dialog.setAttribute("aria-label", name);
  dialog.append(view);
  document.body.append(dialog);
  return dialog;
}

function closeButton(textContent) {
  const button = element("button", { type: "button", className: "search__close", textContent });
  button.dataset.searchClose = "";
  return button;
}

/** The topic of the page, and articles near this one, as options under a heading; nothing where the page has no topic. */
function nearby(heading) {
  const navigation = document.querySelector(".topic-navigation");
  const topic = navigation?.querySelector("h2");
  if (!topic?.querySelector("a")) return [];
  const articles = [...navigation.querySelectorAll("li a:not([aria-current])")].slice(0, NEARBY);
  const name = element("p", { className: "search__group", id: "search-topic", textContent: heading });
  name.setAttribute("role", "presentation");
  const group = element("div", {});
  group.setAttribute("role", "group");
  group.setAttribute("aria-labelledby", name.id);
  group.append(name, ...[topic, ...articles].map(({ href, textContent, lang, dir, firstElementChild }) => {
    const option = element("a", { className: "search__page", href: href ?? firstElementChild.href, textContent, lang, dir });
    option.setAttribute("aria-selected", "false");
    return option;
  }));
  return [group];
}

/** Help is for want of an answer here: topics are chips, and the channels are those that this page offers. */
function fitHelp(help) {
  help.hidden = true;
  const topics = help.querySelector(".search__cards");
  if (topics) topics.className = "search__topics";
  for (const description of help.querySelectorAll(".search__topics p")) description.remove();
  const offered = [...document.querySelectorAll("[data-contact-channel]")].map(({ dataset }) => dataset.contactChannel);
  if (!offered.length) return;
  const channels = [...help.querySelectorAll("[data-search-channel]")];
  const rank = ({ dataset }) => offered.indexOf(dataset.searchChannel) + ("foreign" in dataset ? offered.length : 0);
  for (const channel of channels) {
    channel.hidden = false;
    if (!offered.includes(channel.dataset.searchChannel)) channel.remove();
  }
  help.querySelector(".search__channels")?.append(...channels.filter((one) => one.parentElement).sort((a, b) => rank(a) - rank(b)));
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
