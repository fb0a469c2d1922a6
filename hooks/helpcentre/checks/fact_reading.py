"""The facts in a text: numbers with their units, dates, times, codes, addresses, phones, placeholders."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from helpcentre.checks.locale_forms import LocaleForms, is_wide, minutes_in
from helpcentre.content.section_parts import Run

Kind = Literal["number", "date", "time", "code", "capitals", "address", "phone", "placeholder", "span", "link"]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that must be the same in every language."""

    kind: Kind
    text: str
    """As it is written."""
    readings: frozenset[Hashable]
    """What it can mean in its language; two facts are the same if they share one."""
    line: int = 0
    block: int = 0
    group: int = 0
    units: frozenset[str] = frozenset()
    """What a number counts, if that is known."""
    may_be_words: bool = False
    """One of something, or a code such as 2FA: another language may say it without."""
    may_be_added: bool = False
    """A link to another article, which a translation may have beside the source's."""
    is_calling_code: bool = False
    parts: tuple[Fact, ...] = ()
    """What it consists of, where another language may write it otherwise."""

    @property
    def number(self) -> Decimal | None:
        """The number that it is, if it is one and has one reading."""
        found = {r[1] for r in self.readings if isinstance(r, tuple) and r[0] == "number"}
        return found.pop() if len(found) == 1 else None


class _Plain(dict[int, str]):
    """A table for `str.translate`: digits of any script and full-width signs in ASCII."""

    def __missing__(self, key: int) -> str:
        character = chr(key)
        digit = unicodedata.decimal(character, None)
        found = character
        if digit is not None:
            found = str(digit)
        elif 0xFF01 <= key <= 0xFF5E and character != "，":
            found = chr(key - 0xFEE0)
        elif character == "−":
            found = "-"
        self[key] = found
        return found


_PLAIN = _Plain()
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９])")
_GAP = "\ufffc"
"""Stands where a fact was taken, or code stands."""

_URL = re.compile(r"https?://[^\s<>\ufffc，。；、（）《》「」）]+")
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
_OFFSET = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2,})[ ]?\+[ ]?(\d{1,2}(?::\d\d)?)(?!\d)")
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]{2,}[-‑–]\d+[A-Z]*|[A-Za-z]{1,12}\d+(?:\.\d+)*[A-Za-z]*\d*)(?![A-Za-z0-9])"
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
_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,'’٬٫،⹁]\d+)*")
_AFTER = re.compile(r"[ \u00a0\u2009\u202f]?([^\W\d_]+|[%‰٪]|[^\w\s])")
_BEFORE = tuple(
    re.compile(mark + r"[ \u00a0\u202f]?$") for mark in (r"(?<![A-Za-z0-9])[A-Z]{2,}", r"[A-Z]{0,3}[^\s\w]", r"[^\s\w]")
)
_CAPITALS = re.compile(r"(?<![A-Za-z0-9-])[A-Z]{2,}(?=s?(?![A-Za-z0-9]))")


def plain(text: str) -> str:
    """Return a text of the same length with digits of any script in ASCII."""
    return text if text.isascii() else _WIDE_COMMA.sub(",", text).translate(_PLAIN)


def read_number(text: str, forms: LocaleForms) -> frozenset[Hashable]:
    """Return what digits with separators can mean: `1.000` is a thousand in German.

    Read by the language's own signs; as another language's where they allow no reading, or else as they stand, such
    as the version 1.2.3.
    """
    own = _numbers(text, forms.groups, forms.decimals)
    if not own:
        own = _numbers(text, frozenset(" ,"), frozenset(".")) | _numbers(text, frozenset(" ."), frozenset(","))
    return frozenset(("number", number) for number in own) or frozenset({("text", text)})


