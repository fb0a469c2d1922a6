"""What a translation must have in common with its source: the blocks of a section, and its runs of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Block:
    """A block that every language has alike."""

    kind: Literal["steps", "admonition", "image", "table"]
    detail: str
    """The number of steps, the admonition's kind, a table's rows × columns; empty for an image."""
    line: int


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a section's text: prose, code, or the target of a link."""

    kind: Literal["text", "code", "link"]
    text: str
    line: int
    block: int = 0
    """Which paragraph, heading, cell or block of code of the section it stands in."""
    group: int = 0
    """Which list item or table row of the section; 0 outside of both."""


def blocks(tokens: Sequence[Token], start: int, end: int, first_line: int) -> Iterator[Block]:
    """Yield the blocks that begin between two lines (from 0) of a parsed text, in their order."""
    for index, token in enumerate(tokens):
        if not token.map or not start <= token.map[0] < end:
            continue
        line = first_line + token.map[0]
        if token.type == "ordered_list_open":
            yield Block("steps", str(_items(tokens, index)), line)
        elif token.type == "admonition_open":
            yield Block("admonition", str(token.meta["tag"]), line)
        elif token.type == "table_open":
            yield Block("table", _extent(tokens, index), line)
        elif token.type == "inline":
            yield from (Block("image", "", line) for child in token.children or () if child.type == "image")


def _items(tokens: Sequence[Token], opening: int) -> int:
    """Return how many items the list that a token opens has, without those of lists inside it."""
    level, count = tokens[opening].level, 0
    for token in tokens[opening + 1 :]:
        if token.type == "ordered_list_close" and token.level == level:
            break
        count += token.type == "list_item_open" and token.level == level + 1
    return count


def _extent(tokens: Sequence[Token], opening: int) -> str:
    """Return a table's extent, its head included: `3 × 2`."""
    rows = cells = 0
    for token in tokens[opening + 1 :]:
        if token.type == "table_close":
            break
        rows += token.type == "tr_open"
        cells += token.type in ("th_open", "td_open")
    return f"{rows} × {cells // rows if rows else 0}"


def runs(tokens: Sequence[Token], start: int, end: int, first_line: int) -> Iterator[Run]:
    """Yield prose, code and link targets that stand between two lines (from 0), each with its place."""
    block = groups = 0
    open_groups: list[int] = []
    for token in tokens:
        if token.type in ("list_item_close", "tr_close") and open_groups:
            open_groups.pop()
        if not token.map or not start <= token.map[0] < end:
            continue
        line, group = first_line + token.map[0], open_groups[-1] if open_groups else 0
        if token.type in ("list_item_open", "tr_open"):
            groups += 1
            open_groups.append(groups)
        elif token.type in ("fence", "code_block"):
            block += 1
            yield Run("code", token.content, line, block, group)
        elif token.type == "inline":
            block += 1
            yield from _inline_runs(token, line, block, group)


def _inline_runs(token: Token, line: int, block: int, group: int) -> Iterator[Run]:
    text = ""
    for child in token.children or ():
        if child.type == "text":
            text += child.content
            continue
        if child.type in ("softbreak", "hardbreak", "code_inline", "link_open") and text:
            yield Run("text", text, line, block, group)
            text = ""
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "code_inline":
            yield Run("code", child.content, line, block, group)
        elif child.type == "link_open":
            yield Run("link", str(child.attrs.get("href", "")), line, block, group)
    if text:
        yield Run("text", text, line, block, group)
