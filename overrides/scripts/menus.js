// Menus are <details>; they close on Escape, and when the reader goes elsewhere.
export function closeMenus() {
  const menus = [...document.querySelectorAll("details[data-menu]")];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus.filter((one) => one.open)) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  for (const menu of menus) menu.addEventListener("toggle", () => keepInside(menu.querySelector("ul")));
  for (const event of ["click", "focusin"]) {
    document.addEventListener(event, ({ target }) => {
      for (const menu of menus) if (menu.open && !menu.contains(target)) menu.open = false;
    });
  }
}

/** A list that would begin beyond the screen's edge, as in large type, hangs from its button's other side. */
function keepInside(list) {
  delete list.dataset.other;
  const { left, right } = list.getBoundingClientRect();
  if (left < 0 || right > document.documentElement.clientWidth) list.dataset.other = "";
}
