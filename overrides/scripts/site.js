// What pages can do beyond being read, loaded by start.js once a page is painted: what it shows has its room kept
// (`@media (scripting: enabled)`). Each part stands alone; the page reads without any of them.
import { offerColourScheme } from "./colour-scheme.js";
import { offerCopies } from "./copy.js";
import { closeMenus } from "./menus.js";
import { showChannelStates } from "./channel-state.js";
import { offerChoice } from "./channel-chooser.js";
import { carryOn } from "./question.js";
import { openSearch } from "./search-loader.js";
import { askForFeedback } from "./feedback.js";
import { suggestLanguage } from "./language-suggestion.js";

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();

function begin() {
  closeMenus();
  openSearch();
  carryOn();
  offerColourScheme();
  offerCopies();
  offerChoice();
  askForFeedback();
  showChannelStates();
  setTimeout(suggestLanguage); // likely scripts take a phone some 25 ms to load: in a task of their own
}
