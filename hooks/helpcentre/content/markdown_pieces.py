"""A Markdown text in pieces that pyromark reads: the whole, and what stands in each `!!! note` and its kin.

CommonMark with tables, strikethrough, footnotes and definition lists is pyromark's; Python-Markdown adds these for
writers, so they are found here, and each holds a text of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from typing import Any

import pyromark  # pulldown-cmark: CommonMark with the place of each piece, twenty times faster than parsers in Python
from msgspec import Struct  # as in section_parts
from pyromark import Options

_OPTIONS = (
    Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_FOOTNOTES | Options.ENABLE_DEFINITION_LIST
)


class Definition(Struct, frozen=True):
    """A reference definition, `[label]: target`."""

    target: str
    line: int
    end: int


def label_key(label: str) -> str:
    """Return what two spellings of a reference's label have in common (CommonMark, "matches")."""
    return " ".join(label.split()).casefold()


_OPENING = re.compile(r"(?:!!!|\?\?\?\+?)[ ]*(?P<kind>[\w-]+)[^\"\n]*(?:\"(?P<title>.*)\")?")
_MAX_INDENT = 3
"""A block may stand so far to the right of where it would be expected (CommonMark 4.1)."""


class Admonition(Struct, frozen=True):
    """A `!!! kind "title"`, the line after its last in the piece that it stands in, and its text."""

    kind: str
    title: str
    end: int
    body: Piece


class Piece:
    """A text without the admonitions that stand in it, and these, each of which holds a text again."""

    def __init__(self, text: str, line: int, column: int) -> None:
        """Its first line is the whole's line `line`, and begins at its column `column`; both count from 0."""
        self.line = line
        self.admonitions: dict[int, Admonition] = {}
        """By their lines in the piece."""
        self._column = column
        self._set(text)
        if "!!!" in text or "???" in text:
            self._cut_out()

    def _set(self, text: str) -> None:
        self._text = text
        self._data = text.encode()
        self._starts = [0, *accumulate(len(line) + 1 for line in self._data.split(b"\n"))]
        self.line_at: Callable[[int], int] = partial(bisect_right, self._starts[1:])
        """Returns the piece's line, from 0, that a byte stands in; it is asked for every event."""

    def column_at(self, offset: int) -> int:
        """Return the whole's column, from 0, that a byte stands at."""
        return self._column + len(self._data[self._starts[self.line_at(offset)] : offset].decode())

    def between(self, start: int, end: int) -> str:
        """Return the text between two bytes, without a part of a character at its begin."""
        return self._data[start:end].decode(errors="ignore")

    def events(self, resolve: Any = None) -> Any:
        """Return pyromark's events and their places; `resolve` is asked for labels that the piece does not define."""
        return pyromark.events_with_range(self._text, options=_OPTIONS, merge_text=True, broken_link_callback=resolve)

    def definitions(self) -> Iterator[tuple[str, Definition]]:
        """Yield each reference definition with what its label is matched by; admonitions come last."""
        if "]:" in self._text:
            for label, found in pyromark.reference_definitions(self._text, options=_OPTIONS).items():
                first, last = (self.line_at(found["span"]["start"]), self.line_at(found["span"]["end"] - 1))
                yield label_key(label), Definition(found["dest"], self.line + first, self.line + last + 1)
        for admonition in self.admonitions.values():
            yield from admonition.body.definitions()

    def _cut_out(self) -> None:
        """Take the admonitions out of the text, and leave a comment where each begins."""
        lines, end = self._text.split("\n"), 0
        for number, column in list(self._openings()):
            opening = _OPENING.match(lines[number], column)
            if number < end or opening is None:
                continue
            before = re.sub(r"[^>]", " ", lines[number][:column])  # a list's mark stands before the first line only
            end = _end_of_body(lines, number + 1, before)
            body = "\n".join(_dedented(line[column:]) for line in lines[number + 1 : end])
            piece = Piece(body, self.line + number + 1, self._column + column + 4)
            self.admonitions[number] = Admonition(opening["kind"], opening["title"] or "", end, piece)
            lines[number] = lines[number][:column] + "<!---->"
            lines[number + 1 : end] = [before.rstrip()] * (end - number - 1)
        if self.admonitions:
            self._set("\n".join(lines))

    def _openings(self) -> Iterator[tuple[int, int]]:
        """Yield line and column of what begins a line of prose as an admonition does; in code there is none."""
        of_paragraph: int | None = None
        first = False
        for event, span in self.events():
            if first and "Text" in event:
                line = self.line_at(span["start"])
                column = len(self._data[self._starts[line] : span["start"]].decode())
                of_paragraph = column if of_paragraph is None else of_paragraph
                if event["Text"].startswith(("!!!", "???")) and 0 <= column - of_paragraph <= _MAX_INDENT:
                    yield line, column
            block = "Start" in event or "End" in event
            of_paragraph = None if block else of_paragraph
            first = event == "SoftBreak" or (block and "CodeBlock" not in event.get("Start", ()))


def _end_of_body(lines: list[str], start: int, before: str) -> int:
    """Return the line after an admonition's last, if its text begins at `start`; `before` stands before each line."""
    end = number = start
    while number < len(lines):
        line = lines[number]
        if line.startswith(before) and line[len(before) :].startswith(("    ", "\t")) and line[len(before) :].strip():
            end = number + 1
        elif line.strip("> \t" if ">" in before else " \t"):
            break
        number += 1
    return end


def _dedented(line: str) -> str:
    return line[1:] if line.startswith("\t") else line[4:]
