// The reader's choice of light or dark, kept for the whole site; without one the system's choice holds.
import { remember, remembered } from "./memory.js";

const KEY = "scheme";
const root = document.documentElement;

/** Put the remembered choice in force; runs before the first paint. */
export function restoreColourScheme() {
  const stored = remembered(KEY);
  if (stored) root.dataset.scheme = stored;
}

export function offerColourScheme() {
  const button = document.querySelector("[data-scheme-switch]");
  if (!button) return;
  const dark = () => (root.dataset.scheme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const tell = () => button.setAttribute("aria-pressed", String(dark()));
  button.hidden = false;
  tell();
  button.addEventListener("click", () => {
    root.dataset.scheme = dark() ? "light" : "dark";
    tell();
    remember(KEY, root.dataset.scheme);
  });
}
