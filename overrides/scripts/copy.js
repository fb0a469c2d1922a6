// Buttons that copy what readers would otherwise retype, and say that it worked; where they may not, they select it.
export function offerCopies() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    const label = button.querySelector("span");
    const words = label.textContent;
    button.hidden = false;
    label.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
      } catch {
        return select(button.previousElementSibling); // the browser may not: the reader's own "Copy" does
      }
      label.textContent = button.dataset.copied;
      setTimeout(() => (label.textContent = words), 2500);
    });
  }
}

function select(address) {
  if (address) getSelection().selectAllChildren(address);
}
