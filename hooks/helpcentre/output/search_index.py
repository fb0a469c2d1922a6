"""The search index of one locale, in the JSON form that MiniSearch 7.2.0 loads (`serializationVersion` 2).

Written directly, for MiniSearch's own indexer takes many times as long. Results and scores are those of its own:
`fieldLength` counts unique terms, and the average is the running one of `MiniSearch.addFieldLength`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from helpcentre.output.search_text import KnownTerms, Table, fold

FIELDS = ("title", "keywords", "headings", "lead", "text", "article")
"""The indexed fields, in the order of their ids. Their weights stand in `overrides/scripts/search/engine.js`."""
SHOWN_WIDTH = 180
"""How much of a text a hit can show, in columns: a character that is read in pairs takes two."""


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What one hit can be: an article's beginning, or one of its sections."""

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

    def fields(self) -> dict[str, str]:
        """Return what is indexed, by field; a field without words is absent, so that it counts in no average.

        A section carries its article's title in a field of small weight: all words of a query may then be found
        in it, and the article itself still comes first.
        """
        if self.lead:
            fields = {"title": self.title, "keywords": "\n".join(self.keywords), "lead": self.text}
        else:
            fields = {"headings": self.section, "text": self.text, "article": self.title}
        return {name: fields[name] for name in FIELDS if fields.get(name)}

    def stored(self) -> dict[str, str]:
        """Return what a hit shows; empty values are left out, and the URL is the entry's id."""
        shown = {
            "title": self.title,
            "section": self.section,
            "kind": self.kind,
            "topic": self.topic,
            "lang": self.lang,
            "text": shortened(self.text, SHOWN_WIDTH),
        }
        return {name: value for name, value in shown.items() if value}


def index_json(entries: Iterable[SearchEntry], known: KnownTerms | None = None) -> bytes:
    """Return MiniSearch's JSON of the entries, ids in the order given: the same entries give the same bytes.

    `known` are the terms of texts that need not be worked out again; those of others are added.
    Raises ValueError where two entries have one URL.
    """
    known = KnownTerms() if known is None else known
    ids: dict[str, str] = {}
    lengths: dict[str, list[int | None]] = {}
    stored: dict[str, dict[str, str]] = {}
    averages: list[float | None] = []
    postings: dict[str, dict[int, dict[str, int]]] = {}
    urls: set[str] = set()
    for number, entry in enumerate(entries):
        key = str(number)
        if entry.url in urls:
            raise ValueError(f"two search entries have the URL {entry.url!r}; each needs its own")
        urls.add(entry.url)
        ids[key] = entry.url
        stored[key] = entry.stored()
        for name, value in entry.fields().items():
            field = FIELDS.index(name)
            counts = Counter(known[value])
            _put(lengths.setdefault(key, []), field, len(counts))
            average = averages[field] if field < len(averages) else None
            _put(averages, field, ((average or 0) * number + len(counts)) / (number + 1))
            for term, count in counts.items():
                postings.setdefault(term, {}).setdefault(field, {})[key] = count
    index = {
        "documentCount": len(ids),
        "nextId": len(ids),
        "documentIds": ids,
        "fieldIds": {name: number for number, name in enumerate(FIELDS)},
        "fieldLength": lengths,
        "averageFieldLength": [_number(average) for average in averages],
        "storedFields": stored,
        "dirtCount": 0,
        "index": [[term, dict(sorted(postings[term].items()))] for term in sorted(postings)],
        "serializationVersion": 2,
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def shortened(text: str, width: int) -> str:
    """Return the text on one line, cut at a word and marked with `…` where it is wider than `width` columns."""
    line = " ".join(text.split())
    used = 0
    for at, char in enumerate(line):
        used += _columns(char)
        if used > width:
            cut = line[:at]
            spaced = cut.rpartition(" ")[0]
            # Text that knows no spaces is cut where it is.
            return (spaced if len(spaced) > at // 2 else cut).rstrip(" ,;:.،，、；：。") + "…"
    return line


@lru_cache(maxsize=1 << 14)
def _columns(char: str) -> int:
    table = Table.load()
    return 2 if any(table.script(part) in table.pairs for part in fold(char)) else 1


def _put(values: list[Any], at: int, value: float) -> None:
    """Set an item of a list that grows with gaps, as an array does in JavaScript."""
    values.extend([None] * (at + 1 - len(values)))
    values[at] = value


def _number(value: float | None) -> float | int | None:
    """Return the number as JavaScript writes it: whole ones without a fraction."""
    return int(value) if value is not None and value == int(value) else value
