// The reader's choice of light or dark, kept for the whole site; without one the system's choice holds.
const KEY = "helpcentre.scheme";
const root = document.documentElement;

/** Put the remembered choice in force; runs before the first paint. */
export function restoreColourScheme() {
  try {
    const stored = localStorage.getItem(KEY);
    if (stored) root.dataset.scheme = stored;
  } catch {
    // Storage is off: the system's choice holds.
  }
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
    try {
      localStorage.setItem(KEY, root.dataset.scheme);
    } catch {
      // Storage is off: the choice holds for this page.
    }
  });
}
