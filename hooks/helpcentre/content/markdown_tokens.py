"""A Markdown text as tokens: its blocks in the order of their lines, with the prose that stands in them.

CommonMark with tables, strikethrough, footnotes and definition lists is pyromark's; what Python-Markdown adds for
writers, `!!! note` and its kin, is found here and read as a text of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import Any, Literal, NamedTuple

import pyromark  # pulldown-cmark: CommonMark with the place of each piece, twenty times faster than parsers in Python
from pyromark import Options

_OPTIONS = (
    Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_FOOTNOTES | Options.ENABLE_DEFINITION_LIST
)


@dataclass(slots=True)
class Inline:
    """A piece of prose."""

    kind: Literal["text", "code", "break", "html", "link", "image"]
    content: str
    """Words as readers see them, code, a tag; of an image, what is said for it."""
    line: int
    target: str = ""
    """Of a link, which begins here, or of an image."""


@dataclass(slots=True)
class Token:
    """The begin or end of a block, or a whole one; lines count from 0."""

    kind: str
    """`heading`, `prose`, `code` and `html` hold no blocks; `steps` (an ordered list), `list`, `item`, `table`, `row`,
    `cell`, `admonition` and others do, and have an `end`."""
    line: int
    end: int
    """The line after its last."""
    depth: int
    """How many blocks it stands in."""
    content: str = ""
    """The Markdown of prose or a heading, the text of code and HTML; an admonition's kind."""
    level: int = 0
    """Of a heading."""
    inlines: list[Inline] = field(default_factory=list)


class Definition(NamedTuple):
    """A reference definition, `[label]: target`."""

    target: str
    line: int
    end: int


class Reference(NamedTuple):
    """A `[text][label]`; its column counts from 1."""

    label: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a text consists of."""

    blocks: list[Token]
    definitions: tuple[Definition, ...]
    undefined: list[Reference]
    """Those whose label nothing defines."""


def tokens_of(text: str) -> Tokens:
    """Return blocks and references of a Markdown text whose lines end in a line feed."""
    whole = _Piece(text, 0, 0)
    known: dict[str, Definition] = {}
    for label, definition in whole.definitions():
        known.setdefault(label, definition)
    reader = _Reader(known)
    reader.read(whole)
    return Tokens(reader.blocks, tuple(known.values()), reader.undefined)


def _key(label: str) -> str:
    """Return what two spellings of a reference's label have in common (CommonMark, "matches")."""
    return " ".join(label.split()).casefold()


_OPENING = re.compile(r"(?:!!!|\?\?\?\+?)[ ]*(?P<kind>[\w-]+)[^\"\n]*(?:\"(?P<title>.*)\")?")
_MAX_INDENT = 3
"""A block may stand so far to the right of where it would be expected (CommonMark 4.1)."""


@dataclass(frozen=True, slots=True)
class _Admonition:
    kind: str
    title: str
    end: int
    body: _Piece


class _Piece:
    """A text, and the admonitions that stand in it, each of which holds a text again."""

    def __init__(self, text: str, line: int, column: int) -> None:
        """Its first line is the whole's line `line`, and begins at its column `column`; both count from 0."""
        self.line = line
        self.admonitions: dict[int, _Admonition] = {}
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
                yield _key(label), Definition(found["dest"], self.line + first, self.line + last + 1)
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
            piece = _Piece(body, self.line + number + 1, self._column + column + 4)
            self.admonitions[number] = _Admonition(opening["kind"], opening["title"] or "", end, piece)
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


_HOLDING = {
    "Item": "item",
    "BlockQuote": "quote",
    "Table": "table",
    "TableHead": "row",
    "TableRow": "row",
    "TableCell": "cell",
    "FootnoteDefinition": "footnote",
    "DefinitionList": "definitions",
    "DefinitionListTitle": "term",
    "DefinitionListDefinition": "definition",
}
_MARKS = frozenset({"Emphasis", "Strong", "Strikethrough"})
_BREAKS = ("SoftBreak", "HardBreak")
_MARKDOWN_INSIDE = re.compile(r"\A\s*<\w[^>]*\smarkdown\b[^>]*>")
_TAG = re.compile(r"<[^>\n]*>")


