// The site's one script, which no page waits for: what it shows has its room kept (`@media (scripting: enabled)`). Each
// part stands alone; the page reads without any of them.
import { offerColourScheme, restoreColourScheme } from "./colour-scheme.js";
import { offerCopies } from "./copy.js";
import { closeMenus } from "./menus.js";
import { showChannelStates } from "./channel-state.js";
import { offerChoice } from "./channel-chooser.js";
import { carryOn } from "./question.js";
import { openSearch } from "./search-loader.js";
import { askForFeedback } from "./feedback.js";
import { suggestLanguage } from "./language-suggestion.js";

restoreColourScheme();
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();

function begin() {
  closeMenus();
  openSearch();
  carryOn();
  afterPaint(() => {
    offerColourScheme();
    offerCopies();
    offerChoice();
    askForFeedback();
    suggestLanguage();
    afterPaint(showChannelStates); // formats of times cost a phone about 100 ms
  });
}

/** Do work once what stands is painted; in a tab that nobody looks at, at once. */
function afterPaint(work) {
  if (document.hidden) work();
  else requestAnimationFrame(() => setTimeout(work));
}
