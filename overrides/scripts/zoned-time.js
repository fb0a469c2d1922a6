// Wall-clock times of a zone as instants, from the browser's own time zone data (Intl).
const formats = new Map();

function format(zone) {
  if (!formats.has(zone)) {
    const options = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" };
    formats.set(zone, new Intl.DateTimeFormat("en-US-u-ca-iso8601-nu-latn", options));
  }
  return formats.get(zone);
}

/** Whether the browser knows a time zone. */
export function isZone(zone) {
  try {
    return Boolean(zone && format(zone));
  } catch {
    return false;
  }
}

/** The calendar date and minutes after midnight that clocks in `zone` show at an instant. */
export function clock(zone, instant) {
  const parts = Object.fromEntries(format(zone).formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return { year: parts.year, month: parts.month, day: parts.day, minutes: parts.hour * 60 + parts.minute };
}

/**
 * The instant at which clocks in `zone` show a date and minutes after midnight (1440: the next midnight).
 * A time that summer time leaves out counts as the one an hour later, as in RFC 5545, 3.3.5.
 */
export function instantOf(zone, { year, month, day }, minutes) {
  const wall = Date.UTC(year, month - 1, day, 0, minutes);
  let guess = wall;
  for (let round = 0; round < 2; round += 1) {
    const shown = clock(zone, guess);
    guess += wall - Date.UTC(shown.year, shown.month - 1, shown.day, 0, shown.minutes);
  }
  return guess;
}

/** A calendar date some days later. */
export function addDays({ year, month, day }, days) {
  const date = new Date(Date.UTC(year, month - 1, day + days));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Monday is 0. */
export function weekday({ year, month, day }) {
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}
