// Opening hours as a reader's language and time zone write them.
import { upcoming } from "./opening-hours.js";
import { addDays, clock, instantOf } from "./zoned-time.js";

const DAY = 86_400_000;
const formats = new Map();

/** A format of times; all channels of a page ask for the same few, and each takes a phone some milliseconds to make. */
function format(lang, options) {
  const key = JSON.stringify([lang, options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(lang, options));
  return formats.get(key);
}

/**
 * The options of a time: its hour has as many digits as the language's own short times, which `numeric` gives to a range
 * or a time with a weekday, and not to one that stands alone.
 */
function clockOf(lang) {
  const early = format(lang, { timeStyle: "short", timeZone: "UTC" }).formatToParts(0).find(({ type }) => type === "hour");
  return { hour: early.value.length > 1 && early.value.startsWith("0") ? "2-digit" : "numeric", minute: "2-digit" };
}

/** A time of the next two weeks: its weekday stands with it unless it is today, its date where the weekday could be another week's. */
export function timeWords(instant, now, zone, lang) {
  const [then, today] = [clock(zone, instant), clock(zone, now)];
  const isToday = then.day === today.day && instant - now < DAY;
  const written = (options) => format(lang, { ...clockOf(lang), ...options, timeZone: zone }).format(instant);
  const time = written({});
  if (isToday) return unbroken(time);
  const day = instant - now < 6 * DAY ? { weekday: "short" } : { weekday: "short", day: "numeric", month: "short" };
  return written(day).replace(time, unbroken(time));
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
  const times = format(lang, { ...clockOf(lang), timeZone: zone });
  const hours = [];
  for (const [begins, ends] of upcoming(schedule, now)) {
    if (begins >= to) break;
    const [start, end] = [Math.max(begins, from), Math.min(ends, to)];
    if (start < end) hours.push(unbroken(end < to ? times.formatRange(start, end) : untilMidnight(times, start, end, from)));
  }
  return hours;
}

/** Midnight ends today as 24:00 or 12:00 AM: Intl would write both dates. Dash and end are those of a span within the day. */
function untilMidnight(times, start, end, from) {
  const parts = times.formatRangeToParts(from, from + 3_600_000);
  const [dash, suffix = ""] = parts.filter(({ source }) => source === "shared").map(({ value }) => value);
  const { locale, hourCycle, timeZone } = times.resolvedOptions();
  const last = hourCycle === "h23" ? format(locale, { ...clockOf(locale), timeZone, hourCycle: "h24" }) : times;
  return times.format(start) + dash + last.format(end) + suffix;
}
