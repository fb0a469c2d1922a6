"""Opening hours in the browser, at fixed instants: zones, summer time, midnight, closed days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.javascript import called


def at(text: str) -> int:
    """Return an instant in JavaScript's milliseconds: `2026-11-25 09:00 Asia/Singapore`."""
    moment, zone = text.rsplit(" ", 1)
    return int(datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def shown(text: str) -> str:
    """Return a text with ordinary spaces and without what keeps it on one line."""
    return " ".join(text.replace("\u2060", "").split())


def schedule(zone: str, closed: tuple[str, ...] = (), **days: list[tuple[int, int]]) -> dict[str, Any]:
    """Return a week of spans in hours after midnight."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    week = [[[int(start * 60), int(end * 60)] for start, end in days.get(name, [])] for name in names]
    return {"zone": zone, "week": week, "closed": list(closed)}


OFFICE = schedule(
    "Asia/Singapore",
    ("2026-12-25", "2027-01-01"),
    **{day: [(9, 12.5), (13.5, 18)] for day in ("mon", "tue", "wed", "thu", "fri")},
    sat=[(10, 16)],
)
NIGHT = schedule("Europe/Berlin", fri=[(22, 24)], sat=[(0, 6)])
SUNDAY = schedule("Europe/Berlin", sun=[(1, 5)])
NEW_YORK = schedule("America/New_York", sun=[(1.5, 4)], mon=[(9, 17)])
KATHMANDU = schedule("Asia/Kathmandu", mon=[(9, 17)])
NEVER = schedule("Asia/Tokyo")

# Schedule, instant -> (open, until) or (closed, opens); 2026-11-23 is a Monday.
STATES = {
    "before the first span": (OFFICE, "2026-11-25 08:59 Asia/Singapore", False, "2026-11-25 09:00 Asia/Singapore"),
    "the first minute": (OFFICE, "2026-11-25 09:00 Asia/Singapore", True, "2026-11-25 12:30 Asia/Singapore"),
    "the last minute": (OFFICE, "2026-11-25 12:29 Asia/Singapore", True, "2026-11-25 12:30 Asia/Singapore"),
    "lunch": (OFFICE, "2026-11-25 12:30 Asia/Singapore", False, "2026-11-25 13:30 Asia/Singapore"),
    "over the weekend": (OFFICE, "2026-11-28 16:00 Asia/Singapore", False, "2026-11-30 09:00 Asia/Singapore"),
    "a reader elsewhere": (OFFICE, "2026-11-24 20:00 America/New_York", True, "2026-11-25 12:30 Asia/Singapore"),
    "a closed day": (OFFICE, "2026-12-25 10:00 Asia/Singapore", False, "2026-12-26 10:00 Asia/Singapore"),
    "before a closed day": (OFFICE, "2026-12-24 18:00 Asia/Singapore", False, "2026-12-26 10:00 Asia/Singapore"),
    "across the year": (OFFICE, "2026-12-31 18:00 Asia/Singapore", False, "2027-01-02 10:00 Asia/Singapore"),
    "a night is one span": (NIGHT, "2026-11-27 23:59 Europe/Berlin", True, "2026-11-28 06:00 Europe/Berlin"),
    "after midnight": (NIGHT, "2026-11-28 00:00 Europe/Berlin", True, "2026-11-28 06:00 Europe/Berlin"),
    "into summer time": (SUNDAY, "2026-03-29 01:30 Europe/Berlin", True, "2026-03-29 05:00 Europe/Berlin"),
    "the hour that is not": (NEW_YORK, "2026-03-08 01:45 America/New_York", True, "2026-03-08 04:00 America/New_York"),
    "out of summer time": (SUNDAY, "2026-10-25 00:30 Europe/Berlin", False, "2026-10-25 01:00 Europe/Berlin"),
    "a zone of 45 minutes": (KATHMANDU, "2026-11-23 03:14 UTC", False, "2026-11-23 03:15 UTC"),
}


def test_a_channel_is_open_or_says_when() -> None:
    found = called("opening-hours.js", "state", [[hours, at(now)] for hours, now, _, _ in STATES.values()])
    expected = [{"open": o, ("until" if o else "opens"): at(then)} for _, _, o, then in STATES.values()]
    assert dict(zip(STATES, found, strict=True)) == dict(zip(STATES, expected, strict=True))


def test_a_channel_that_opens_in_no_two_weeks_says_none() -> None:
    closed = tuple((datetime(2026, 11, 23) + timedelta(days=day)).date().isoformat() for day in range(30))
    assert called("opening-hours.js", "state", [[NEVER, at("2026-11-25 12:00 UTC")]]) == [
        {"open": False, "opens": None}
    ]
    shut = {**OFFICE, "closed": list(closed)}
    assert called("opening-hours.js", "state", [[shut, at("2026-11-25 12:00 UTC")]]) == [{"open": False, "opens": None}]


# Schedule, instant, the reader's zone and language -> the spans of the reader's today.
EVENING = schedule("Asia/Singapore", **{d: [(8, 22)] for d in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")})
TODAY: list[tuple[dict[str, Any], str, str, str, list[str]]] = [
    (OFFICE, "2026-11-25 12:00 Europe/Berlin", "Europe/Berlin", "de", ["02:00–05:30 Uhr", "06:30–11:00 Uhr"]),
    (OFFICE, "2026-11-29 12:00 Europe/Berlin", "Europe/Berlin", "de", []),
    (OFFICE, "2026-12-25 12:00 Asia/Singapore", "Asia/Tokyo", "en", []),
    # Summer time moves the reader, not the channel.
    (OFFICE, "2026-07-01 12:00 Europe/Berlin", "Europe/Berlin", "fr", ["03:00 – 06:30", "07:30 – 12:00"]),
    # The channel's day is two of the reader's; each is cut at the reader's midnight.
    (EVENING, "2026-11-25 12:00 America/New_York", "America/New_York", "zh-Hans", ["00:00–09:00", "19:00–24:00"]),
    (EVENING, "2026-11-25 12:00 America/New_York", "America/New_York", "ru", ["00:00–09:00", "19:00–24:00"]),
    (EVENING, "2026-11-25 12:00 America/New_York", "America/New_York", "en", ["12:00 – 9:00 AM", "7:00 PM – 12:00 AM"]),
    (NIGHT, "2026-11-27 12:00 Europe/Berlin", "Europe/Berlin", "es", ["22:00–24:00"]),
    (NIGHT, "2026-11-28 12:00 Europe/Berlin", "Europe/Berlin", "es", ["0:00–6:00"]),
]


def test_todays_hours_in_the_readers_zone() -> None:
    calls = [[hours, at(now), zone, lang] for hours, now, zone, lang, _ in TODAY]
    found = called("opening-words.js", "hoursToday", calls)
    assert [[shown(span) for span in spans] for spans in found] == [spans for *_, spans in TODAY]


TIMES = [
    ("2026-11-25 18:00", "2026-11-25 12:00", "6:00 PM"),
    ("2026-11-26 09:00", "2026-11-25 20:00", "Thu 9:00 AM"),
    ("2026-11-25 00:30", "2026-11-24 23:59", "Wed 12:30 AM"),
    ("2026-12-05 10:00", "2026-11-25 12:00", "Sat, Dec 5, 10:00 AM"),
    # A month later the number of the day is the same.
    ("2026-12-25 13:00", "2026-11-25 12:00", "Fri, Dec 25, 1:00 PM"),
]


def test_a_time_names_its_day_where_that_is_another() -> None:
    zone = "America/New_York"
    calls = [[at(f"{then} {zone}"), at(f"{now} {zone}"), zone, "en"] for then, now, _ in TIMES]
    found = called("opening-words.js", "timeWords", calls)
    assert [shown(words) for words in found] == [words for *_, words in TIMES]


ZONES = ["UTC", "Asia/Singapore", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]


def test_wall_clocks_agree_with_the_time_zone_database() -> None:
    @given(st.lists(st.tuples(st.sampled_from(ZONES), st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))))
    @settings(max_examples=5)
    def agree(cases: list[tuple[str, datetime]]) -> None:
        moments = [(zone, moment.replace(tzinfo=UTC, second=0, microsecond=0)) for zone, moment in cases]
        shown = called("zoned-time.js", "clock", [[zone, int(m.timestamp() * 1000)] for zone, m in moments])
        for (zone, moment), found in zip(moments, shown, strict=True):
            here = moment.astimezone(ZoneInfo(zone))
            assert found == {
                "year": here.year,
                "month": here.month,
                "day": here.day,
                "minutes": here.hour * 60 + here.minute,
            }

    agree()
