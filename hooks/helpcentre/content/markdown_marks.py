"""Marks in prose that something should stand in for: of passages, placeholders and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct  # as in section_parts

from helpcentre.content.markdown_tokens import Token, Tokens


class Use(Struct, frozen=True, array_like=True, gc=False):
    """A name or mark that the text uses."""

    name: str
    line: int
    column: int


class Marks(Struct, frozen=True, array_like=True, gc=False):
    """Marks as they are written; what stands in code is text."""

    passages: tuple[Use, ...] = ()
    """Lines that hold a passage's mark, be they well-formed or not."""
    braces: tuple[Use, ...] = ()
    """`{{ … }}` that is no placeholder."""
    notes: tuple[Use, ...] = ()
    """References to footnotes, `[^1]`, and their definitions, `[^1]:`."""


_MARK = re.compile(
    r"""
    -+8<-+
    | \[\^[^\[\]\s]+\]:?
    | \{\{ (?!\s*(?:facts|channels)\.[\w.-]+\s*\}\}) [^{}\n]{1,80} \}\}
    """,
    re.VERBOSE,
)


def braces_in(text: str) -> list[str]:
    """Return all `{{ … }}` of a text that are no placeholders."""
    return [mark for mark in _MARK.findall(text) if mark.startswith("{{")]


def marks_of(parsed: Tokens, lines: Sequence[str], first_line: int) -> Marks:
    """Return the marks of a text with these lines, the first of which is line `first_line` of its file."""
    passages, braces = [], []
    notes = [Use(one.label, first_line + one.line, one.column) for one in parsed.notes]
    for token in parsed.blocks:
        for mark, index, column, is_hidden in _found(token, lines):
            if mark.startswith("{{"):
                braces.append(Use(mark, first_line + index, column))
            elif is_hidden:
                continue
            elif mark.startswith("["):
                defines = mark.endswith(":") and not lines[index][: column - 1].strip("> \t")
                notes.append(Use(mark if defines else mark.rstrip(":"), first_line + index, column))
            else:
                passages.append(Use(lines[index].strip(), first_line + index, column))
    return Marks(tuple(passages), tuple(braces), tuple(notes))


def _may_hold_marks(text: str) -> bool:
    return "8<-" in text or "{{" in text or "[^" in text


def _found(token: Token, lines: Sequence[str]) -> Iterator[tuple[str, int, int, bool]]:
    """Yield each mark of a block with its line (from 0), its column (from 1), and whether other than prose holds it."""
    pieces = [(token.content, token.line, "html")] if token.kind == "html" else []
    pieces += [(piece.target or piece.content, piece.line, piece.kind) for piece in token.inlines]
    row, at = -1, 0
    for text, first, kind in pieces:
        if not _may_hold_marks(text):
            continue
        is_target = kind in ("link", "image")
        for match in _MARK.finditer(text):
            index = first + text.count("\n", 0, match.start())
            row, at = index, (at if index == row else 0)
            # A link's target stands behind its words.
            start = lines[index].find(match[0], 0 if is_target else at) if index < len(lines) else -1
            if start < 0:  # it is written otherwise, with escapes
                continue
            at = at if is_target else start + len(match[0])
            if kind != "code" and lines[index][start - 1 : start] != "\\":
                yield match[0], index, start + 1, kind != "text"
