"""Which words in Latin capitals are the same in every language: USDT is, VAT is not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from babel.core import get_global

from helpcentre.checks.fact_matching import Side
from helpcentre.checks.fact_text import Fact
from helpcentre.checks.locale_forms import folded


class Capitals:
    """What the texts themselves tell of words in capitals, from every section beside its source's."""

    def __init__(self, sections: Iterable[tuple[str, Sequence[Fact], Sequence[Fact]]]) -> None:
        """Count; each section is its locale, its facts and the source's."""
        self._stands: dict[str, Counter[str]] = defaultdict(Counter)
        self._kept: dict[str, Counter[str]] = defaultdict(Counter)
        self._source: set[str] = set()
        for locale, own, source in sections:
            theirs = {fact.text for fact in source if fact.kind == "capitals"}
            if theirs:
                self._source |= theirs
                self._stands[locale].update(theirs)
                self._kept[locale].update(theirs & {fact.text for fact in own if fact.kind == "capitals"})

    def compared(self, locale: str, own_side: Side, source_side: Side) -> tuple[list[Fact], list[Fact]]:
        """Return the facts of both sides with only those words in capitals that must be the same.

        A word must stand if it counts something (`50 USDT`), and must not be exchanged for another unless the language
        has its own word for it.
        """
        own, source = own_side.facts, source_side.facts
        here, there = _capitals(own), _capitals(source)
        if not here and not there:
            return list(own), list(source)
        added = {word: fact for word, fact in here.items() if word not in there}
        counted = {unit for fact in source if fact.kind == "number" for unit in fact.units if unit in there}
        lost = {
            word: fact
            for word, fact in there.items()
            if word not in here
            and not self._is_translated(word, locale)
            and (
                (word in counted and not _is_said(word, own_side))
                or any(self._may_not_become(word, other) for other in added)
            )
        }
        shared = here.keys() & there.keys()
        mine = [replace(f, may_be_words=True) if f.text in shared else f for f in own if _is_in(f, shared)]
        theirs = [replace(f, may_be_words=True) if f.text in shared else f for f in source if _is_in(f, shared)]
        return mine + (list(added.values())[: len(lost)] if lost else []), theirs + list(lost.values())

    def _is_translated(self, word: str, locale: str) -> bool:
        """Whether the language has its own word: the source's has stood in sections enough to tell, and never here."""
        return self._stands[locale][word] > 1 and not self._kept[locale][word]

    def _may_not_become(self, word: str, other: str) -> bool:
        if other in self._source or any(kept[word] for kept in self._kept.values()):
            return True
        currencies = get_global("all_currencies")
        if word in currencies and other in currencies:
            return True
        return len(word) == len(other) > 2 and sum(a != b for a, b in zip(word, other, strict=True)) == 1


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
