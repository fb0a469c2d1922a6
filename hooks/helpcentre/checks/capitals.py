"""Which words in Latin capitals are the same in every language: USDT is, VAT is not."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from babel.core import get_global
from msgspec.structs import replace

from helpcentre.checks.fact_matching import Side
from helpcentre.checks.fact_text import Fact
from helpcentre.checks.letters import folded


@dataclasses.dataclass(frozen=True)  # with slots it would take ten times as long to read
class CapitalsSeen:
    """The words in capitals of some sections in one language, beside their sources'."""

    locale: str
    source: tuple[str, ...]
    """Of the sources, each as often as there are sections with it."""
    kept: tuple[str, ...]
    """Those of them that stand in the translation too."""


def capitals_seen(locale: str, sections: Iterable[tuple[Sequence[Fact], Sequence[Fact]]]) -> CapitalsSeen:
    """Return what sections of a locale, each with its source's, tell of words in capitals."""
    source: list[str] = []
    kept: list[str] = []
    for own, its_source in sections:
        theirs = {fact.text for fact in its_source if fact.kind == "capitals"}
        source += sorted(theirs)
        kept += sorted(theirs & {fact.text for fact in own if fact.kind == "capitals"})
    return CapitalsSeen(locale, tuple(source), tuple(kept))


class Capitals:
    """What the texts themselves tell of words in capitals, from every section beside its source's."""

    def __init__(self, seen: Iterable[CapitalsSeen]) -> None:
        """Count what was seen in all texts."""
        self._stands: dict[str, Counter[str]] = defaultdict(Counter)
        self._kept: dict[str, Counter[str]] = defaultdict(Counter)
        self._source: set[str] = set()
        for one in seen:
            self._source.update(one.source)
            self._stands[one.locale].update(one.source)
            self._kept[one.locale].update(one.kept)

    def is_translated(self, word: str, locale: str) -> bool:
        """Whether the language has its own word: the source's has stood in sections enough to tell, and never here."""
        return self._stands[locale][word] > 1 and not self._kept[locale][word]

    def may_not_become(self, word: str, other: str) -> bool:
        """Whether a word that is exchanged for another says something else."""
        if other in self._source or any(kept[word] for kept in self._kept.values()):
            return True
        currencies = get_global("all_currencies")
        if word in currencies and other in currencies:
            return True
        return len(word) == len(other) > 2 and sum(a != b for a, b in zip(word, other, strict=True)) == 1


def compared(capitals: Capitals, locale: str, own_side: Side, source_side: Side) -> tuple[Side, Side]:
    """Return both sides with only those words in capitals that must be the same.

    A word must stand if it counts something (`50 USDT`), and must not be exchanged for another unless the language
    has its own word for it.
    """
    own, source = own_side.facts, source_side.facts
    here, there = _capitals(own), _capitals(source)
    if not here and not there:
        return own_side, source_side
    added = {word: fact for word, fact in here.items() if word not in there}
    counted = {unit for fact in source if fact.kind == "number" for unit in fact.units if unit in there}
    lost = {
        word: fact
        for word, fact in there.items()
        if word not in here
        and not capitals.is_translated(word, locale)
        and (
            (word in counted and not _is_said(word, own_side))
            or any(capitals.may_not_become(word, other) for other in added)
        )
    }
    shared = here.keys() & there.keys()
    mine = [replace(f, may_be_words=True) if f.text in shared else f for f in own if _is_in(f, shared)]
    theirs = [replace(f, may_be_words=True) if f.text in shared else f for f in source if _is_in(f, shared)]
    mine += list(added.values())[: len(lost)]
    own_side = dataclasses.replace(own_side, facts=mine)
    return own_side, dataclasses.replace(source_side, facts=theirs + list(lost.values()))


def _capitals(facts: Sequence[Fact]) -> dict[str, Fact]:
    return {fact.text: fact for fact in reversed(facts) if fact.kind == "capitals"}


def _is_in(fact: Fact, shared: Iterable[str]) -> bool:
    return fact.kind != "capitals" or fact.text in shared


def _is_said(code: str, side: Side) -> bool:
    """Whether a currency's code stands as its sign or name."""
    if any(code in fact.units for fact in side.facts):
        return True
    name = folded(side.forms.cldr.currencies.get(code, ""))
    return any(len(word) > 1 and word[:5] in folded(side.text) for word in name.split())
