"""What money is called in a language: CLDR's names of currencies, word by word."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from babel import Locale as CldrLocale
from babel.core import get_global
from babel.numbers import get_territory_currencies

from helpcentre.checks.letters import comparable, is_wide

_WORD = re.compile(r"[^\W\d_]+")
_LEAST_OF_A_SIGN = 3
"""Names with one last sign, from which on that is the word for money and no part of a name."""


def words_of_currencies(cldr: CldrLocale) -> Mapping[str, frozenset[str]]:
    """Return the words that a currency in use may be called by, and the codes of all that it may mean.

    `Dollars` are those of many countries, `rubles` of two. What a name says beside it (`British`) is told by the
    same names, and does no harm: only where both languages know what an amount counts are they compared. There are
    none in languages whose marks part the letters of a word, such as Hindi and Thai.
    """
    dollar = cldr.currencies.get("USD", "-")
    if any(unicodedata.category(letter) in ("Mc", "Mn") for letter in comparable(dollar)):
        return {}
    names = {code: list(_names(code, cldr)) for code in _in_use()}
    heads = {word for own in names.values() for words in own for word in (words[0], words[-1])}
    heads = {word for word in heads if len(word) > 1 or is_wide(word)}
    heads |= set(_shared_endings(words[-1] for own in names.values() for words in own[:1]))
    found: dict[str, set[str]] = defaultdict(set)
    for code, own in names.items():
        for words in own:
            for word in words:
                # Words within a name are of it only where they begin or end another: `de` does neither.
                for form in {word} & heads | set(_endings(word)) & heads:
                    found[form].add(code)
    if sign := _sign_of_money(words[-1] for own in names.values() for words in own[:1]):
        found[sign] = _of_country(cldr) or found[sign]
    return {word: frozenset(codes) for word, codes in found.items()}


def _in_use() -> list[str]:
    currencies = get_global("territory_currencies").values()
    return sorted({code for own in currencies for code, _, end, tender in own if tender and end is None})


def _names(code: str, cldr: CldrLocale) -> Iterator[list[str]]:
    """Yield the words of each form of a currency's name."""
    forms = [cldr.currencies.get(code, ""), *cldr._data["currency_names_plural"].get(code, {}).values()]
    for name in dict.fromkeys(forms):  # Babel's own function gives one form at a time
        words = [comparable(word) for word in _WORD.findall(re.sub(r"\(.*?\)", "", name))]
        if words:
            yield words


def _endings(word: str) -> Iterable[str]:
    """Return how a name without spaces may end: 俄罗斯卢布 in 卢布."""
    return [word[-n:] for n in (2, 3, 4) if len(word) > n] if is_wide(word[0]) else []


def _shared_endings(words: Iterable[str]) -> Iterable[str]:
    counted = Counter(ending for word in words for ending in _endings(word))
    return [ending for ending, times in counted.items() if times > 1]


def _sign_of_money(words: Iterable[str]) -> str | None:
    """Return the sign that most names without spaces end in; alone it is the country's own money: 元."""
    counted = Counter(word[-1] for word in words if len(word) > 1 and is_wide(word[0]))
    sign, times = max(counted.items(), key=lambda item: item[1], default=("", 0))
    return sign if times >= _LEAST_OF_A_SIGN else None


def _of_country(cldr: CldrLocale) -> set[str]:
    territory = cldr.territory
    if territory is None:
        likely = get_global("likely_subtags")
        territory = (likely.get(str(cldr)) or likely.get(cldr.language) or "").rpartition("_")[2]
    return set(get_territory_currencies(territory)) if territory else set()
