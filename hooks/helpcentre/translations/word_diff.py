"""What changed between two texts, word by word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

Change = tuple[Literal["same", "removed", "added"], str]

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
_FIRST_WIDE = "\u1100"
"""No wide character stands before it (Unicode Standard Annex 11)."""


def pieces(text: str) -> list[str]:
    """Return words, runs of white space and single marks; wide characters, as of Chinese, one by one."""
    found: list[str] = []
    for piece in _PIECES.findall(text):
        if max(piece) >= _FIRST_WIDE and any(unicodedata.east_asian_width(c) in ("W", "F") for c in piece):
            found.extend(piece)
        else:
            found.append(piece)
    return found


def word_diff(before: str, after: str) -> Iterator[Change]:
    """Yield the pieces of both texts in reading order; joined, `same` and `added` give the text after."""
    old, new = pieces(before), pieces(after)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(old[i1:i2])
            continue
        if i1 < i2:
            yield "removed", "".join(old[i1:i2])
        if j1 < j2:
            yield "added", "".join(new[j1:j2])


_COLOURS = {"removed": "\x1b[31;9m", "added": "\x1b[32;4m"}
_MARKS = {"removed": ("[-", "-]"), "added": ("{+", "+}")}


def shown(changes: Iterator[Change], *, colour: bool) -> str:
    """Return a diff for a terminal: in colour, or with git's word-diff marks."""
    parts = []
    for kind, text in changes:
        if kind == "same":
            parts.append(text)
        elif colour:
            parts.append(f"{_COLOURS[kind]}{text}\x1b[0m")
        else:
            opening, closing = _MARKS[kind]
            parts.append(f"{opening}{text}{closing}")
    return "".join(parts)
