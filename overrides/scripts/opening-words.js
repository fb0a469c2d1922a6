// Opening hours as a reader's language and time zone write them.
import { upcoming } from "./opening-hours.js";
import { addDays, clock, instantOf } from "./zoned-time.js";

const CLOCK = { hour: "numeric", minute: "2-digit" };
const DAY = 86_400_000;

/** A time of the next two weeks: its weekday stands with it unless it is today, its date where the weekday could be another week's. */
export function timeWords(instant, now, zone, lang) {
  const [then, today] = [clock(zone, instant), clock(zone, now)];
  const isToday = then.day === today.day && instant - now < DAY;
  const format = (options) => new Intl.DateTimeFormat(lang, { ...CLOCK, ...options, timeZone: zone }).format(instant);
  const time = format({});
  if (isToday) return unbroken(time);
  const day = instant - now < 6 * DAY ? { weekday: "short" } : { weekday: "short", day: "numeric", month: "short" };
  return format(day).replace(time, unbroken(time));
}

/** A time or a span that stays on one line, as `_unbroken` of content/formats.py has it. */
function unbroken(text) {
  const glued = text.replace(/[\u2010-\u2027\u2e80-\uffef](?=.)|\S(?=[\u2e80-\uffef])/g, "$&\u2060");
  return glued.replaceAll(" ", "\u00a0").replaceAll("\u2009", "\u202f");
}

/** The spans of today in `zone`, cut at its midnights; an empty list on a day without. */
export function hoursToday(schedule, now, zone, lang) {
  const today = clock(zone, now);
  const [from, to] = [instantOf(zone, today, 0), instantOf(zone, addDays(today, 1), 0)];
  const format = new Intl.DateTimeFormat(lang, { ...CLOCK, timeZone: zone });
  return upcoming(schedule, now)
    .map(([start, end]) => [Math.max(start, from), Math.min(end, to)])
    .filter(([start, end]) => start < end)
    .map(([start, end]) => (end < to ? format.formatRange(start, end) : untilMidnight(format, start, end, from)))
    .map(unbroken);
}

/** Midnight ends today as 24:00 or 12:00 AM: Intl would write both dates. Its dash is that of a span within the day. */
function untilMidnight(format, start, end, from) {
  const parts = format.formatRangeToParts(from, from + 3_600_000);
  const dash = parts.find(({ type, source }) => type === "literal" && source === "shared").value;
  const { locale, hourCycle, timeZone } = format.resolvedOptions();
  const last = hourCycle === "h23" ? new Intl.DateTimeFormat(locale, { ...CLOCK, timeZone, hourCycle: "h24" }) : format;
  return format.format(start) + dash + last.format(end);
}