@lru_cache(maxsize=4096)
def _numbers(text: str, groups: frozenset[str], decimals: frozenset[str]) -> frozenset[Decimal]:
    found = set()
    marks = [(i, c) for i, c in enumerate(text) if not c.isdigit()]
    for decimal_at in [None, marks[-1][0]] if marks else [None]:
        if decimal_at is not None and text[decimal_at] not in decimals:
            continue
        whole, fraction = (text, "") if decimal_at is None else (text[:decimal_at], text[decimal_at + 1 :])
        signs = {c for c in whole if not c.isdigit()}
        pieces = re.split(r"\D", whole)
        # Groups of three; of two before the last in South Asia.
        grouped = len(pieces[-1]) == 3 and 1 <= len(pieces[0]) <= 3 and all(len(p) in (2, 3) for p in pieces[1:-1])
        if len(pieces) == 1 or (grouped and len(signs) == 1 and signs <= groups):
            found.add(Decimal("".join(pieces) + (f".{fraction}" if fraction else "")).normalize())
    return frozenset(found)


class _Block:
    """A block's text while facts are taken out of it, the unmistakable ones first."""

    def __init__(self, runs: Sequence[Run], forms: LocaleForms) -> None:
        self.forms = forms
        self.facts: list[Fact] = []
        self.block, self.group = runs[0].block, runs[0].group
        self._starts: list[int] = []
        self._lines: list[int] = []
        text, line = "", runs[0].line
        for run in runs:
            if run.kind == "text" or "\n" in run.text:
                if text and run.line != line:
                    text += " "
                pieces = _INVISIBLE.sub("", run.text).split("\n")
                for index, piece in enumerate(pieces):
                    self._starts.append(len(text))
                    self._lines.append(run.line + index + ("\n" in run.text and run.kind == "code"))
                    text += piece + (" " if index + 1 < len(pieces) else "")
                line = run.line
            elif run.kind == "code":
                text += _GAP
        self._written = text
        self.text = plain(text)

    def line(self, at: int) -> int:
        return self._lines[max(bisect_right(self._starts, at) - 1, 0)]

    def take(self, pattern: re.Pattern[str], make: Callable[[re.Match[str]], Iterator[Fact]]) -> None:
        """Turn each match into facts and blank it; a match that makes none stays."""
        taken = []
        for match in pattern.finditer(self.text):
            made = [self._placed(fact, match.start()) for fact in make(match)]
            if made:
                self.facts += made
                taken.append(match.span())
        for start, end in taken:
            self.text = self.text[:start] + _GAP * (end - start) + self.text[end:]

    def _placed(self, fact: Fact, at: int) -> Fact:
        line = self.line(at)
        parts = tuple(replace(p, line=line, block=self.block, group=self.group) for p in fact.parts)
        text = self._written[at : at + len(fact.text)]
        return replace(fact, text=text, line=line, block=self.block, group=self.group, parts=parts)


_DIGIT = re.compile(r"\d")
# Most paragraphs hold no fact at all; one look tells.
_PERHAPS = re.compile(r"[\d@]|\{\{|[A-Z]{2}|\.[a-z]{2}|//|[！-～]")


def facts_in(runs: Sequence[Run], forms: LocaleForms) -> list[Fact]:
    """Return the facts in the texts of one block, in no particular order; code spans and links are not looked at."""
    if not any(_PERHAPS.search(run.text) for run in runs if run.kind == "text" or "\n" in run.text):
        return []
    block = _Block(runs, forms)
    if "{" in block.text:
        block.text = _ATTRIBUTES.sub(lambda m: _GAP * len(m[0]), block.text)
        block.take(_PLACEHOLDER, lambda m: _one("placeholder", m[0], ("placeholder", m[1])))
    if "://" in block.text:
        block.take(_URL, lambda m: _one("address", m[0], ("url", without_codes(m[0].rstrip(".,;:!?)"), forms.codes))))
    if "@" in block.text:
        block.take(_EMAIL, lambda m: _one("address", m[0], ("email", m[0].lower())))
        block.take(_HANDLE, lambda m: _one("address", m[0], ("handle", m[0].lower())))
    if "." in block.text:
        block.take(_DOMAIN, lambda m: _one("address", m[0], ("domain", m[0].lower())))
    if _DIGIT.search(block.text):
        _take_digits(block, forms)
    block.take(_CAPITALS, lambda m: _one("capitals", m[0], ("capitals", m[0])))
    return block.facts


