"""When a channel answers: weekly spans in a zone, and the days it is closed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_A_DAY = 24 * 60

_SPAN = re.compile("([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of a day, in minutes after midnight; `end` may be 1440 (24:00)."""

    start: int
    end: int


def parse_span(text: str) -> Span:
    """Return the span that `09:00-12:30` says; raises ValueError with what is expected."""
    match = _SPAN.fullmatch(text)
    if not match:
        raise ValueError(f'expected hours such as "09:00-12:30", found {text!r}')
    start_hour, start_minute, end_hour, end_minute = map(int, match.groups())
    start, end = start_hour * 60 + start_minute, end_hour * 60 + end_minute
    if start_minute > 59 or end_minute > 59 or start >= MINUTES_A_DAY or end > MINUTES_A_DAY:
        raise ValueError(f'expected times from 00:00 to 24:00, found "{text}"')
    if end <= start:
        raise ValueError(
            f'the span "{text}" ends before it starts, expected the end after the start; '
            'split a night in two: "22:00-24:00" on one day, "00:00-06:00" on the next'
        )
    return Span(start, end)


def parse_days(text: str) -> tuple[int, ...]:
    """Return the days (Monday is 0) that `mon-fri` or `sat` names; raises ValueError."""
    first, *rest = text.split("-")
    last = rest[0] if rest else first
    if len(rest) > 1 or first not in WEEKDAYS or last not in WEEKDAYS:
        raise ValueError(f'expected days such as "mon-fri" or "sat" ({", ".join(WEEKDAYS)}), found "{text}"')
    start, end = WEEKDAYS.index(first), WEEKDAYS.index(last)
    if end < start:
        raise ValueError(f'the days "{text}" end before they start, expected an order from mon to sun')
    return tuple(range(start, end + 1))


def parse_week(hours: Mapping[str, list[str]]) -> tuple[tuple[Span, ...], ...]:
    """Return the spans of each of the seven days, Monday first; a day that is not named, or has none, is closed.

    Raises ValueError for a form that is not understood, a day named twice, spans that overlap, and a week without any.
    """
    week: list[tuple[Span, ...]] = [()] * 7
    named: set[int] = set()
    for days, texts in hours.items():
        spans = tuple(sorted(parse_span(text) for text in texts))
        for earlier, later in pairwise(spans):
            if later.start < earlier.end:
                raise ValueError(f'two spans of "{days}" overlap, expected spans apart')
        for day in parse_days(str(days)):
            if day in named:
                raise ValueError(f'"{WEEKDAYS[day]}" stands twice, expected each day once')
            named.add(day)
            week[day] = spans
    if not any(week):
        raise ValueError('no day has hours, expected at least one that does, such as mon-fri: ["09:00-17:00"]')
    return tuple(week)
