"""The facts in a text: numbers with their units, dates, times, codes, addresses, phones, placeholders."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from msgspec.structs import replace

from helpcentre.checks.fact_text import GAP, LATIN, Fact, Kind, TextBlock
from helpcentre.checks.letters import FRACTIONS
from helpcentre.checks.locale_forms import LocaleForms
from helpcentre.checks.number_reading import number_facts, plain_number, read_number
from helpcentre.content.section_parts import Run

_URL = re.compile(r"https?://[^\s<>\"“”„«»\ufffc\u3000-\u303f\u4e00-\u9fff，；（）]+")
_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_HANDLE = re.compile(r"(?<![\w@/.])@[A-Za-z0-9_]{3,}")
_DOMAIN = re.compile(
    r"(?<![A-Za-z0-9@._/-])(?:[a-z0-9-]{3,}\.)+[a-z]{2,}(?:/[A-Za-z0-9._~/%#?=&-]*[A-Za-z0-9/])?(?![A-Za-z0-9])"
)
_PLACEHOLDER = re.compile(r"\{\{\s*([\w.-]+)\s*\}\}")
_ATTRIBUTES = re.compile(r"\{:?[ ]*[#.][^{}\n]*\}")
_WALLET = re.compile(
    r"(?<![A-Za-z0-9])(?:0x[0-9A-Fa-f]{4,}(?:(?:…|\.\.\.)[0-9A-Fa-f]+)?"
    r"|(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{20,})"
)
_PHONE = re.compile(
    r"\+\d{1,3}[ \u00a0.\-/(]{0,2}\d[\d \u00a0.()\-–/]{4,}\d(?!\d)"
    r"|(?<![\d.,-])\(?\d{3}\)?[ \u00a0.-]{1,2}\d{3}[ \u00a0.-]\d{4}(?!\d)|(?<![\d.,-])\d{3}-\d{4}(?!\d)"
)
_CALLING_CODE = re.compile(r"(?<![\w+])\+(\d{1,3})(?![\d:]|[.,]\d)")
_OFFSET = re.compile(r"(?<![A-Za-z0-9])(?:UTC|GMT)(?:[ ]?\+[ ]?|-)(\d{1,2})(?::(\d\d))?(?!\d)")
_CODE = re.compile(
    rf"(?<![{LATIN}])(?:[A-Z]{{2,}}[-‑–]\d+[A-Z]*|[A-Za-z]{{1,12}}\d+(?:\.\d+)*[A-Za-z]*\d*)(?![{LATIN}])"
)
_DIGIT_CODE = re.compile(r"(?<![A-Za-z0-9.,])\d-?[A-Z]{1,2}(?![A-Za-z0-9])")
_NUMERIC_DATE = re.compile(
    r"(?<![\d.,/:-])(?:(?P<y>\d{4})(?P<s1>[-./])(?P<m>\d{1,2})(?P=s1)(?P<d>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<s2>[-./])[ ]?(?P<b>\d{1,2})(?P=s2)[ ]?(?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2})\.[ ]?(?P<m3>\d{1,2})\.)(?!\d)"
)
_TIME = re.compile(
    r"(?<![\d.,:])([01]?\d|2[0-4])(?::|[ \u00a0\u202f]?[hH][ \u00a0\u202f]?)([0-5]\d)(?::[0-5]\d)?(?!\d)"
)
# What begins with a set of characters is found faster: the look at what stands before comes after the first.
_CAPITALS = re.compile(rf"[A-Z](?<![{LATIN}-].)[A-Z]+(?=s?(?![{LATIN}]))")

OF_JOINED_DIGITS = (_WALLET, _NUMERIC_DATE, _PHONE, _OFFSET, _CALLING_CODE, _TIME, _CODE, _DIGIT_CODE)
# Most numbers stand between words: one look tells that a text holds none of these.
JOINED = re.compile(
    r"\d(?:(?<=[A-Za-z+\-‑–].)|(?<=\+[ ].)|-?[A-Za-z]|(?::|[ \u00a0\u202f][hH][ \u00a0\u202f]?)\d"
    r"|(?:[-./][ ]?|\)?[ \u00a0.-]{1,2})\d)"
)
"""A digit beside a letter or a sign, or two with little between them, as all of `OF_JOINED_DIGITS` have it."""

_DIGIT = re.compile(rf"[\d{FRACTIONS}]")
_DOT_WITHIN = re.compile(r"\.[a-z]{2}")
# Most paragraphs hold no fact at all; one look tells. It looks at characters that a fact begins with, and then at the
# next one: a choice of patterns would be tried at every character.
_PERHAPS = re.compile(
    rf"[\d{FRACTIONS}@！-～{{A-Z./](?:(?<=[\d{FRACTIONS}@！-～])|(?<=\{{)\{{|(?<=[A-Z])[A-Z]|(?<=\.)[a-z]{{2}}|(?<=/)/)"
)


_block_of = attrgetter("block")


def facts_in(runs: Sequence[Run], forms: LocaleForms) -> list[Fact]:
    """Return the facts in the texts of a section, block by block; code spans and links are not looked at."""
    perhaps = {run.block for run in runs if (run.kind == "text" or "\n" in run.text) and _PERHAPS.search(run.text)}
    facts: list[Fact] = []
    if perhaps:
        for number, block in groupby(runs, key=_block_of):
            if number in perhaps:
                facts += _in_block(TextBlock(list(block)), forms)
    return facts


def _in_block(block: TextBlock, forms: LocaleForms) -> list[Fact]:
    if "{" in block.text:
        block.text = _ATTRIBUTES.sub(lambda m: GAP * len(m[0]), block.text)
        block.take(_PLACEHOLDER, lambda m: _one("placeholder", m[0], ("placeholder", m[1])))
    if "://" in block.text:
        block.take(_URL, lambda m: _address(m[0].rstrip(".,;:!?()"), forms))
    if "@" in block.text:
        block.take(_EMAIL, lambda m: _one("address", m[0], ("email", m[0].lower())))
        block.take(_HANDLE, lambda m: _one("address", m[0], ("handle", m[0].lower())))
    if _DOT_WITHIN.search(block.text):
        block.take(_DOMAIN, lambda m: _one("address", m[0], ("domain", _domain(m[0]))))
    if _DIGIT.search(block.text):
        _take_digits(block, forms)
    block.take(_CAPITALS, lambda m: _one("capitals", m[0], ("capitals", m[0])))
    return block.facts


def without_codes(target: str, codes: frozenset[str]) -> str:
    """Return an address with a `*` for each code of its language, as the source's has its own there."""
    return re.sub(r"[A-Za-z]+(?:[-_][A-Za-z]+)?", lambda m: "*" if m[0].lower() in codes else m[0], target)


