"""A Markdown text as tokens: its blocks in the order of their lines, with the prose that stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct  # as in section_parts

from helpcentre.content.markdown_pieces import Admonition, Definition, Piece, label_key

InlineKind = Literal["text", "code", "break", "html", "link", "image"]


class Inline(Struct, gc=False):
    """A piece of prose."""

    kind: InlineKind
    content: str
    """Words as readers see them, code, a tag; of an image, what is said for it."""
    line: int
    target: str = ""
    """Of a link, which begins here, or of an image."""


class Token(Struct, gc=False):
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
    inlines: list[Inline] = []


class Reference(Struct, frozen=True):
    """A `[text][label]` or a mark of a footnote; its column counts from 1."""

    label: str
    line: int
    column: int


class Tokens(Struct, frozen=True):
    """What a text consists of."""

    blocks: list[Token]
    definitions: tuple[Definition, ...]
    undefined: list[Reference]
    """Those whose label nothing defines."""
    notes: list[Reference]
    """Footnotes that are defined, `[^1]:`, and references to them, `[^1]`."""


def tokens_of(text: str) -> Tokens:
    """Return blocks and references of a Markdown text whose lines end in a line feed."""
    whole = Piece(text, 0, 0)
    known: dict[str, Definition] = {}
    for label, definition in whole.definitions():
        known.setdefault(label, definition)
    reader = _Reader(known)
    reader.read(whole)
    return Tokens(reader.blocks, tuple(known.values()), reader.undefined, reader.notes)


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
        self.notes: list[Reference] = []
        self._known = known
        self._depth = 0

    def read(self, piece: Piece) -> None:
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
            name, value = event.popitem() if type(event) is dict else (event, "")
            if name == "Start":
                block, detail = value.popitem() if type(value) is dict else (value, None)
                self._begin(block, detail, start, end)
            elif name == "End":
                self._finish(next(iter(value)) if type(value) is dict else value, end)
            elif self._raw is not None:
                self._raw.content += value
            elif self._image is not None:
                self._image.content += value if name in ("Text", "Code") else " " if name in _BREAKS else ""
            elif name in _INLINE:
                self._add(_INLINE[name], value, start, end)
            elif name == "Rule":
                self._close_prose()
            else:
                self._widen(start, end)
                if name == "FootnoteReference":
                    self._note(f"[^{value}]", start)
        self._close_prose()

    def _lines(self, start: int, end: int) -> tuple[int, int]:
        piece = self._piece
        first = piece.line + piece.line_at(start)
        return first, piece.line + piece.line_at(end - 1) + 1 if end > start else first + 1

    def _resolve(self, link: Any) -> tuple[str, str] | None:
        """Return target and title of a reference that its piece does not define."""
        label, start = link["reference"], link["span"]["start"]
        found = self._known.get(label_key(label))
        if found is not None:
            return found.target, ""
        before = self._piece.between(max(start - 4, 0), start)[-1:]
        # In `rows[0][1]` nobody means a link.
        if link["link_type"] != "Shortcut" and label.strip() and not (before.isalnum() or before in ("_", "]")):
            line = self._piece.line + self._piece.line_at(start)
            self.undefined.append(Reference(label, line, self._piece.column_at(start) + 1))
        return None

    def _note(self, mark: str, start: int) -> None:
        piece = self._piece
        self.notes.append(Reference(mark, piece.line + piece.line_at(start), piece.column_at(start) + 1))

    # --- blocks

    def _begin(self, block: str, detail: Any, start: int, end: int) -> None:
        if block in _MARKS:
            self._widen(start, end)
        elif block in _INLINE:  # a link or an image
            target = ("mailto:" if detail["link_type"] == "Email" else "") + detail["dest_url"]
            begun = self._add(_INLINE[block], "", start, end, target)
            if block == "Image":
                self._image = begun
        else:
            self._close_prose()
            line, last = self._lines(start, end)
            if block == "Heading":
                self._prose = Token("heading", line, last, self._depth, level=int(detail["level"][1:]))
                self._from = self._to = start
            elif block in ("CodeBlock", "HtmlBlock"):
                self._raw = Token("code" if block == "CodeBlock" else "html", line, last, self._depth)
            elif block != "Paragraph":
                if block == "FootnoteDefinition":
                    self._note(f"[^{detail}]:", start)
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
                self._read_inside(Piece(_TAG.sub("", raw.content), raw.line, 0), prose_only=True)
        else:
            self._close_prose()
            if block not in ("Heading", "Paragraph"):
                self._depth -= 1
                last = self._piece.line + self._piece.line_at(end - 1)
                self.blocks.append(Token("end", last, last + 1, self._depth))

    def _enter(self, admonition: Admonition, line: int) -> None:
        end = self._piece.line + admonition.end
        self.blocks.append(Token("admonition", line, end, self._depth, admonition.kind))
        self._depth += 1
        self._read_inside(Piece(admonition.title, line, 0), prose_only=True)
        self._read_inside(admonition.body)
        self._depth -= 1
        self.blocks.append(Token("end", end - 1, end, self._depth))

    def _read_inside(self, piece: Piece, *, prose_only: bool = False) -> None:
        """Add the tokens of a piece within the one that is read; or only its prose, as if headings were none."""
        inside = _Reader(self._known)
        inside._depth = self._depth + 1 if prose_only else self._depth
        inside.read(piece)
        self.undefined += inside.undefined
        self.notes += inside.notes
        self.blocks += [token for token in inside.blocks if token.inlines] if prose_only else inside.blocks

    # --- prose

    def _add(self, kind: InlineKind, content: str, start: int, end: int, target: str = "") -> Inline:
        prose = self._widen(start, end)
        piece = self._piece
        added = Inline(kind, content, piece.line + piece.line_at(start), target)
        prose.inlines.append(added)
        return added

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


_INLINE: Mapping[str, InlineKind] = {
    "Text": "text",
    "Code": "code",
    "SoftBreak": "break",
    "HardBreak": "break",
    "InlineHtml": "html",
    "Link": "link",
    "Image": "image",
}
