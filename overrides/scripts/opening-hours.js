// When a channel is open: a schedule is {zone, week: seven days of [start, end] in minutes, closed: ISO dates}.
import { addDays, clock, instantOf, weekday } from "./zoned-time.js";

const DAYS_AHEAD = 15;

/** The spans from the day before `now` on, as [start, end] instants in order; touching spans are one. */
export function upcoming(schedule, now) {
  const today = clock(schedule.zone, now);
  const spans = [];
  for (let ahead = -1; ahead < DAYS_AHEAD; ahead += 1) {
    const date = addDays(today, ahead);
    const iso = `${date.year}-${String(date.month).padStart(2, "0")}-${String(date.day).padStart(2, "0")}`;
    if (schedule.closed.includes(iso)) continue;
    for (const [start, end] of schedule.week[weekday(date)]) {
      const span = [instantOf(schedule.zone, date, start), instantOf(schedule.zone, date, end)];
      const last = spans.at(-1);
      if (last && last[1] === span[0]) last[1] = span[1];
      else spans.push(span);
    }
  }
  return spans;
}

/** {open, until} while open, {open, opens} while closed; `opens` is null when nothing opens in two weeks. */
export function state(schedule, now) {
  const spans = upcoming(schedule, now);
  const current = spans.find(([start, end]) => start <= now && now < end);
  if (current) return { open: true, until: current[1] };
  return { open: false, opens: spans.find(([start]) => start > now)?.[0] ?? null };
}
