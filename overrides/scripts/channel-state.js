// Says of each channel whether it is open now, and its hours in the reader's time zone.
import { state, upcoming } from "./opening-hours.js";
import { addDays, clock, instantOf } from "./zoned-time.js";

export function showChannelStates() {
  const elements = [...document.querySelectorAll("[data-schedule]")];
  if (!elements.length) return;
  const show = () => elements.forEach((element) => showState(element, Date.now()));
  show();
  setInterval(show, 60_000);
}

function showState(element, now) {
  const words = element.dataset;
  const schedule = words.schedule ? JSON.parse(words.schedule) : null;
  const found = schedule ? state(schedule, now) : { open: true };
  const badge = element.querySelector(".state");
  if (badge) {
    badge.className = `state ${found.open ? "open" : "closed"}`;
    badge.textContent = found.open ? words.open : closedWords(words, found, now);
  }
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const yourTime = element.querySelector(".your-time");
  if (yourTime && zone !== schedule.zone) {
    const spans = hoursToday(schedule, now, zone);
    const hours = spans.length ? spans.reduce((one, two) => filled(words.list, { one, two })) : words.todayClosed;
    yourTime.textContent = filled(words.yourTime, { hours });
  }
}

function closedWords(words, { opens }, now) {
  if (opens === null) return words.closed;
  const soon = opens - now < 20 * 3_600_000;
  const options = { hour: "numeric", minute: "2-digit", ...(soon ? {} : { weekday: "short" }) };
  const time = new Intl.DateTimeFormat(document.documentElement.lang, options).format(opens);
  return `${words.closed} · ${filled(words.opens, { time })}`;
}

/** The spans of the reader's today, as the reader's language writes them. */
function hoursToday(schedule, now, zone) {
  const today = clock(zone, now);
  const [from, to] = [instantOf(zone, today, 0), instantOf(zone, addDays(today, 1), 0)];
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
  return upcoming(schedule, now)
    .map(([start, end]) => [Math.max(start, from), Math.min(end, to)])
    .filter(([start, end]) => start < end)
    .map(([start, end]) => (end < to ? format.formatRange(start, end) : untilMidnight(format, start, end, from)));
}

/** Midnight is tomorrow's: Intl would write both dates. Its dash is taken from a span that ends today. */
function untilMidnight(format, start, end, from) {
  const parts = format.formatRangeToParts(from, from + 3_600_000);
  const dash = parts.find(({ type, source }) => type === "literal" && source === "shared").value;
  return format.format(start) + dash + format.format(end);
}

/** A translated message with its %(names)s filled in. */
function filled(message, values) {
  return message.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
}
