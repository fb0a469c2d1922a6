"""Numbers in figures: what they can mean in a language, and what they count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterator
from decimal import Decimal
from functools import lru_cache

from helpcentre.checks.counted_forms import Counted, CountedForms, minutes_in
from helpcentre.checks.fact_text import Fact
from helpcentre.checks.letters import SPACES, is_wide
from helpcentre.checks.locale_forms import LocaleForms

# In French `s'` and the like are the beginning of the next word, and no seconds.
_AFTER = re.compile(r"[ \u00a0\u2009\u202f]?([^\W\d_]+(?!['’]?[^\W\d_])|[%‰٪]|[^\w\s])")
_DOTTED_TIME = re.compile(r"([01]?\d|2[0-3])\.([0-5]\d)")
_DOTTED = re.compile(r"(?:\.[^\W\d_]+)+")
"""The rest of a unit such as the Arabic م.ب, a megabyte."""
_OF = re.compile(r"(?:[ \u00a0\u202f](?:d[ei][ \u00a0\u202f]|d['’]))?[ \u00a0\u202f]?([^\W\d_]+|[^\w\s])")
"""What a large number counts, with a word such as `de` between: `5 millones de euros`."""
_REST = re.compile(r"[ \u00a0-]([^\W\d_]+)")
_TO_DIGIT = re.compile(r"[ \u00a0]\d")
_PARTS_OF_A_DAY = frozenset({"day", "hour", "minute", "second"})
_MINUS = re.compile(r"(?:(?:^|[^\d\s)%°\ufffc])[ \u00a0]|^|[(\[])-$")
"""A sign that belongs to the number: no dash of a range, nor a hyphen."""
_BEFORE = tuple(
    re.compile(mark + r"[ \u00a0\u202f]?$") for mark in (r"(?<![A-Za-z0-9])[A-Z]{2,}", r"[A-Z]{0,3}[^\s\w]", r"[^\s\w]")
)


def read_number(text: str, forms: LocaleForms) -> frozenset[Hashable]:
    """Return what digits with separators can mean: `1.000` is a thousand in German.

    Read by the language's own signs, with a fraction behind it; as another language's where they allow no reading, or
    else as they stand, such as the version 1.2.3. Where it is no number in the language 17.30 may be a time.
    """
    if not text[-1].isdecimal():
        return _with_fraction(text, forms)
    own = _numbers(text, forms.groups, forms.decimals, forms.group_size)
    clock = None
    if not own:
        own = _numbers(text, frozenset(" ,"), frozenset(".")) | _numbers(text, frozenset(" ."), frozenset(","))
        clock = _DOTTED_TIME.fullmatch(text)
    found: frozenset[Hashable] = frozenset(("number", number) for number in own) or frozenset({("text", text)})
    return found | {("time", int(clock[1]), int(clock[2]))} if clock else found


def _with_fraction(text: str, forms: LocaleForms) -> frozenset[Hashable]:
    """Return what digits with a fraction of one sign, or that alone, can mean: 1½ is 1.5."""
    digits, sign = text[:-1].rstrip(SPACES), Decimal(str(round(unicodedata.numeric(text[-1]), 4)))
    whole = _numbers(digits, forms.groups, forms.decimals, forms.group_size) if digits else {Decimal(0)}
    return frozenset(("number", number + sign) for number in whole) or frozenset({("text", text)})


@lru_cache(maxsize=4096)
def _numbers(text: str, groups: frozenset[str], decimals: frozenset[str], size: int = 3) -> frozenset[Decimal]:
    found = set()
    marks = [(i, c) for i, c in enumerate(text) if not c.isdigit()]
    for decimal_at in [None, marks[-1][0]] if marks else [None]:
        if decimal_at is not None and text[decimal_at] not in decimals:
            continue
        whole, fraction = (text, "") if decimal_at is None else (text[:decimal_at], text[decimal_at + 1 :])
        signs = {c for c in whole if not c.isdigit()}
        pieces = re.split(r"\D", whole)
        # Groups of three; of two before the last in South Asia.
        grouped = len(pieces[-1]) == size and 1 <= len(pieces[0]) <= 3 and all(len(p) in (2, 3) for p in pieces[1:-1])
        if len(pieces) == 1 or (grouped and len(signs) == 1 and signs <= groups):
            found.add(Decimal("".join(pieces) + (f".{fraction}" if fraction else "")).normalize())
    return frozenset(found)


def plain_number(text: str) -> Fact:
    """Return the fact that a whole number without marks is."""
    return Fact("number", text, frozenset({("number", Decimal(text))}))


def number_facts(match: re.Match[str], forms: LocaleForms) -> Iterator[Fact]:
    """Yield the number that `LocaleForms.number_pattern` has matched, with the unit beside it.

    A fraction of nothing is none: ¾ of all is said in words as often.
    """
    text, end = match[0], match.end()
    readings = read_number(text, forms)
    before, after = match.string[max(match.start() - 8, 0) : match.start()], match.string[end : end + 40]
    word, start, stop = _word_behind(after, forms.counting)
    large = _multiplier(word, start, forms.counting)
    large_end = 0
    if large:
        form, factor = large
        large_end = start + len(form)
        multiplied = frozenset(("number", r[1] * factor) for r in readings if r[0] == "number")  # type: ignore[index]
        readings = multiplied if len(form) > 1 or not form.isascii() else readings | multiplied
        counted = _OF.match(after, large_end)
        word, start, stop = (counted[1], counted.start(1), counted.end(1)) if counted else ("", large_end, large_end)
    elif word.isupper() and (rest := _REST.match(after, stop)):
        # US dollars are told by their noun; the first part of another compound says nothing itself.
        is_compound = rest[0][0] == "-"
        if (is_compound or forms.counting.counted(word).money) and forms.counting.counted(rest[1]).money:
            word, stop = rest[1], rest.end(1)
        elif is_compound:
            word = ""
    if before[-1:] == "-" and _MINUS.search(before):
        readings = frozenset(("number", -r[1]) if r[0] == "number" else r for r in readings)  # type: ignore[index]  # a pair
    numbers = {r[1] for r in readings if r[0] == "number"}  # type: ignore[index]
    units, length, kind = _units(word, before, forms.counting)
    unit_end = (stop if length == len(word) else start + length) if length else 0
    if not units and word[:1].isalpha() and not large and (behind := _AFTER.match(after, stop)):
        units = forms.counting.counted_apart(behind[1], number_is_one=numbers == {1})
        unit_end, kind = (behind.end(1), "compound") if units else (0, kind)
    if not units and not text[0].isdecimal():
        return
    # Working days are no days of 24 hours.
    sizes = [size for unit in units if (size := minutes_in(unit))] if kind != "compound" else []
    durations = {("minutes", n * size) for n in numbers for size in sizes}
    whole = {int(n) for n in numbers if n == n.to_integral_value() and 0 <= n <= 24}
    # An hour may stand alone (14 Uhr), or with the word for hours (14 heures).
    clock = {("time", h % 24, 0) for h in whole if not units or "hour" in units}
    if forms.month_sign and not units and after.lstrip(SPACES).startswith(forms.month_sign):
        readings |= {("month", n) for n in whole if 0 < n <= 12}
    pieces = re.findall(r"\d+", text)
    splits = len(pieces) > 1 and (re.search(r"\s", text) or not numbers)
    yield Fact(
        "number",
        text + after[: max(large_end, unit_end)],
        readings | durations | clock,
        units=units,
        unit=after[large_end:unit_end].strip(SPACES),
        may_be_words=not large and numbers <= {1, 2} and bool(numbers) and _is_noun(word, after, kind),
        parts=tuple(plain_number(piece) for piece in pieces) if splits else (),
    )


def _word_behind(after: str, counting: CountedForms) -> tuple[str, int, int]:
    """Return the word or sign that a text goes on with, and its place; two words where a unit has two."""
    found = _AFTER.match(after)
    if found is None:
        return "", 0, 0
    word, start, stop = found[1], found.start(1), found.end(1)
    if (dotted := _DOTTED.match(after, stop)) and word + dotted[0] in counting.units:
        return word + dotted[0], start, dotted.end()
    if word in counting.begins_two and (second := _AFTER.match(after, stop)):
        pair = f"{word} {second[1]}"
        if pair in counting.units or pair in counting.multipliers:
            return pair, start, second.end(1)
    if (
        len(word) == start == 1
        and _TO_DIGIT.match(after, stop)
        and not counting.units.get(word, frozenset()) & _PARTS_OF_A_DAY
    ):
        return "", 0, 0  # from one number to another: de 9 a 17
    return word, start, stop


def _multiplier(word: str, start: int, counting: CountedForms) -> tuple[str, int] | None:
    """Return the word of a large number that a text goes on with, and how much it is."""
    candidates = (word[:2], word[:1]) if word and is_wide(word[0]) else (word, word.lower())
    if word == "k" and start == 0:  # written alike in every language
        return word, 1000
    return next(((form, counting.multipliers[form]) for form in candidates if form in counting.multipliers), None)


def _is_noun(word: str, after: str, kind: str) -> bool:
    """Whether what follows a number is a plain word, so that a language may say one or two without a digit."""
    apart = bool(word) and (is_wide(word[0]) or not after.startswith(word))
    return apart and word[0].isalpha() and not _is_code(word) and kind != "code"


def _is_code(word: str) -> bool:
    return len(word) > 1 and word.isascii() and word.isalpha() and word.isupper()


def _units(word: str, before: str, counting: CountedForms) -> tuple[frozenset[str], int, str]:
    """Return what a number counts, how many characters of the word behind it say so, and whether as word or code."""
    # A sign of money before a number says what it counts: $5 in cash are no inches.
    known = counting.counted(word) if word and before[-1:] not in counting.currencies else Counted()
    if known.units or (known.money and not _is_code(word)):
        return known.units | known.money, known.length, "compound" if known.in_compound else "word"
    signs = [(m[0].strip(), 0) for pattern in _BEFORE if (m := pattern.search(before))]
    if word and before[-1:] not in counting.currencies:
        signs.insert(0, (word, len(word)))
    for mark, length in signs:
        if mark in counting.currencies:
            return counting.currencies[mark], length, "code"
        if mark == "%":
            return counting.units[mark], length, "word"
        if _is_code(mark):
            return frozenset({mark}) | (known.money if length else frozenset()), length, "code"
    return frozenset(), 0, ""
