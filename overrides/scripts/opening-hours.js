// When a channel is open: a schedule is {zone, week: seven days of [start, end] in minutes, closed: ISO dates}.
import { addDays, clock, instantOf, weekday } from "./zoned-time.js";

const DAYS_AHEAD = 15;

/** Yield the spans from the day before `now` on, as [start, end] instants in order; touching spans are one. */
export function* upcoming(schedule, now) {
  const today = clock(schedule.zone, now);
  let last;
  for (let ahead = -1; ahead < DAYS_AHEAD; ahead += 1) {
    const date = addDays(today, ahead);
    const iso = `${date.year}-${String(date.month).padStart(2, "0")}-${String(date.day).padStart(2, "0")}`;
    if (schedule.closed.includes(iso)) continue;
    for (const [start, end] of schedule.week[weekday(date)]) {
      const span = [instantOf(schedule.zone, date, start), instantOf(schedule.zone, date, end)];
      if (last && last[1] === span[0]) last[1] = span[1];
      else {
        if (last) yield last;
        last = span;
      }
    }
  }
  if (last) yield last;
}

/** {open, until} while open, {open, opens} while closed; `opens` is null when nothing opens in two weeks. */
export function state(schedule, now) {
  for (const [start, end] of upcoming(schedule, now)) {
    if (now < start) return { open: false, opens: start };
    if (now < end) return { open: true, until: end };
  }
  return { open: false, opens: null };
}