def _one(kind: Kind, text: str, reading: Hashable, **more: object) -> Iterator[Fact]:
    yield Fact(kind, text, frozenset({reading}), **more)  # type: ignore[arg-type]


def _address(url: str, forms: LocaleForms) -> Iterator[Fact]:
    """Make one fact of an address as it is, with a `*` for its language's code, and without the scheme it may lack."""
    readings = {("url", url), ("url", without_codes(url, forms.codes))}
    if url.startswith("https://"):
        readings.add(("domain", _domain(url.removeprefix("https://"))))
    yield Fact("address", url, frozenset(readings))


def _domain(address: str) -> str:
    """Return an address without scheme so that two that lead to one place are the same."""
    host, slash, path = address.partition("/")
    return (host.lower() + slash + path).rstrip("/")


def _take_digits(block: TextBlock, forms: LocaleForms) -> None:
    is_joined = JOINED.search(block.text) is not None
    if is_joined:
        block.take(_WALLET, lambda m: _one("address", m[0], ("wallet", m[0])))
    for pattern in forms.date_patterns:
        block.take(pattern, lambda m: _dates(m, forms))
    _share_year(block)
    if is_joined:
        block.take(_NUMERIC_DATE, lambda m: _numeric_date(m, forms))
        block.take(_PHONE, _phone)
        block.take(_OFFSET, _offset)
        block.take(_CALLING_CODE, _calling_code)
    block.take(forms.period_pattern, lambda m: _times(m, forms))
    if forms.wide_clock_pattern:
        block.take(forms.wide_clock_pattern, _wide_time)
    if is_joined:
        block.take(_TIME, lambda m: _one("time", m[0], ("time", int(m[1]) % 24, int(m[2]))))
        block.take(_CODE, lambda m: _code(m, forms))
        block.take(_DIGIT_CODE, _digit_code)
    block.take(forms.number_pattern, lambda m: number_facts(m, forms))


def _phone(match: re.Match[str]) -> Iterator[Fact]:
    digits = re.sub(r"\D", "", match[0])
    parts = () if match[0].startswith("+") else tuple(plain_number(n) for n in re.findall(r"\d+", match[0]))
    yield Fact("phone", match[0], frozenset({("phone", digits)}), parts=parts)


def _offset(match: re.Match[str]) -> Iterator[Fact]:
    """Make one fact of GMT+8, UTC+8 and UTC+08:00."""
    yield from _one("time", match[0], ("offset", "+" in match[0], int(match[1]), int(match[2] or 0)))


def _calling_code(match: re.Match[str]) -> Iterator[Fact]:
    yield Fact("number", match[0], frozenset({("number", Decimal(match[1]))}), is_calling_code=True)


_NUMBERED_WORD = re.compile(r"[A-Za-z][a-z]{3,}(\d)")


def _code(match: re.Match[str], forms: LocaleForms) -> Iterator[Fact]:
    """Make a code of `TRC-20` and `TRC20`, which are the same; the word of `Sheet1` may be translated.

    A text in another script that has it in Latin letters has not translated it.
    """
    readings: frozenset[Hashable] = frozenset({("code", re.sub(r"[-‑–]", "", match[0]).upper())}) | _mixed(match[0])
    numbered = _NUMBERED_WORD.fullmatch(match[0])
    if numbered is None:
        yield Fact("code", match[0], readings)
    else:
        readings |= {("word", numbered[1])} if forms.is_latin else set()
        yield Fact("code", match[0], readings, parts=(plain_number(numbered[1]),))


