"""Which facts of a section its translation says otherwise, leaves out or adds."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from msgspec.structs import replace

from helpcentre.checks.counted_forms import DURATIONS
from helpcentre.checks.fact_text import Fact
from helpcentre.checks.letters import folded
from helpcentre.checks.locale_forms import LARGEST_WORD, LocaleForms
from helpcentre.checks.spelt_spans import names_span, spelt_numbers, spelt_spans
from helpcentre.content.section_parts import Run


@dataclass(frozen=True)
class Side:
    """A section in one language."""

    facts: Sequence[Fact]
    runs: tuple[Run, ...]
    forms: LocaleForms
    round_the_clock: frozenset[str] = frozenset()
    """Words that say "24 hours" without a number in this language, folded."""

    @property
    def blocks(self) -> int:
        """How many paragraphs, headings, cells and blocks of code there are."""
        return self.runs[-1].block if self.runs else 0

    @property
    def groups(self) -> int:
        """How many list items and table rows there are."""
        return max((run.group for run in self.runs), default=0)

    @cached_property
    def text(self) -> str:
        """The words of all blocks."""
        return "\n".join(run.text for run in self.runs if run.kind == "text")

    def text_of(self, block: int) -> str:
        """Return the words of a block."""
        return "\n".join(run.text for run in self.runs if run.kind == "text" and run.block == block)

    def line(self, block: int) -> int | None:
        """Return the first line of a block."""
        return next((run.line for run in self.runs if run.block == block), None)


@dataclass(frozen=True, slots=True)
class Difference:
    """Facts that are not the same; `own` is None where the translation lacks one, `source` where it adds one."""

    own: Fact | None
    source: Fact | None
    moved: bool = False
    """It is there, but in another list item or table row."""


def same(own: Fact, source: Fact) -> bool:
    """Whether two facts can mean the same and count the same things, so far as that is known."""
    common = own.readings & source.readings
    if not common:
        return False
    by_length = any(isinstance(reading, tuple) and reading[0] == "minutes" for reading in common)
    by_sign = own.unit == source.unit != ""  # `pt` is a point in one language, and a pint in CLDR's data of another
    return by_length or by_sign or not own.units or not source.units or bool(own.units & source.units)


def differences(own: Side, source: Side) -> list[Difference]:
    """Return the facts of two sections that do not match, each own one beside the source's that it may stand for."""
    if _side_by_side(own.facts, source.facts):
        return []
    match = _Match(own, source)
    match.pair(same)
    if match.own and match.source:
        match.take_apart()
    if match.own or match.source:
        match.pair(lambda mine, theirs: theirs.is_calling_code and str(mine.number) in own.forms.calling_codes)
        match.pair(lambda mine, theirs: _is_minus_in_words(mine, theirs, own, source))
        match.drop_words()
        match.drop_repeated()
    found = list(match.beside_each_other())
    numbers = [d for d in found if d.own and d.own.kind == "number"]
    units = {unit for d in numbers for fact in (d.own, d.source) if fact for unit in fact.units}
    # A word that an amount counts is told with the amount.
    found = [d for d in found if not _is_word_of(d.own or d.source, units)]
    return found or list(match.moved())


def _side_by_side(own: Sequence[Fact], source: Sequence[Fact]) -> bool:
    """Whether each fact stands where its counterpart does, as in most translations: then none differs."""
    return len(own) == len(source) and all(
        (mine.readings, mine.units, mine.block, mine.group)
        == (theirs.readings, theirs.units, theirs.block, theirs.group)
        for mine, theirs in zip(own, source, strict=True)
    )


_SPELT = frozenset(range(1, LARGEST_WORD + 1))
_QUARTERS = frozenset(map(Decimal, ("0.25", "0.5", "0.75")))
_IN_FIGURES = frozenset({"number", "date", "time", "phone"})


