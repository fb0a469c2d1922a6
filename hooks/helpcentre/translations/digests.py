"""Digests of an article's sections, blind to how lines are broken."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping

from helpcentre.content.article_file import ArticleFile

META = "_meta"
"""The pseudo-section of title, description and what a channel's page asks to have ready."""

MEMO = "section digests"
"""Their name among what a file remembers."""
_LENGTH = 8
_BETWEEN_WIDE = re.compile(r" (?<=(?P<before>[\u1100-\U0010ffff]) )(?=(?P<after>[\u1100-\U0010ffff]))")
"""A space between two characters that may be wide: before Hangul none is."""


def normalized(text: str) -> str:
    """Return the text in NFC with white space folded, so that a reflow is no change.

    A line end between two wide characters (Unicode Standard Annex 11) is no space: Chinese and Japanese set none.
    """
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return _BETWEEN_WIDE.sub(lambda m: "" if _wide(m["before"]) and _wide(m["after"]) else " ", folded)


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")


def digest(text: str) -> str:
    """Return eight hexadecimal digits of the SHA-256 of the normalized text."""
    return hashlib.sha256(normalized(text).encode()).hexdigest()[:_LENGTH]


def section_texts(file: ArticleFile) -> dict[str, str]:
    """Return the text of each section by id, `_meta` and `_lead` first.

    A heading without an id belongs to the section before it; sections that share an id count as one.
    """
    texts = {META: "\n".join((file.title, file.meta.description or "", *file.meta.prepare))}
    key = ""
    for section in file.document.sections:
        key = section.id or key
        heading = f"{section.title}\n" if section.level > 1 else ""
        texts[key] = f"{texts[key]}\n{heading}{section.source}" if key in texts else heading + section.source
    return {key: text for key, text in texts.items() if key and (text.strip() or key == META)}


def section_digests(file: ArticleFile) -> Mapping[str, str]:
    """Return the digest of each section by id."""
    known: Mapping[str, str] | None = file.memo.get(MEMO)
    if known is None:
        known = file.memo[MEMO] = {key: digest(text) for key, text in section_texts(file).items()}
    return known
