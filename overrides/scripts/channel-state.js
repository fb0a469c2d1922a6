// Says of each channel whether it is open now, and its hours in the reader's time zone.
import { filled } from "./messages.js";
import { state } from "./opening-hours.js";
import { hoursToday, timeWords } from "./opening-words.js";

const HALF_A_DAY = 43_200_000;

export function showChannelStates() {
  showStates();
  setInterval(showStates, 60_000);
}

/** Show the states of all channels that stand on the page now; the search dialog's come later. */
export function showStates() {
  const elements = document.querySelectorAll("[data-schedule]");
  if (!elements.length) return;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const element of elements) showState(element, Date.now(), zone);
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
    badge.textContent = stateWords(words, found, (instant) => timeWords(instant, now, zone, lang), now);
  }
  const yourTime = element.querySelector(".your-time");
  if (yourTime && zone !== schedule.zone) {
    const spans = hoursToday(schedule, now, zone, lang);
    const hours = spans.length ? spans.reduce((one, two) => filled(words.list, { one, two })) : words.todayClosed;
    yourTime.textContent = filled(words.yourTime, { hours });
  }
}

function stateWords(words, { open, until, opens }, time, now) {
  if (open) return until - now < HALF_A_DAY ? `${words.open} · ${filled(words.until, { time: time(until) })}` : words.open;
  return opens === null ? words.closed : `${words.closed} · ${filled(words.opens, { time: time(opens) })}`;
}
