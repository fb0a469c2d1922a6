"""Letters as words are compared: without case and marks; and which are set without spaces."""

from __future__ import annotations

import unicodedata

FRACTIONS = "¼-¾⅐-⅞"
"""Fractions of one sign, for a pattern."""
SPACES = " \u00a0\u2009\u202f"
"""Between groups of digits in every language (ISO 80000-1), CLDR's own among them."""


def is_wide(character: str) -> bool:
    """Whether a character is one of those that are set without spaces (Unicode Standard Annex 11)."""
    return unicodedata.east_asian_width(character) in ("W", "F")


def folded(text: str) -> str:
    """Return the text without case and marks, for words that are written with or without them."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def comparable(word: str) -> str:
    """Return a word as tables hold it: folded, unless it is of signs that consist of others, as Korean ones do."""
    return word if is_wide(word[0]) else folded(word)
