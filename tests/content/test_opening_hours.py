from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcentre.content.opening_hours import MINUTES_A_DAY, WEEKDAYS, Span, parse_days, parse_span, parse_week

SPANS = {
    "09:00-12:30": Span(540, 750),
    "00:00-24:00": Span(0, 1440),
    "23:59-24:00": Span(1439, 1440),
    "00:00-00:01": Span(0, 1),
}


@pytest.mark.parametrize(("text", "span"), SPANS.items())
def test_a_span_is_read(text: str, span: Span) -> None:
    assert parse_span(text) == span


NO_SPANS = {
    "9:00-12:30": "hours such as",
    "09:00 - 12:30": "hours such as",
    "09:00–12:30": "hours such as",
    "09.00-12.30": "hours such as",
    "9am-5pm": "hours such as",
    "": "hours such as",
    "٠٩:٠٠-١٢:٣٠": "hours such as",
    "09:00-12:60": "from 00:00 to 24:00",
    "24:00-24:00": "from 00:00 to 24:00",
    "09:00-24:01": "from 00:00 to 24:00",
    "18:00-09:00": "ends before it starts",
    "09:00-09:00": "ends before it starts",
    "22:00-00:00": "split a night in two",
}


@pytest.mark.parametrize(("text", "expected"), NO_SPANS.items())
def test_what_is_no_span_is_told(text: str, expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        parse_span(text)


@pytest.mark.parametrize(
    ("text", "days"), [("mon", (0,)), ("mon-fri", (0, 1, 2, 3, 4)), ("sun", (6,)), ("sat-sun", (5, 6))]
)
def test_days_are_read(text: str, days: tuple[int, ...]) -> None:
    assert parse_days(text) == days


@pytest.mark.parametrize("text", ["", "Mon", "monday", "mon-", "-fri", "fri-mon", "mon,tue", "mon-tue-wed", "montag"])
def test_what_are_no_days_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        parse_days(text)


def test_a_week_begins_on_monday() -> None:
    week = parse_week({"sat": ["10:00-12:00"], "mon-tue": ["13:00-18:00", "09:00-12:00"]})
    morning_and_afternoon = (Span(540, 720), Span(780, 1080))
    assert week == (morning_and_afternoon, morning_and_afternoon, (), (), (), (Span(600, 720),), ())


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ({"mon": ["09:00-12:00", "11:59-13:00"]}, "overlap"),
        ({"mon-fri": ["09:00-12:00"], "fri": ["13:00-14:00"]}, '"fri" stands twice'),
        ({"fri": [], "mon-fri": ["09:00-12:00"]}, '"fri" stands twice'),
        ({}, "no day has hours"),
        ({"mon": []}, "no day has hours"),
        ({"mon-fri": [], "sat-sun": []}, "no day has hours"),
    ],
)
def test_hours_that_contradict_themselves_are_told(hours: dict[str, list[str]], expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        parse_week(hours)


def test_a_day_may_say_that_it_has_none() -> None:
    assert parse_week({"mon-sat": ["09:00-12:00"], "sun": []}) == parse_week({"mon-sat": ["09:00-12:00"]})


def test_spans_may_touch() -> None:
    assert parse_week({"mon": ["09:00-12:00", "12:00-13:00"]})[0] == (Span(540, 720), Span(720, 780))


MINUTES = st.integers(0, MINUTES_A_DAY)


@given(MINUTES, MINUTES)
def test_every_span_that_is_written_is_read_back(one: int, other: int) -> None:
    start, end = sorted((one, other))
    text = f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
    if start < end:
        assert parse_span(text) == Span(start, end)
    else:
        with pytest.raises(ValueError, match="expected"):
            parse_span(text)


@given(st.one_of(st.text(max_size=14), st.from_regex(r"[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}", fullmatch=True)))
def test_any_text_is_a_span_within_a_day_or_refused(text: str) -> None:
    with suppress(ValueError):
        span = parse_span(text)
        assert 0 <= span.start < span.end <= MINUTES_A_DAY


DAYS = st.one_of(
    st.sampled_from(WEEKDAYS), st.tuples(st.sampled_from(WEEKDAYS), st.sampled_from(WEEKDAYS)).map("-".join)
)


@given(st.dictionaries(DAYS, st.lists(st.sampled_from([*SPANS, "08:00-10:00", "10:00-11:00"]), max_size=3), max_size=4))
def test_any_week_has_seven_days_of_ordered_spans_or_is_refused(hours: dict[str, list[str]]) -> None:
    try:
        week = parse_week(hours)
    except ValueError:
        return
    assert len(week) == 7
    assert any(week)
    for day in week:
        assert all(earlier.end <= later.start for earlier, later in pairwise(day))
