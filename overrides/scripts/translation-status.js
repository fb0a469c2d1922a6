// The translators' work list, by language and state; the choice stands in the address, so that it can be passed on.
const form = document.querySelector("[data-status-filter]");

if (form) {
  const rows = [...document.querySelectorAll("tr[data-state]")];
  const output = form.querySelector("output");
  const words = JSON.parse(output.dataset.plural);
  const plurals = new Intl.PluralRules(document.documentElement.lang);

  const show = () => {
    const { locale, state } = Object.fromEntries(new FormData(form));
    for (const row of rows) {
      row.hidden = Boolean((locale && row.dataset.locale !== locale) || (state && row.dataset.state !== state));
    }
    const number = rows.filter((row) => !row.hidden).length;
    output.textContent = (words[plurals.select(number)] ?? words.other).replace("%(num)d", number);
    const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(null, "", chosen.size ? `?${chosen}` : location.pathname);
  };

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field && [...field.options].some((option) => option.value === value)) field.value = value;
  }
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
}
