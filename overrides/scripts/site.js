// What every page's script does; each part stands alone, and the page reads without any of them.
import { offerColourScheme } from "./colour-scheme.js";
import { offerCopies } from "./copy.js";
import { closeMenus } from "./menus.js";
import { showChannelStates } from "./channel-state.js";
import { offerChoice } from "./channel-chooser.js";
import { carryOn } from "./question.js";
import { openSearch } from "./search-loader.js";
import { askForFeedback } from "./feedback.js";
import { suggestLanguage } from "./language-suggestion.js";

offerColourScheme();
closeMenus();
offerCopies();
openSearch();
carryOn();
showChannelStates();
offerChoice();
askForFeedback();
suggestLanguage();
