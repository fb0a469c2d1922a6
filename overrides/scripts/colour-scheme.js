// The reader's choice of light or dark, kept for the whole site; without one the system's choice holds.
const KEY = "helpcentre.scheme";

export function showColourScheme() {
  const root = document.documentElement;
  const button = document.querySelector("[data-scheme-switch]");
  const dark = () => (root.dataset.scheme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const stored = remembered();
  if (stored) root.dataset.scheme = stored;
  if (!button) return;
  button.hidden = false;
  button.setAttribute("aria-pressed", String(dark()));
  button.addEventListener("click", () => {
    root.dataset.scheme = dark() ? "light" : "dark";
    button.setAttribute("aria-pressed", String(dark()));
    try {
      localStorage.setItem(KEY, root.dataset.scheme);
    } catch {
      // Storage is off: the choice holds for this page.
    }
  });
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