def without_codes(target: str, codes: frozenset[str]) -> str:
    """Return an address with a `*` for each code of its language, as the source's has its own there."""
    return re.sub(r"[A-Za-z]+(?:[-_][A-Za-z]+)?", lambda m: "*" if m[0].lower() in codes else m[0], target)


def _one(kind: Kind, text: str, reading: Hashable, **more: object) -> Iterator[Fact]:
    yield Fact(kind, text, frozenset({reading}), **more)  # type: ignore[arg-type]


def _take_digits(block: _Block, forms: LocaleForms) -> None:
    block.take(_WALLET, lambda m: _one("address", m[0], ("wallet", m[0])))
    for pattern in forms.date_patterns:
        block.take(pattern, lambda m: _dates(m, forms))
    block.take(_NUMERIC_DATE, _numeric_date)
    block.take(_PHONE, _phone)
    block.take(_OFFSET, lambda m: _one("time", m[0], ("offset", m[1], m[2])))
    block.take(_CALLING_CODE, _calling_code)
    block.take(forms.period_pattern, lambda m: _times(m, forms))
    block.take(_TIME, lambda m: _one("time", m[0], ("time", int(m[1]) % 24, int(m[2]))))
    block.take(_CODE, _code)
    block.take(_DIGIT_CODE, _digit_code)
    block.take(_NUMBER, lambda m: _number(m, forms))


def _plain_number(text: str) -> Fact:
    return Fact("number", text, frozenset({("number", Decimal(text))}))


def _phone(match: re.Match[str]) -> Iterator[Fact]:
    digits = re.sub(r"\D", "", match[0])
    parts = () if match[0].startswith("+") else tuple(_plain_number(n) for n in re.findall(r"\d+", match[0]))
    yield Fact("phone", match[0], frozenset({("phone", digits)}), parts=parts)


def _calling_code(match: re.Match[str]) -> Iterator[Fact]:
    yield Fact("number", match[0], frozenset({("number", Decimal(match[1]))}), is_calling_code=True)


def _code(match: re.Match[str]) -> Iterator[Fact]:
    """Make a code of `TRC-20` and `TRC20`, which are the same."""
    yield Fact("code", match[0], frozenset({("code", re.sub(r"[-‑–]", "", match[0]).upper())}) | _mixed(match[0]))


def _digit_code(match: re.Match[str]) -> Iterator[Fact]:
    readings: frozenset[Hashable] = frozenset({("code", match[0].replace("-", ""))}) | _mixed(match[0])
    yield Fact("code", match[0], readings, may_be_words=True)


def _mixed(code: str) -> frozenset[Hashable]:
    """Short codes are said in the order of their language's words: 2FA is A2F in French."""
    letters = re.sub(r"\W", "", code)
    return frozenset({("mixed", "".join(sorted(letters)))}) if len(letters) == 3 else frozenset()


def _dates(match: re.Match[str], forms: LocaleForms) -> Iterator[Fact]:
    groups = match.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    name = groups["m"]
    month = int(name) if name.isdigit() else forms.months[name]
    days: list[int | None] = [int(groups[key]) for key in ("d0", "d") if groups.get(key)]
    for day in days or [None]:
        if day is not None and not 1 <= day <= 31:
            return
        yield _date(match[0], {(year, month, day)})


def _date(text: str, dates: set[tuple[int | None, int, int | None]]) -> Fact:
    parts = tuple(_plain_number(str(n)) for n in min(dates, key=str) if n is not None)
    return Fact("date", text, frozenset(("date", *date) for date in dates), parts=parts)


def _numeric_date(match: re.Match[str]) -> Iterator[Fact]:
    groups = match.groupdict()
    if groups["y"]:
        found = {(int(groups["y"]), int(groups["m"]), int(groups["d"]))}
    elif groups["a"]:
        a, b, year = int(groups["a"]), int(groups["b"]), int(groups["y2"])
        # With stops the day stands first everywhere; with strokes it depends on the country.
        found = {(year, b, a)} if groups["s2"] == "." else {(year, b, a), (year, a, b)}
    else:
        found = {(None, int(groups["m3"]), int(groups["d3"]))}  # type: ignore[arg-type]
    dates: set[tuple[int | None, int, int | None]] = {d for d in found if 1 <= d[1] <= 12 and 1 <= d[2] <= 31}
    if dates:
        yield _date(match[0], dates)


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
    pairs = [("h0", "m0"), ("h", "m")] if match["after"] else [("h1", "m1")]
    for hour, minute in pairs:
        if match[hour] and int(match[hour]) <= 24:
            hours = {h for period in periods for h in _hours(int(match[hour]), period)}
            yield Fact("time", match[0], frozenset(("time", h % 24, int(match[minute] or 0)) for h in hours))