@dataclass
class _Match:
    """The facts that have found no partner yet."""

    _own: Side
    _source: Side
    own: list[Fact] = field(init=False)
    source: list[Fact] = field(init=False)
    pairs: list[tuple[Fact, Fact]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.own, self.source = list(self._own.facts), list(self._source.facts)
        self.aligned = self._own.blocks == self._source.blocks

    def pair(self, fits: Callable[[Fact, Fact], bool]) -> None:
        """Pair what fits, in the same paragraph first, then in the same list item, then anywhere in the section."""
        nearness: tuple[Callable[[Fact, Fact], bool], ...] = (
            lambda a, b: a.block == b.block and a.units == b.units,
            lambda a, b: a.block == b.block,
            lambda a, b: a.group == b.group,
            lambda a, b: a.units == b.units,
            lambda a, b: True,
        )
        for near in nearness:
            rest = []
            for mine in self.own:
                index = next((i for i, x in enumerate(self.source) if near(mine, x) and fits(mine, x)), None)
                if index is None:
                    rest.append(mine)
                else:
                    self.pairs.append((mine, self.source.pop(index)))
            self.own = rest
            if not rest or not self.source:
                break

    def take_apart(self) -> None:
        """Pair facts that one language writes in parts: days of a month, numbers that stand side by side."""
        for whole in [f for f in self.own if f.parts]:
            self._pair_parts(whole, self.own, self.source, self._source.facts)
        for whole in [f for f in self.source if f.parts]:
            self._pair_parts(whole, self.source, self.own, self._own.facts)

    def _pair_parts(self, whole: Fact, facts: list[Fact], others: list[Fact], everything: Sequence[Fact]) -> None:
        rest = list(others)
        for part in whole.parts:
            index = next((i for i, x in enumerate(rest) if x.kind == "number" and x.readings & part.readings), None)
            if index is not None:
                del rest[index]
            elif whole.kind != "date" or not any(part.readings & p.readings for f in everything for p in f.parts):
                return  # of a date, month and year may stand once for several days
        if len(rest) < len(others):
            facts.remove(whole)
            others[:] = rest

    def drop_words(self) -> None:
        """Drop numbers that the other text has in words, and those that it need not say at all."""
        self.own = [f for f in self.own if not self._in_words(f, self._source, added=True)]
        self.source = [f for f in self.source if not self._in_words(f, self._own)]

    def _in_words(self, fact: Fact, other: Side, *, added: bool = False) -> bool:
        if fact.kind == "time":
            return self._noon_or_midnight(fact, other)
        number = fact.number
        if fact.kind != "number" or number is None:
            return False
        text = self._text(fact, other)
        if any(isinstance(r, tuple) and r[0] == "month" and r[1] in other.forms.months_in(text) for r in fact.readings):
            return True
        if self._spelt_otherwise(fact, text, other):
            return False
        is_unit = any(map(str.islower, fact.units))  # of CLDR's names: the codes of money are none
        if fact.may_be_words and number == 1 and (is_unit or not added):  # "an hour" holds no word for one
            return True
        if number == 2 and other.forms.has_dual and self._may_be_dual(fact, text, other):
            return True
        if number == 24 and "hour" in fact.units and self._said(other.round_the_clock, fact, other):
            return True
        if number % 1 in _QUARTERS and self._may_be_halves(fact, text, other):
            return True
        # "The first letters" does not say that there is one; "step 1" may be "the first step".
        return other.forms.says(number, text, ordinal=not fact.may_be_words or number > 1)

    def _spelt_otherwise(self, fact: Fact, text: str, other: Side) -> bool:
        """Whether the other text spells out another span of time, of which this side knows nothing."""
        units = fact.units & DURATIONS
        if not units or fact.number not in _SPELT:
            return False
        own_number = int(fact.number)
        spans = spelt_spans(text, other.forms)
        if not spans or any((own_number, unit) in spans for unit in units):
            return False
        mine = self._own if other is self._source else self._source
        known = spelt_spans(mine.text, mine.forms) | {(f.number, unit) for f in mine.facts for unit in f.units}
        numbers = {number for number, _ in known} | self._numbers(mine)
        return any(
            number not in numbers if unit in units else number == own_number and (number, unit) not in known
            for number, unit in spans
        )

    def _may_be_halves(self, fact: Fact, text: str, other: Side) -> bool:
        """Whether the other text may say one and a half of a span of time in words, of which CLDR has none.

        It names the span, and counts it neither in figures nor, the whole ones apart, in words.
        """
        units = fact.units & DURATIONS
        left = self.own if other is self._own else self.source
        if any(rest.units & units for rest in left) or not names_span(text, units, other.forms):
            return False
        return all(number == int(fact.number or 0) for number, unit in spelt_spans(text, other.forms) if unit in units)

    def _numbers(self, side: Side) -> frozenset[Decimal | int | None]:
        """Return the small numbers of a section, in figures and in words."""
        return spelt_numbers(side.text, side.forms) | {fact.number for fact in side.facts}

    def _may_be_dual(self, fact: Fact, text: str, other: Side) -> bool:
        """Whether a noun may say the two: it does not where the text spells out another number instead."""
        if fact.may_be_words:
            mine = self._own if other is self._source else self._source
            known = self._numbers(mine)
            return all(number <= 2 or number in known for number in spelt_numbers(text, other.forms))
        words = re.findall(r"[^\W\d_]{4,}", text)
        return any(fact.units & other.forms.counting.counted(word).money for word in words)

    def _noon_or_midnight(self, fact: Fact, other: Side) -> bool:
        hours = {("time", 12, 0): "noon", ("time", 0, 0): "midnight"}
        names = {hours[reading] for reading in fact.readings & hours.keys()}  # type: ignore[index]
        return any(
            names & periods and word in self._text(fact, other).lower() for word, periods in other.forms.periods.items()
        )

    def _said(self, words: frozenset[str], fact: Fact, other: Side) -> bool:
        text = folded(self._text(fact, other))
        return any(word in text for word in words)

    def _text(self, fact: Fact, other: Side) -> str:
        """Return the other language's text where the fact should be: its paragraph, if it is known which one."""
        return other.text_of(fact.block) if self.aligned else other.text

    def drop_repeated(self) -> None:
        """Drop what the source has too, said once more where the source uses a pronoun; unless something is missing."""
        missing = {fact.kind for fact in self.source}
        self.own = [f for f in self.own if f.kind in missing or not any(same(f, s) for s in self._source.facts)]

    def beside_each_other(self) -> Iterator[Difference]:
        """Yield what is left, an own fact beside a source's of its kind, the nearest first."""
        rest, source = self.own, self.source
        nearness: tuple[Callable[[Fact, Fact], bool], ...] = (
            lambda a, b: a.kind == b.kind and a.block == b.block,
            lambda a, b: a.kind == b.kind,
            lambda a, b: {a.kind, b.kind} <= _IN_FIGURES and a.block == b.block,
        )
        for near in nearness:
            own, rest = rest, []
            for mine in own:
                index = next((i for i, x in enumerate(source) if near(mine, x)), None)
                if index is None:
                    rest.append(mine)
                elif not (_is_optional(theirs := source.pop(index)) and _is_optional(mine)):
                    yield Difference(mine, theirs)
        yield from (Difference(f, None) for f in rest if not _is_optional(f) and not f.may_be_added)
        yield from (Difference(None, f) for f in source if not _is_optional(f))

    def moved(self) -> Iterator[Difference]:
        """Yield facts that stand in another list item or row than in the source, though the items are as many.

        Items in another order are fine if two facts or more have moved together.
        """
        if self._own.groups != self._source.groups or all(a.group == b.group for a, b in self.pairs):
            return
        here: dict[int, Counter[Hashable]] = defaultdict(Counter)
        there: dict[int, Counter[Hashable]] = defaultdict(Counter)
        for mine, theirs in self.pairs:
            here[mine.group][theirs.readings] += 1
            there[theirs.group][theirs.readings] += 1
        other = [group for group in here if group and here[group] != there[group] and there[group]]
        for group in other:
            together = here[group].total() > 1 and any(here[group] == there[g] for g in there if g and g != group)
            if not together:
                # None has come into a group that one has only left.
                come = next(((a, b) for a, b in self.pairs if a.group == group != b.group), None)
                if come is not None:
                    yield Difference(*come, moved=True)


def _is_minus_in_words(mine: Fact, theirs: Fact, own: Side, source: Side) -> bool:
    """Whether one side has a sign before a number, and the other the word for it."""
    if mine.number is None or theirs.number is None or mine.number != -theirs.number:
        return False
    side, fact = (own, mine) if mine.number > 0 else (source, theirs)
    words = side.forms.minus_words
    return any(word in folded(side.text_of(fact.block)) for word in words) and same(
        replace(mine, readings=theirs.readings), theirs
    )


def _is_word_of(fact: Fact | None, units: Set[str]) -> bool:
    return fact is not None and fact.kind == "capitals" and fact.text in units


def _is_optional(fact: Fact) -> bool:
    """Whether a fact may be missing from the other text; of numbers that is settled before."""
    return fact.may_be_words and fact.kind != "number"
