// Loaded in the head, and waited for: a module would run after the first paint, and the page would flash or jump.
import { restoreColourScheme } from "./colour-scheme.js";
import { chooseNotFound } from "./not-found.js";
import { showNotices } from "./notices.js";

restoreColourScheme();
document.addEventListener(
  "readystatechange",
  () => {
    chooseNotFound();
    showNotices();
  },
  { once: true },
);
