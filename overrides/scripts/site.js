// What every page's script does; each part stands alone, and the page reads without any of them.
import { offerColourScheme } from "./colour-scheme.js";
import { offerCopies } from "./copy.js";
import { closeMenus } from "./menus.js";
import { chooseNotFound } from "./not-found.js";
import { showChannelStates } from "./channel-state.js";
import { carryOn } from "./question.js";
import { openSearch } from "./search-loader.js";

offerColourScheme();
chooseNotFound();
closeMenus();
offerCopies();
openSearch();
carryOn();
showChannelStates();
