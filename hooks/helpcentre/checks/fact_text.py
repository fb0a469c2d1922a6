"""What a fact is, and a paragraph's text while facts are taken out of it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct  # made and changed in a third of a tuple's time
from msgspec.structs import replace

from helpcentre.content.section_parts import Run

Kind = Literal["number", "date", "time", "code", "capitals", "address", "phone", "placeholder", "span", "link"]


class Fact(Struct, frozen=True, gc=False):
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
    unit: str = ""
    """The word or sign behind it that says so."""
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

    @property
    def told(self) -> str:
        """What a finding calls it: as it is written, with the sign before a number."""
        number = self.number
        return self.text if number is None or number >= 0 else f"-{self.text}"


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
_NOT_PLAIN = re.compile(r"[\d−！-～](?<![0-9])")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９])")
LATIN = "A-Za-z0-9À-ÖØ-öø-ɏḀ-ỿ"
"""Latin letters and digits, for a pattern: within a word of them no code or name begins or ends (`Módulo2`)."""
GAP = "\ufffc"
"""Stands where a fact was taken, or code stands."""


def plain(text: str) -> str:
    """Return a text of the same length with digits of any script in ASCII."""
    return _WIDE_COMMA.sub(",", text).translate(_PLAIN) if _NOT_PLAIN.search(text) else text


class TextBlock:
    """A block's text while facts are taken out of it, the unmistakable ones first."""

    def __init__(self, runs: Sequence[Run]) -> None:
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
                text += GAP
        self._written = text
        self.text = plain(text)

    def line(self, at: int) -> int:
        """Return the line of the file that an offset stands in."""
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
            self.text = self.text[:start] + GAP * (end - start) + self.text[end:]

    def _placed(self, fact: Fact, at: int) -> Fact:
        line = self.line(at)
        parts = tuple([replace(part, line=line, block=self.block, group=self.group) for part in fact.parts])
        text = self._written[at : at + len(fact.text)]
        return replace(fact, text=text, line=line, block=self.block, group=self.group, parts=parts)