def _digit_code(match: re.Match[str]) -> Iterator[Fact]:
    readings: frozenset[Hashable] = frozenset({("code", match[0].replace("-", ""))}) | _mixed(match[0])
    yield Fact("code", match[0], readings, may_be_words=True, parts=(plain_number(match[0][0]),))


def _mixed(code: str) -> frozenset[Hashable]:
    """Short codes are said in the order of their language's words: 2FA is A2F in French."""
    letters = re.sub(r"\W", "", code)
    return frozenset({("mixed", "".join(sorted(letters)))}) if len(letters) == 3 else frozenset()


def _dates(match: re.Match[str], forms: LocaleForms) -> Iterator[Fact]:
    groups = match.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    name = groups["m"]
    month = int(name) if name.isdigit() else forms.month(name)
    days: list[int | None] = [int(groups[key]) for key in ("d0", "d") if groups.get(key)]
    for day in days or [None]:
        if day is not None and not 1 <= day <= 31:
            return
        yield _date(match[0], {(year, month, day)})


def _share_year(block: TextBlock) -> None:
    """Let dates without a year be of the one year that the block names: of a range, it stands at either end."""
    years = {year for fact in block.facts for year, *_ in _read_as_dates(fact)}
    if len(years) == 2 and None in years:
        (year,) = years - {None}
        block.facts = [
            replace(f, readings=f.readings | {("date", year, *rest) for was, *rest in _read_as_dates(f) if was is None})
            for f in block.facts
        ]


def _read_as_dates(fact: Fact) -> list[tuple[int | None, ...]]:
    return [r[1:] for r in fact.readings if isinstance(r, tuple) and r[0] == "date"] if fact.kind == "date" else []


def _date(text: str, dates: set[tuple[int | None, int, int | None]]) -> Fact:
    parts = tuple(plain_number(str(n)) for n in min(dates, key=str) if n is not None)
    return Fact("date", text, frozenset(("date", *date) for date in dates), parts=parts)


def _numeric_date(match: re.Match[str], forms: LocaleForms) -> Iterator[Fact]:
    groups = match.groupdict()
    number: frozenset[Hashable] = frozenset()
    if groups["y"]:
        found = {(int(groups["y"]), int(groups["m"]), int(groups["d"]))}
    elif groups["a"]:
        a, b, year = int(groups["a"]), int(groups["b"]), int(groups["y2"])
        # With stops the day stands first everywhere; with strokes it depends on the country.
        found = {(year, b, a)} if groups["s2"] == "." else {(year, b, a), (year, a, b)}
    else:
        found = {(None, int(groups["m3"]), int(groups["d3"]))}  # type: ignore[arg-type]
        if " " not in match[0]:
            number = read_number(match[0][:-1], forms)  # at the end of a sentence: version 2.4.
    dates: set[tuple[int | None, int, int | None]] = {d for d in found if 1 <= d[1] <= 12 and 1 <= d[2] <= 31}
    if dates:
        date = _date(match[0], dates)
        yield replace(date, readings=date.readings | number)


def _hours(hour: int, period: str) -> set[int]:
    """Return which hours of 24 an hour of 12 can be in a part of the day (CLDR's names)."""
    if hour > 12:
        return {hour}
    early, late = hour % 12, hour % 12 + 12
    if period == "am" or period.startswith("morning"):
        return {early}
    if period == "midnight":
        return {0}
    if period.startswith("night"):
        return {early, late} if hour != 12 else {0}
    return {late} if hour != 11 or not period.startswith("afternoon") else {11, 23}


def _times(match: re.Match[str], forms: LocaleForms) -> Iterator[Fact]:
    word = re.sub(r"[\u00a0\u202f]", " ", match["after"] or match["before"]).lower()
    squeezed = {re.sub(r"\s", "", name): names for name, names in forms.periods.items()}
    periods = squeezed[re.sub(r"\s", "", word)]
    pairs = [("h0", match["m0"]), ("h", match["m"])] if match["after"] else [("h1", match["m1"] or _minutes(match))]
    for hour, minute in pairs:
        if match[hour] and int(match[hour]) <= 24:
            hours = {h for period in periods for h in _hours(int(match[hour]), period)}
            yield Fact("time", match[0], frozenset(("time", h % 24, int(minute or 0)) for h in hours))


def _minutes(match: re.Match[str]) -> str | None:
    return "30" if match["half"] else match["m2"]


def _wide_time(match: re.Match[str]) -> Iterator[Fact]:
    minutes = _minutes(match) or "0"
    parts = tuple(plain_number(n) for n in re.findall(r"\d+", match[0]))  # of a span of hours and minutes
    yield Fact("time", match[0], frozenset({("time", int(match["h"]) % 24, int(minutes))}), parts=parts)
