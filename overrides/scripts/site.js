// The site's one script. The head waits for it: a module would run after the first paint, and the page would flash or
// jump, and a second file would cost a phone a round trip. Each part stands alone; the page reads without any of them.
import { offerColourScheme, restoreColourScheme } from "./colour-scheme.js";
import { chooseNotFound, hideNotFound } from "./not-found.js";
import { showNotices } from "./notices.js";
import { offerCopies } from "./copy.js";
import { closeMenus } from "./menus.js";
import { showChannelStates } from "./channel-state.js";
import { offerChoice } from "./channel-chooser.js";
import { carryOn } from "./question.js";
import { openSearch } from "./search-loader.js";
import { askForFeedback } from "./feedback.js";
import { suggestLanguage } from "./language-suggestion.js";

restoreColourScheme();
hideNotFound();
document.addEventListener("readystatechange", begin, { once: true });

function begin() {
  chooseNotFound();
  showNotices();
  offerColourScheme();
  closeMenus();
  offerCopies();
  openSearch();
  carryOn();
  offerChoice();
  askForFeedback();
  suggestLanguage();
  inANewTask(showChannelStates);
}

/** Formats of times cost a phone about 100 ms, in which it can paint: their room is kept. */
function inANewTask(work) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    work();
  };
  port2.postMessage(null);
}
