"""What one hit of the search can be, and what of it is indexed and shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from helpcentre.output.search_table import Table, fold
from helpcentre.output.search_text import distinct_terms

SHOWN_WIDTH = 180
"""How much of a text a hit can show, in columns: a character that is read in pairs takes two."""


@dataclass(frozen=True)
class SearchEntry:
    """What one hit can be: an article's beginning, or one of its sections.

    What is worked out of it is kept with it.
    """

    url: str
    """Relative to the site root, with the section's fragment: `fr/fees/#network-fee`."""
    title: str
    """The article's title."""
    text: str
    """Plain text, without markup: of the section, or the description and lead for the article's beginning."""
    section: str = ""
    """The section's heading; empty for the article's beginning."""
    kind: str = "guide"
    topic: str = ""
    """The topic's title, as the reader sees it."""
    lang: str = ""
    """BCP 47 tag of the text."""
    keywords: tuple[str, ...] = ()
    """Words that readers use and the text does not; of the article, at its beginning only."""

    @property
    def lead(self) -> bool:
        """Whether this is the article's beginning, which stands for the article."""
        return not self.section

    @cached_property
    def shown_text(self) -> str:
        """What a hit can show of the text."""
        return shortened(self.text, SHOWN_WIDTH)

    @cached_property
    def name_terms(self) -> tuple[str, ...]:
        """The terms of what it is called: the section's heading, or the article's title."""
        return distinct_terms(self.section or self.title)

    @cached_property
    def text_terms(self) -> tuple[str, ...]:
        """The terms of the text."""
        return distinct_terms(self.text)

    @cached_property
    def keyword_terms(self) -> tuple[str, ...]:
        """The terms of the keywords."""
        return distinct_terms("\n".join(self.keywords))


def shortened(text: str, width: int) -> str:
    """Return the text on one line, cut at a word and marked with `…` where it is wider than `width` columns."""
    # What comes after so much stays as it is, unless the text is all spaces.
    line = _on_one_line(text[: 2 * width])
    if len(line) <= width:
        line = _on_one_line(text)
    at = _width_in_characters(line, width)
    if at >= len(line):
        return line
    cut = line[:at]
    spaced = cut.rpartition(" ")[0]
    # Text that knows no spaces is cut where it is.
    return (spaced if len(spaced) > at // 2 else cut).rstrip(" ,;:.،，、；：。") + "…"


def _on_one_line(text: str) -> str:
    return _ROOMY.sub("", " ".join(text.split()))


_ROOMY = re.compile(" (?<=[。，、；：？！）》】」』] )")
"""A space after punctuation that brings its own."""


def _width_in_characters(line: str, width: int) -> int:
    """Return how many of the characters fit into `width` columns."""
    if _NARROW.fullmatch(line, 0, width + 1):
        return width
    columns = line[: width + 1].translate(_COLUMNS)
    return columns.count(_FIRST, 0, width) - (columns[width : width + 1] == _SECOND)


_NARROW = re.compile("[\0-\u0dff\u2000-\u206f]*")
"""Characters of alphabets, and punctuation that stands between them: none takes two columns."""

_FIRST, _SECOND = "12"


class _Columns(dict[int, str]):
    """`str.translate` table of the columns that each character takes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        table = Table.load()
        wide = any(table.script(part) in table.pairs for part in fold(chr(code)))
        self[code] = _FIRST + _SECOND if wide else _FIRST
        return self[code]


_COLUMNS = _Columns()
