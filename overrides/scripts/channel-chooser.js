// Which channel is right: topic and urgency put the channels in order. `?topic=…` and `#topic-…` choose a topic beforehand.
import { REFRESH, isOpen } from "./channel-state.js";
import { filled } from "./messages.js";

export function offerChoice() {
  const section = document.querySelector("[data-chooser]");
  if (!section) return;
  const [topic, urgent, first, list] = ["select", "[type=checkbox]", ".chooser-first", "ol"].map((one) => section.querySelector(one));
  const cards = new Map([...list.children].map((card) => [card.dataset.channel, card]));
  const show = () => {
    const { usual, urgent: atOnce } = topic.selectedOptions[0].dataset;
    const ids = (urgent.checked ? atOnce : usual).split(" ");
    // Of those that are meant for it, who answers now comes first.
    if (urgent.checked) ids.sort((one, other) => rank(cards.get(one)) - rank(cards.get(other)));
    for (const [id, card] of cards) card.hidden = !ids.includes(id);
    if (ids.every((id, at) => list.children[at] === cards.get(id))) return; // nothing is said twice, nor loses its focus
    const focused = document.activeElement;
    list.prepend(...ids.map((id) => cards.get(id)));
    if (list.contains(focused)) focused.focus({ preventScroll: true });
    first.textContent = filled(first.dataset.words, { channel: cards.get(ids[0]).querySelector("h3").textContent.trim() });
  };
  const follow = () => {
    const wanted = new URLSearchParams(location.search).get("topic") ?? location.hash.replace(/^#(topic-)?/, "");
    if (!wanted || ![...topic.options].some(({ value }) => value === wanted)) return;
    topic.value = wanted;
    show();
  };
  topic.addEventListener("change", show);
  urgent.addEventListener("change", show);
  setInterval(() => urgent.checked && show(), REFRESH); // a channel may have opened or closed
  addEventListener("hashchange", follow);
  if (topic.value || urgent.checked) show(); // the browser remembers a form across a reload
  follow();
}

function rank(card) {
  if (!("urgent" in card.dataset)) return 2;
  return isOpen(card) ? 0 : 1;
}
