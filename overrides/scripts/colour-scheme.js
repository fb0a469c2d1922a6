// The reader's choice of light or dark, kept for the whole site; without one the system's holds, and nothing is stored.
// No page waits for this script: of a choice, a worker tells the style sheets of the pages to come.
import { forget, remember, remembered } from "./memory.js";

const KEY = "scheme";
const WORKER = "colour-scheme-worker.js";
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

/** Put the remembered choice in force, where no worker has. */
export function restoreColourScheme() {
  const choice = remembered(KEY);
  if (choice || root.dataset.scheme || hasWorker()) keep(choice);
}

export function offerColourScheme() {
  const button = document.querySelector("[data-scheme-switch]");
  if (!button) return;
  const dark = () => (remembered(KEY) ?? systems()) === "dark";
  const tell = () => button.setAttribute("aria-pressed", String(dark()));
  const follow = () => {
    restoreColourScheme();
    tell();
  };
  button.hidden = false;
  tell();
  button.addEventListener("click", () => {
    const wanted = dark() ? "light" : "dark";
    if (wanted === systems()) forget(KEY);
    else remember(KEY, wanted);
    follow();
  });
  system.addEventListener("change", follow);
  // Chosen in another tab, or before the reader came back to this page.
  addEventListener("storage", follow);
  addEventListener("pageshow", ({ persisted }) => persisted && follow());
}

const systems = () => (system.matches ? "dark" : "light");

const hasWorker = () => Boolean(navigator.serviceWorker?.controller);

/** Put a choice in force here, and on the pages to come; null is the system's. */
async function keep(choice) {
  root.dataset.scheme = choice ?? "system"; // said in so many words: this page's style sheet may hold another
  try {
    await tellWorker(navigator.serviceWorker, choice);
  } catch {
    // No workers over plain HTTP and in some private windows: there each page does the line above.
  }
}

async function tellWorker(workers, choice) {
  const scope = new URL(root.dataset.base, location.href).href;
  const found = await workers.getRegistration(scope);
  const held = found?.scope === scope ? (found.installing ?? found.waiting ?? found.active)?.scriptURL : undefined;
  const [own, wanted] = [scope + WORKER, `${scope}${WORKER}?${choice}`];
  if (held === wanted || (held && !held.startsWith(own))) return; // whoever has a worker of another kind here keeps it
  if (choice) await workers.register(wanted, { scope });
  else if (held) await found.unregister();
}
