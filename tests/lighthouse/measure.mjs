// Runs Lighthouse over addresses (mobile, throttled by simulation, its defaults) and prints JSON: one list of runs an address.
import { Launcher, launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
// Pages of the address bar, which nobody sees, would load at the same time as the measured page: tests/chromium.py.
const WITHOUT = "WebUIOmniboxPopup,WebUIOmniboxAimPopup";
const flags = Launcher.defaultFlags().map((flag) => (flag.startsWith("--disable-features=") ? `${flag},${WITHOUT}` : flag));
const [runs, ...addresses] = process.argv.slice(2);
const results = [];
for (const address of addresses) {
  const measured = [];
  for (let run = 0; run < Number(runs); run += 1) {
    const chrome = await launch({ ignoreDefaultFlags: true, chromeFlags: [...flags, "--headless=new", "--no-sandbox"] });
    try {
      const { lhr } = await lighthouse(address, { port: chrome.port, onlyCategories: CATEGORIES, logLevel: "error" });
      measured.push({
        scores: Object.fromEntries(CATEGORIES.map((name) => [name, lhr.categories[name].score * 100])),
        lcp: lhr.audits["largest-contentful-paint"].numericValue,
        cls: lhr.audits["cumulative-layout-shift"].numericValue,
        failed: Object.values(lhr.audits)
          .filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== "informative")
          .map(({ id }) => id),
      });
    } finally {
      await chrome.kill();
    }
  }
  results.push(measured);
}
process.stdout.write(JSON.stringify(results));