class _Reader:
    """Makes tokens of pyromark's events."""

    def __init__(self, known: Mapping[str, Definition]) -> None:
        self.blocks: list[Token] = []
        self.undefined: list[Reference] = []
        self._known = known
        self._depth = 0

    def read(self, piece: _Piece) -> None:
        """Add the tokens of a piece, those of its admonitions in their places."""
        self._piece = piece
        self._prose: Token | None = None
        """The paragraph, heading or the like whose pieces are met now."""
        self._from = self._to = 0
        """The bytes that its pieces stand in."""
        self._raw: Token | None = None
        """The code or HTML whose lines are met now."""
        self._image: Inline | None = None
        for event, span in piece.events(self._resolve):
            start, end = span["start"], span["end"]
            if isinstance(event, str):
                name, value = event, ""
            else:
                name, value = event.popitem()
            if name == "Start":
                if isinstance(value, str):
                    self._begin(value, None, start, end)
                else:
                    block, detail = value.popitem()
                    self._begin(block, detail, start, end)
            elif name == "End":
                self._finish(value if isinstance(value, str) else next(iter(value)), end)
            elif self._raw is not None:
                self._raw.content += value
            elif name == "Rule":
                self._close_prose()
            elif self._image is not None:
                self._image.content += value if name in ("Text", "Code") else " " if name in _BREAKS else ""
            else:
                self._add(name, value, start, end)
        self._close_prose()

    def _lines(self, start: int, end: int) -> tuple[int, int]:
        piece = self._piece
        first = piece.line + piece.line_at(start)
        return first, piece.line + piece.line_at(end - 1) + 1 if end > start else first + 1

    def _resolve(self, link: Any) -> tuple[str, str] | None:
        """Return target and title of a reference that its piece does not define."""
        label, start = link["reference"], link["span"]["start"]
        found = self._known.get(_key(label))
        if found is not None:
            return found.target, ""
        before = self._piece.between(max(start - 4, 0), start)[-1:]
        # In `rows[0][1]` nobody means a link.
        if link["link_type"] != "Shortcut" and label.strip() and not (before.isalnum() or before in ("_", "]")):
            line = self._piece.line + self._piece.line_at(start)
            self.undefined.append(Reference(label, line, self._piece.column_at(start) + 1))
        return None

    # --- blocks

    def _begin(self, block: str, detail: Any, start: int, end: int) -> None:
        if block in _MARKS:
            self._widen(start, end)
        elif block in ("Link", "Image"):
            target = ("mailto:" if detail["link_type"] == "Email" else "") + detail["dest_url"]
            self._add(block, "", start, end, target)
            if block == "Image":
                assert self._prose is not None
                self._image = self._prose.inlines[-1]
        else:
            self._close_prose()
            line, last = self._lines(start, end)
            if block == "Heading":
                self._prose = Token("heading", line, last, self._depth, level=int(detail["level"][1:]))
                self._from = self._to = start
            elif block in ("CodeBlock", "HtmlBlock"):
                self._raw = Token("code" if block == "CodeBlock" else "html", line, last, self._depth)
            elif block != "Paragraph":
                kind = _HOLDING.get(block) or ("list" if detail is None else "steps")
                self.blocks.append(Token(kind, line, last, self._depth))
                self._depth += 1

    def _finish(self, block: str, end: int) -> None:
        if block == "Image":
            self._image = None
        elif block in _MARKS or block == "Link":
            return
        elif self._raw is not None:
            raw, self._raw = self._raw, None
            admonition = self._piece.admonitions.get(raw.line - self._piece.line)
            if admonition is not None:
                self._enter(admonition, raw.line)
                return
            self.blocks.append(raw)
            if _MARKDOWN_INSIDE.match(raw.content):
                self._read_inside(_Piece(_TAG.sub("", raw.content), raw.line, 0), prose_only=True)
        else:
            self._close_prose()
            if block not in ("Heading", "Paragraph"):
                self._depth -= 1
                last = self._piece.line + self._piece.line_at(end - 1)
                self.blocks.append(Token("end", last, last + 1, self._depth))

    def _enter(self, admonition: _Admonition, line: int) -> None:
        end = self._piece.line + admonition.end
        self.blocks.append(Token("admonition", line, end, self._depth, admonition.kind))
        self._depth += 1
        self._read_inside(_Piece(admonition.title, line, 0), prose_only=True)
        self._read_inside(admonition.body)
        self._depth -= 1
        self.blocks.append(Token("end", end - 1, end, self._depth))

    def _read_inside(self, piece: _Piece, *, prose_only: bool = False) -> None:
        """Add the tokens of a piece within the one that is read; or only its prose, as if headings were none."""
        inside = _Reader(self._known)
        inside._depth = self._depth + 1 if prose_only else self._depth
        inside.read(piece)
        self.undefined += inside.undefined
        self.blocks += [token for token in inside.blocks if token.inlines] if prose_only else inside.blocks

    # --- prose

    def _add(self, name: str, content: str, start: int, end: int, target: str = "") -> None:
        prose = self._widen(start, end)
        kind = _INLINE.get(name)
        if kind is not None:
            prose.inlines.append(Inline(kind, content, self._piece.line + self._piece.line_at(start), target))

    def _widen(self, start: int, end: int) -> Token:
        """Return the token of the prose that goes on to a byte, or begins."""
        prose = self._prose
        if prose is None:
            prose = self._prose = Token("prose", *self._lines(start, end), self._depth)
        if not prose.inlines:
            self._from = start
        self._to = end if end > self._from else self._from
        return prose

    def _close_prose(self) -> None:
        prose, self._prose = self._prose, None
        if prose is not None:
            prose.content = self._piece.between(self._from, self._to)
            last = self._to - 1 if self._to > self._from else self._from
            prose.end = max(prose.end, self._piece.line + self._piece.line_at(last) + 1)
            self.blocks.append(prose)


_INLINE: Mapping[str, Literal["text", "code", "break", "html", "link", "image"]] = {
    "Text": "text",
    "Code": "code",
    "SoftBreak": "break",
    "HardBreak": "break",
    "InlineHtml": "html",
    "Link": "link",
    "Image": "image",
}
