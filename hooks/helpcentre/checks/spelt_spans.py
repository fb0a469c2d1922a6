"""Small numbers that a text spells out, and the spans of time that it counts so: `deux heures`, 三小时."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from itertools import pairwise

from helpcentre.checks.counted_forms import DURATIONS
from helpcentre.checks.letters import folded, is_wide
from helpcentre.checks.locale_forms import LocaleForms

_WORD = re.compile(r"[^\W\d_]+")


def spelt_numbers(text: str, forms: LocaleForms) -> frozenset[int]:
    """Return the numbers that a text has as words of their own; none of a language without spaces."""
    cardinals = _cardinals(forms)
    return frozenset(cardinals[word] for word in map(folded, _WORD.findall(text)) if word in cardinals)


def spelt_spans(text: str, forms: LocaleForms) -> frozenset[tuple[int, str]]:
    """Return the numbers that a text spells out before a unit of time, each with CLDR's name of the unit."""
    pattern = _wide_pattern(forms)
    return frozenset(_spans(text, forms) if pattern is None else _wide_spans(text, forms, pattern))


def names_span(text: str, units: Set[str], forms: LocaleForms) -> bool:
    """Return whether a text has a word for one of these spans of time (CLDR's names)."""
    counting = forms.counting
    if any(counting.counted(word).units & units for word in _WORD.findall(text)):
        return True
    return any(word in text for word, names in counting.units.items() if is_wide(word[:1] or " ") and names & units)


def _spans(text: str, forms: LocaleForms) -> Iterator[tuple[int, str]]:
    cardinals = _cardinals(forms)
    words = _WORD.findall(text)
    for word, unit in pairwise(words):
        number = cardinals.get(folded(word))
        if number is not None:
            yield from ((number, name) for name in forms.counting.counted(unit).units & DURATIONS)


def _wide_spans(text: str, forms: LocaleForms, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    for match in pattern.finditer(text):
        yield from ((_cardinals(forms)[match[1]], name) for name in forms.counting.units[match[2]] & DURATIONS)


@lru_cache(maxsize=64)
def _cardinals(forms: LocaleForms) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for (number, is_ordinal), words in forms.number_words.items():
        if number and not is_ordinal:
            for word in words:
                # Of Arabic, CLDR spells what counts masculine nouns only.
                found |= {word: number, word.removesuffix("ة"): number}
    return found


@lru_cache(maxsize=64)
def _wide_pattern(forms: LocaleForms) -> re.Pattern[str] | None:
    """Return a pattern of such spans in a language without spaces; None for another."""
    words = [word for word in _cardinals(forms) if is_wide(word[0])]
    units = [word for word, names in forms.counting.units.items() if names & DURATIONS and is_wide(word[0])]
    if not words or not units:
        return None
    either = ("|".join(sorted(map(re.escape, some), key=len, reverse=True)) for some in (words, units))
    signs = "".join(sorted({c for word in [*words, *forms.counting.multipliers] for c in word if is_wide(c)}))
    # Neither the end of a larger number nor an ordinal: 第三天 is the third day.
    return re.compile(rf"(?<![{signs}百千几幾数數第])({next(either)})[ ]?[个個]?[ ]?({next(either)})")
