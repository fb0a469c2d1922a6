// What each page begins with: the reader's light or dark, and the site's script once the page is painted. A script that
// has come before delays what a slow phone shows, whether the page waits for it or not.
import { restoreColourScheme } from "./colour-scheme.js";

/** Its name with a digest: build.mjs. */
const SITE = new URL(SITE_FILE, document.currentScript.src);

// The first look at what is remembered costs a slow phone more than all else here. Where there can be a worker it has told
// the style sheet, and the look can wait.
if ("serviceWorker" in navigator) afterFirstPaint(restoreColourScheme);
else restoreColourScheme();
afterFirstPaint(() => document.head.append(Object.assign(document.createElement("script"), { src: SITE })));

/** Do work once something is painted; in a tab that nobody looks at, at once. */
function afterFirstPaint(work) {
  const { PerformanceObserver: Observer } = globalThis;
  if (document.hidden || !Observer?.supportedEntryTypes?.includes("paint")) return work();
  const observer = new Observer(() => {
    observer.disconnect();
    work();
  });
  observer.observe({ type: "paint", buffered: true });
}
