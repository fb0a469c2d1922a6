"""Numbers in figures: what they can mean in a language, and what they count."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from decimal import Decimal
from functools import lru_cache

from helpcentre.checks.fact_text import Fact
from helpcentre.checks.locale_forms import SPACES, LocaleForms, is_wide, minutes_in

# In French `s'` and the like are the beginning of the next word, and no seconds.
_AFTER = re.compile(r"[ \u00a0\u2009\u202f]?([^\W\d_]+(?!['’]?[^\W\d_])|[%‰٪]|[^\w\s])")
_DOTTED = re.compile(r"(?:\.[^\W\d_]+)+")
"""The rest of a unit such as the Arabic م.ب, a megabyte."""
_BEFORE = tuple(
    re.compile(mark + r"[ \u00a0\u202f]?$") for mark in (r"(?<![A-Za-z0-9])[A-Z]{2,}", r"[A-Z]{0,3}[^\s\w]", r"[^\s\w]")
)


def read_number(text: str, forms: LocaleForms) -> frozenset[Hashable]:
    """Return what digits with separators can mean: `1.000` is a thousand in German.

    Read by the language's own signs; as another language's where they allow no reading, or else as they stand, such
    as the version 1.2.3.
    """
    own = _numbers(text, forms.groups, forms.decimals, forms.group_size)
    if not own:
        own = _numbers(text, frozenset(" ,"), frozenset(".")) | _numbers(text, frozenset(" ."), frozenset(","))
    return frozenset(("number", number) for number in own) or frozenset({("text", text)})


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
    """Yield the number that `LocaleForms.number_pattern` has matched, with the unit beside it."""
    text, end = match[0], match.end()
    readings = read_number(text, forms)
    before, after = match.string[max(match.start() - 8, 0) : match.start()], match.string[end : end + 24]
    next_word = _AFTER.match(after)
    word = next_word[1] if next_word else ""
    if next_word and (dotted := _DOTTED.match(after, next_word.end())) and word + dotted[0] in forms.units:
        word += dotted[0]
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
    units, length = _units(word, before, forms)
    numbers = {r[1] for r in readings if r[0] == "number"}  # type: ignore[index]
    durations = {("minutes", n * size) for n in numbers for unit in units if (size := minutes_in(unit))}
    whole = {int(n) for n in numbers if n == n.to_integral_value() and n <= 24}
    # An hour may stand alone (14 Uhr), or with the word for hours (14 heures).
    clock = {("time", h % 24, 0) for h in whole if not units or "hour" in units}
    pieces = re.findall(r"\d+", text)
    splits = len(pieces) > 1 and (re.search(r"\s", text) or not numbers)
    counted = after[: next_word.start(1) + length] if next_word and length else ""
    yield Fact(
        "number",
        written + counted,
        readings | durations | clock,
        units=units,
        unit=counted.strip(SPACES),
        may_be_words=numbers <= {1, 2} and bool(numbers) and _is_noun(word, after, units),
        parts=tuple(plain_number(piece) for piece in pieces) if splits else (),
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


def _units(word: str, before: str, forms: LocaleForms) -> tuple[frozenset[str], int]:
    """Return what a number counts, and how many characters of the word behind it say so."""
    if word in ("%", "٪"):
        return frozenset({"%"}), 1
    if word == "‰":
        return frozenset({word}), 1
    if word and is_wide(word[0]):
        # A word that counts may stand between: 24 个小时.
        for start, end in ((s, s + n) for s in (0, 1) for n in (4, 3, 2, 1)):
            if word[start:end] in forms.units:
                return forms.units[word[start:end]], min(end, len(word))
    elif word:
        for form in (word, word[:-1] if len(word) > 3 else word):
            if form in forms.units:
                return forms.units[form], len(word)
    signs = [(m[0].strip(), 0) for pattern in _BEFORE if (m := pattern.search(before))]
    for mark, length in ((word, len(word)), *signs):
        if mark in forms.currencies:
            return forms.currencies[mark], length
        if mark == "%" or (len(mark) > 1 and mark.isascii() and mark.isalpha() and mark.isupper()):
            return frozenset({mark}), length
    return frozenset(), 0
