// "Did this help?": the answer is kept on this machine, and sent only where mkdocs.yml names an endpoint.
import { remember, remembered } from "./memory.js";

export function askForFeedback() {
  const section = document.querySelector("[data-feedback]");
  if (!section) return;
  const key = `feedback.${section.dataset.feedback}`;
  const buttons = [...section.querySelectorAll("button")];
  const thanks = section.querySelector("[role=status]");
  const show = (answer) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === answer));
    thanks.textContent = thanks.dataset[answer] ?? "";
  };
  section.hidden = false;
  show(remembered(key));
  for (const button of buttons) {
    button.addEventListener("click", () => {
      if (remembered(key) !== button.value) send(section.dataset, button.value);
      remember(key, button.value);
      show(button.value);
      if (button.value === "no") leadOn();
    });
  }
}

/** A form's fields need no preflight; nothing says who answers: no cookie, no address of the page. */
function send({ endpoint, feedback: path }, answer) {
  if (!endpoint) return;
  const body = new URLSearchParams({ locale: document.documentElement.dataset.locale, path, answer });
  const options = { method: "POST", body, mode: "no-cors", credentials: "omit", referrerPolicy: "no-referrer", keepalive: true };
  fetch(endpoint, options).catch(() => {}); // the reader has no use for our trouble
}

function leadOn() {
  const channels = document.querySelector(".contact-channels");
  if (!channels) return;
  channels.focus({ preventScroll: true });
  channels.scrollIntoView({ block: "start" });
}
