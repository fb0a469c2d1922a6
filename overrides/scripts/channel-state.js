// Says of each channel whether it is open now, and its hours in the reader's time zone.
import { filled } from "./messages.js";
import { state } from "./opening-hours.js";
import { hoursToday, timeWords } from "./opening-words.js";
import { isZone } from "./zoned-time.js";

const { src } = document.currentScript;
const HALF_A_DAY = 43_200_000;
/** How long states wait for the browser's formats of times, in ms. */
const PATIENCE = 2_000;
/** How often states are told anew, in ms. */
export const REFRESH = 60_000;
let ready;

export function showChannelStates() {
  showStates();
  setInterval(showStates, REFRESH);
}

/** Show the states of all channels that stand on the page then; the search dialog's come later. */
export async function showStates() {
  const elements = document.querySelectorAll("[data-schedule]");
  if (!elements.length) return;
  await (ready ??= preparedFormats());
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  // A browser that does not know where it is has a name for that, which it refuses itself; then times would be wrong.
  const zone = isZone(timeZone) ? timeZone : null;
  for (const element of elements) showState(element, Date.now(), zone);
  document.querySelectorAll(".contact-channels").forEach(standOut);
}

/** Let the button of the first channel that answers now stand out below an article; where none does, the first one's. */
function standOut(block) {
  const buttons = [...block.querySelectorAll(".channel-card .button")];
  const first = buttons.find((button) => isOpen(button.closest(".channel-card"))) ?? buttons[0];
  for (const button of buttons) button.classList.toggle("quiet", button !== first);
}

/**
 * Wait for the browser's formats of times: Chromium's first one takes a phone 100 ms, whatever thread it is made in, and
 * makes the others cheap. A page can be scrolled meanwhile, for it is made in a worker's.
 */
function preparedFormats() {
  return new Promise((done) => {
    setTimeout(done, PATIENCE);
    try {
      const worker = new Worker(new URL(TIMES_FILE, src));
      worker.onmessage = worker.onerror = () => done(worker.terminate());
    } catch {
      done(); // a page that is opened as a file has no workers
    }
  });
}

/** Whether the channel of a card answers now. */
export function isOpen(card, now = Date.now()) {
  const schedule = card.querySelector("[data-schedule]")?.dataset.schedule;
  return !schedule || state(JSON.parse(schedule), now).open;
}

function showState(element, now, zone) {
  const words = JSON.parse(element.closest("[data-state-words]").dataset.stateWords);
  const lang = document.documentElement.lang;
  const schedule = JSON.parse(element.dataset.schedule);
  const found = state(schedule, now);
  const badge = element.querySelector(".state");
  if (badge) {
    badge.className = `state ${found.open ? "open" : "closed"}`;
    badge.textContent = stateWords(words, found, zone && ((instant) => timeWords(instant, now, zone, lang)), now);
  }
  const yourTime = element.querySelector(".your-time");
  if (yourTime && zone && zone !== schedule.zone) {
    const spans = hoursToday(schedule, now, zone, lang);
    const hours = spans.length ? spans.reduce((one, two) => filled(words.list, { one, two })) : words.todayClosed;
    yourTime.textContent = filled(words.yourTime, { hours });
  }
}

/** Words of a state; without `time`, which writes an instant, they tell none. */
function stateWords(words, { open, until, opens }, time, now) {
  if (open) return time && until - now < HALF_A_DAY ? `${words.open} · ${filled(words.until, { time: time(until) })}` : words.open;
  return !time || opens === null ? words.closed : `${words.closed} · ${filled(words.opens, { time: time(opens) })}`;
}
