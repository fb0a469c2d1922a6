"""What a translation must have in common with its source: the blocks of a section, and its runs of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct  # made in a third of a tuple's time, and read from bytes as they are

from helpcentre.content.markdown_tokens import Token
from helpcentre.content.raw_html import html_parts


class Block(Struct, frozen=True, array_like=True, gc=False):
    """A block that every language has alike."""

    kind: Literal["steps", "admonition", "image", "table"]
    detail: str
    """The number of steps, the admonition's kind, a table's rows × columns; empty for an image."""
    line: int


class Run(Struct, frozen=True, array_like=True, gc=False):
    """A piece of a section's text: prose, code, or the target of a link."""

    kind: Literal["text", "code", "link"]
    text: str
    line: int
    block: int = 0
    """Which paragraph, heading, cell or block of code of the section it stands in."""
    group: int = 0
    """Which list item or table row of the section; 0 outside of both."""


def blocks(tokens: Sequence[Token], start: int, first_line: int) -> Iterator[Block]:
    """Yield the blocks of a parsed text that begin at line `start` (from 0) or below it, in their order."""
    for index, token in enumerate(tokens):
        if token.line < start:
            continue
        line = first_line + token.line
        if token.kind == "steps":
            yield Block("steps", str(_items(tokens, index)), line)
        elif token.kind == "admonition":
            yield Block("admonition", token.content, line)
        elif token.kind == "table":
            yield Block("table", _extent(tokens, index), line)
        elif "![" in token.content:
            yield from [Block("image", "", line) for piece in token.inlines if piece.kind == "image"]


def _items(tokens: Sequence[Token], opening: int) -> int:
    """Return how many items the list that a token opens has, without those of lists inside it."""
    depth, count = tokens[opening].depth, 0
    for token in tokens[opening + 1 :]:
        if token.depth <= depth:
            break
        count += token.kind == "item" and token.depth == depth + 1
    return count


def _extent(tokens: Sequence[Token], opening: int) -> str:
    """Return a table's extent, its head included: `3 × 2`."""
    rows = cells = 0
    for token in tokens[opening + 1 :]:
        if token.depth <= tokens[opening].depth:
            break
        rows += token.kind == "row"
        cells += token.kind == "cell"
    return f"{rows} × {cells // rows if rows else 0}"


def runs(tokens: Sequence[Token], first_line: int) -> Iterator[Run]:
    """Yield prose, code and link targets of a parsed text, each with its place."""
    block = groups = 0
    open_groups: list[tuple[int, int]] = []
    for token in tokens:
        if open_groups and token.kind == "end" and token.depth == open_groups[-1][0]:
            open_groups.pop()
        group = open_groups[-1][1] if open_groups else 0
        if token.kind in ("item", "row"):
            groups += 1
            open_groups.append((token.depth, groups))
        elif token.kind == "code":
            block += 1
            yield Run("code", token.content, first_line + token.line, block, group)
        elif token.kind == "html":
            shown = list(_html_runs(token.content, first_line + token.line, block + 1, group))
            block += bool(shown)  # a translator's comment is no paragraph
            yield from shown
        elif token.inlines:
            block += 1
            yield from _inline_runs(token, first_line, block, group)


def _inline_runs(token: Token, first_line: int, block: int, group: int) -> Iterator[Run]:
    text, line = "", token.line
    for piece in token.inlines:
        if piece.kind == "text":
            if not text:
                line = piece.line
            text += piece.content
            continue
        targets = list(_html_runs(piece.content, first_line + piece.line, block, group)) if piece.kind == "html" else []
        if text and (targets or piece.kind in ("break", "code", "link")):
            yield Run("text", text, first_line + line, block, group)
            text = ""
        yield from targets
        if piece.kind == "code":
            yield Run("code", piece.content, first_line + piece.line, block, group)
        elif piece.kind == "link":
            yield Run("link", piece.target, first_line + piece.line, block, group)
    if text:
        yield Run("text", text, first_line + line, block, group)


def _html_runs(text: str, line: int, block: int, group: int) -> Iterator[Run]:
    for part in html_parts(text):
        if part.kind in ("text", "link"):
            yield Run(part.kind, part.value, line + part.line, block, group)
