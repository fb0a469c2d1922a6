"""The file that a translator starts from: the source's text, its structure and keys, not accepted yet."""

from __future__ import annotations

import re

from helpcentre.content.front_matter import Head
from helpcentre.writing.raw_text import Edit, RawText

_DRAFT = "draft: true    # readers see the source until this line is taken out\n"


def translation_of(data: bytes, head: Head) -> bytes:
    """Return the translation file to be made from a source's bytes; `head` is the source's front matter.

    Ids, links, code and all keys are the source's; line ends, too. It is a draft: until it is translated, readers
    are better off with the fallback page, which says that its text is in another language.
    """
    raw = RawText(data)
    keys = head.document.keys()
    if "draft" in keys:
        return raw.edited(_without_value(raw.text, head))
    closing = re.search(r"^(?:---|\.\.\.)[ \t]*$", raw.text[3:], re.MULTILINE) if head.body_line > 1 else None
    if closing is None:
        return raw.edited([Edit(0, 0, f"---\n{_DRAFT}---\n")])
    at = closing.start() + 3
    return raw.edited([Edit(at, at, _DRAFT)])


def _without_value(text: str, head: Head) -> list[Edit]:
    """Let the source's own `draft:` be true, whatever it says."""
    if head.meta.draft:
        return []
    line, _ = head.document.position(("draft",))
    lines = text.split("\n")
    start = sum(len(one) + 1 for one in lines[: line - 1])
    return [Edit(start, start + len(lines[line - 1]) + 1, _DRAFT)]