def _number(match: re.Match[str], forms: LocaleForms) -> Iterator[Fact]:
    text, end = match[0], match.end()
    readings = read_number(text, forms)
    before, after = match.string[max(match.start() - 8, 0) : match.start()], match.string[end : end + 24]
    next_word = _AFTER.match(after)
    word = next_word[1] if next_word else ""
    written = text
    large = _multiplier(word, forms)
    if large and next_word:
        word, factor = large
        written += after[: next_word.start(1) + len(word)]
        multiplied = frozenset(("number", r[1] * factor) for r in readings if r[0] == "number")  # type: ignore[index]
        readings = multiplied if len(word) > 1 or not word.isascii() else readings | multiplied
        word = ""
    elif word.isupper() and re.match(r"-[^\W\d_]", after[len(next_word[0]) :] if next_word else ""):
        word = ""  # the first part of another word, as in US-Dollar
    units = _units(word, before, forms)
    numbers = {r[1] for r in readings if r[0] == "number"}  # type: ignore[index]
    durations = {("minutes", n * size) for n in numbers for unit in units if (size := minutes_in(unit))}
    whole = {int(n) for n in numbers if n == n.to_integral_value() and n <= 24}
    # An hour may stand alone (14 Uhr), or with the word for hours (14 heures).
    clock = {("time", h % 24, 0) for h in whole if not units or "hour" in units}
    pieces = re.findall(r"\d+", text)
    splits = len(pieces) > 1 and (re.search(r"\s", text) or not numbers)
    yield Fact(
        "number",
        written + (next_word[0] if next_word and word and units else ""),
        readings | durations | clock,
        units=units,
        may_be_words=numbers <= {1, 2} and bool(numbers) and _is_noun(word, after, units),
        parts=tuple(_plain_number(piece) for piece in pieces) if splits else (),
    )


def _multiplier(word: str, forms: LocaleForms) -> tuple[str, int] | None:
    """Return the word of a large number that a text goes on with, and how much it is."""
    candidates = (word[:2], word[:1]) if word and is_wide(word[0]) else (word, word.lower())
    return next(((form, forms.multipliers[form]) for form in candidates if form in forms.multipliers), None)


def _is_noun(word: str, after: str, units: frozenset[str]) -> bool:
    """Whether what follows a number is a plain word, so that a language may say one or two without a digit."""
    code = len(word) > 1 and word.isascii() and word.isupper()
    apart = bool(word) and (is_wide(word[0]) or not after.startswith(word))
    return apart and word[0].isalpha() and not code and not any(len(u) == 3 and u.isupper() for u in units)


def _units(word: str, before: str, forms: LocaleForms) -> frozenset[str]:
    if word in ("%", "٪"):
        return frozenset({"%"})
    if word == "‰":
        return frozenset({word})
    if word and is_wide(word[0]):
        # A word that counts may stand between: 24 个小时.
        for start, length in ((s, n) for s in (0, 1) for n in (4, 3, 2, 1)):
            if word[start : start + length] in forms.units:
                return forms.units[word[start : start + length]]
    elif word:
        for form in (word, word[:-1] if len(word) > 3 else word):
            if form in forms.units:
                return forms.units[form]
    for mark in (word, *(m[0].strip() for pattern in _BEFORE if (m := pattern.search(before)))):
        if mark in forms.currencies:
            return forms.currencies[mark]
        if mark == "%" or (len(mark) > 1 and mark.isascii() and mark.isalpha() and mark.isupper()):
            return frozenset({mark})
    return frozenset()
