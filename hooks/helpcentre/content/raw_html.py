"""What the raw HTML of a Markdown text shows, where it leads, and what can be led to."""

from __future__ import annotations

import re
from contextlib import suppress
from html.parser import HTMLParser
from typing import Literal, NamedTuple


class HtmlPart(NamedTuple):
    """Words, a target, what is shown or an id, and where it stands: words begin there, of the others their tag does."""

    kind: Literal["text", "link", "image", "anchor"]
    value: str
    line: int
    """Counts from 0."""
    column: int
    """Counts from 0."""


TARGETS = {("a", "href"), ("area", "href"), ("form", "action"), ("button", "formaction"), ("input", "formaction")}
"""What a reader who follows or sends it is led to (HTML Standard, 4.6.1 and 4.10.19.6)."""

SHOWN = {
    ("img", "src"), ("video", "src"), ("video", "poster"), ("audio", "src"), ("source", "src"), ("track", "src"),
}  # fmt: skip
"""What a page shows or plays."""
SETS = {("img", "srcset"), ("source", "srcset")}
"""Of which a browser chooses one."""
CANDIDATE = re.compile(r"[\s,]*(?P<address>\S*[^\s,])[^,]*")
"""One address of a set, with its width or density (HTML Standard, 4.8.4.2.1)."""


def html_parts(text: str) -> list[HtmlPart]:
    """Return the parts of a piece of HTML in their order; words line by line."""
    parser = _Parser()
    # Python's parser gives up on a broken `<![…`; what stands before it counts.
    with suppress(AssertionError):
        parser.feed(text)
        parser.close()
    return parser.parts


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[HtmlPart] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        for name, value in attrs:
            if name == "id" or (tag == "a" and name == "name"):
                self.parts.append(HtmlPart("anchor", value or "", line - 1, column))
            elif value and (tag, name) in TARGETS:
                self.parts.append(HtmlPart("link", value, line - 1, column))
            elif value and (tag, name) in SHOWN:
                self.parts.append(HtmlPart("image", value, line - 1, column))
            elif value and (tag, name) in SETS:
                for candidate in CANDIDATE.finditer(value):
                    self.parts.append(HtmlPart("image", candidate["address"], line - 1, column))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is not None:  # a script or style
            return
        line, column = self.getpos()
        for below, words in enumerate(data.split("\n")):
            if words.strip():
                self.parts.append(HtmlPart("text", words, line - 1 + below, 0 if below else column))
