"""What numbers count in a language: its words and signs of units, of large numbers and of money."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from babel import Locale as CldrLocale
from babel import localedata

from helpcentre.checks.currency_names import words_of_currencies
from helpcentre.checks.letters import SPACES, folded, is_wide

_UNIT_STYLES = ("long", "short", "narrow")
_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}
DURATIONS = frozenset({*_MINUTES, "second", "month", "year"})
"""CLDR's names of the units of time that texts count."""
_PERCENT = "percent", "per cent", "بالمئة", "في المائة", "في المئة"
"""Words that CLDR has one of only."""
_LONGEST_MONEY = 12
_LEAST_BEFORE = 3
"""Letters of a compound before its unit: `Arbeitstage`."""


class Counted(NamedTuple):
    """What a word behind a number says of it."""

    units: frozenset[str] = frozenset()
    money: frozenset[str] = frozenset()
    """Codes of the currencies that it may mean."""
    length: int = 0
    """How many of its characters say so."""
    in_compound: bool = False
    """Whether it is part of a longer word, as in Arbeitstage, which are no days of 24 hours."""


@dataclass(frozen=True)
class CountedForms:
    """What may stand beside a number in one language; part of `LocaleForms`."""

    cldr: CldrLocale

    @cached_property
    def units(self) -> Mapping[str, frozenset[str]]:
        """Words and signs of units, such as `hours` or `MB`, and CLDR's names of them."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, _, form in self._unit_forms():
            found[form].add(name)
        for word in ("%", "٪", *_PERCENT):
            found[word].add("percent")
        return {word: frozenset(names) for word, names in found.items() if word}

    def _unit_forms(self) -> Iterator[tuple[str, str, str]]:
        """Yield a unit's name, one of its plural forms' name, and the form."""
        for unit, styles in self.cldr._data["unit_patterns"].items():  # Babel's own functions give one form at a time
            name = unit.partition("-")[2]
            for style in _UNIT_STYLES:
                for plural, pattern in styles.get(style, {}).items() if isinstance(styles, Mapping) else ():
                    if plural != "per" and isinstance(pattern, str) and pattern.startswith("{0}"):
                        yield name, plural, _spaced(pattern.removeprefix("{0}")).strip().rstrip(".")

    @cached_property
    def durations(self) -> Mapping[str, frozenset[str]]:
        """Words of at least two letters for spans of time; the sign of a day in dates too: 日."""
        found = {word: names & DURATIONS for word, names in self.units.items() if len(word) > 1}
        sign = str(self.cldr.datetime_skeletons.get("d", "")).strip("d")
        if sign and is_wide(sign):
            found[sign] = frozenset({"day"})
        return {word: names for word, names in found.items() if names}

    @cached_property
    def _of_several(self) -> frozenset[str]:
        """Words of spans of time as more than one is counted: `days`, and no `day`."""
        one = {form for _, plural, form in self._unit_forms() if plural == "one"}
        return frozenset(self.durations.keys() - one)

    @cached_property
    def multipliers(self) -> Mapping[str, int]:
        """Words of large numbers, such as `million` or `万`, and how much they are."""
        found: dict[str, int] = {}
        for style in ("short", "long"):
            for powers in self.cldr.compact_decimal_formats.get(style, {}).values():
                for power, pattern in powers.items():
                    text = _spaced(str(getattr(pattern, "pattern", pattern)).replace("'", ""))
                    word = text.strip("0 ").rstrip(".")
                    if word and "0" in text and "0" not in word:
                        found.setdefault(word, int(power) // 10 ** (text.count("0") - 1))
        return found

    @cached_property
    def currencies(self) -> Mapping[str, frozenset[str]]:
        """Signs of currencies; a bare `$` or `¥` may be that of several."""
        found: dict[str, set[str]] = defaultdict(set)
        for marks in (localedata.load("root")["currency_symbols"], self.cldr.currency_symbols):
            for code, mark in marks.items():
                if mark != code:
                    found[mark].add(code)
                    for character in mark:
                        if unicodedata.category(character) == "Sc":
                            found[character].add(code)
        found["RMB"].add("CNY")  # what its own bank calls it; CLDR has ISO 4217's code only
        return {mark: frozenset(codes) for mark, codes in found.items()}

    @cached_property
    def money(self) -> Mapping[str, frozenset[str]]:
        """Words for money, comparable, and the codes of the currencies that they may mean."""
        return words_of_currencies(self.cldr)

    @cached_property
    def begins_two(self) -> frozenset[str]:
        """What units and large numbers of two words begin with: `por ciento`, `mil millones`."""
        return frozenset(word.partition(" ")[0] for word in chain(self.units, self.multipliers) if word.count(" ") == 1)

    @cached_property
    def _known(self) -> dict[str, Counted]:
        return {}

    def counted(self, word: str) -> Counted:
        """Return what a word behind a number says that it counts; a word is worked out once."""
        is_run = is_wide(word[0])
        if is_run:  # the rest of a sentence
            word = word[:_LONGEST_MONEY]
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._wide(word) if is_run else self._of_letters(word)
        return known

    def counted_apart(self, word: str, number_is_one: bool) -> frozenset[str]:
        """Return the span of time that a word says behind another one, as in `3 working days`.

        Of more than one it must be in the plural: `9 every day` counts no days.
        """
        for form in (word, word[:-1]):
            if form in self.durations and (number_is_one or form in self._of_several):
                return self.durations[form]
        return frozenset()

    def _wide(self, word: str) -> Counted:
        money = self._money_at(word) if word[0] in self._money_begins else ""
        # A word that counts may stand between: 24 个小时.
        for start, end in ((s, min(s + n, len(word))) for s in (0, 1) for n in (4, 3, 2, 1)):
            if word[start:end] in self.units and end > len(money) - (not start):
                named = self.money.get(word[start:end], frozenset())
                return Counted(self.units[word[start:end]], named, end)
        if money:
            return Counted(money=self.money[money], length=len(money))
        for end in range(3, min(len(word), 5) + 1):  # 3 个工作日
            for form in (word[end - 2 : end], word[end - 1 : end]):
                if form in self.durations:
                    return Counted(self.durations[form], length=end, in_compound=True)
        return Counted()

    @cached_property
    def _money_begins(self) -> frozenset[str]:
        return frozenset(word[0] for word in self.money)

    def _money_at(self, text: str) -> str:
        """Return the longest word for money that a text without spaces begins with."""
        return next((text[:n] for n in range(_LONGEST_MONEY, 0, -1) if text[:n] in self.money), "")

    def _of_letters(self, word: str) -> Counted:
        shorter = word[:-1] if len(word) > 3 else word
        units = self.units.get(word) or self.units.get(shorter) or frozenset()
        form = folded(word)
        # Endings that CLDR does not give: Dollars, долларах, دولارات.
        forms = [form, *(form[:-n] for n in (1, 2) if len(form) - n > 3)]
        money = frozenset().union(*(self.money[f] for f in forms if f in self.money))
        if not units and not money and (units := self._compound(word) or self._compound(shorter)):
            return Counted(units, length=len(word), in_compound=True)
        return Counted(units, money, len(word) if units or money else 0)

    def _compound(self, word: str) -> frozenset[str]:
        if any(word.startswith(name) for name in self.cldr.days["format"]["wide"].values()):  # Sundays, Montage
            return frozenset()
        for start in range(_LEAST_BEFORE, len(word) - 3):
            for ending in (word[start:], word[start:].capitalize()):
                if ending in self.durations:
                    return self.durations[ending]
        return frozenset()


def _spaced(text: str) -> str:
    """Return a text whose spaces are plain ones."""
    return re.sub(f"[{SPACES}]", " ", text)


def minutes_in(unit: str) -> int | None:
    """Return how many minutes a unit of time has, or None for another unit."""
    return _MINUTES.get(unit)
