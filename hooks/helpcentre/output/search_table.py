"""The folding table, which the browser's module reads too: what readers leave out, and where words begin and end.

Rules go by script and stand in `folding.json`; nothing here knows a locale.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from helpcentre.output.search_coding import utf16_length

TABLE_PATH = Path(__file__).parents[3] / "overrides" / "scripts" / "search" / "folding.json"
DIGITS = frozenset("0123456789")


class Table:
    """The folding table, compiled: what a character becomes, and where words begin and end."""

    def __init__(self, data: dict[str, Any]) -> None:
        """Compile the parsed JSON of `folding.json`; raises KeyError where it lacks a key."""
        self.name = _named(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
        scripts = data["scripts"]
        self.replace: dict[str, str] = dict(data["replace"])
        self.elisions: frozenset[str] = frozenset()
        self.articles: list[tuple[str, int]] = []
        self.clitics: dict[str, int] = {}
        self.pairs = frozenset(name for name, script in scripts.items() if script.get("segment") == "pairs")
        self.particles = frozenset("".join(script.get("particles", "") for script in scripts.values()))
        dropped = list(data["drop"])
        spans: list[tuple[int, int, str]] = []
        for name, script in scripts.items():
            self.replace |= script.get("replace", {})
            self.elisions |= frozenset(script.get("elisions", ()))
            self.articles += script.get("articles", {}).items()
            self.clitics |= script.get("clitics", {})
            dropped += script.get("marks", ())
            spans += [(*_span(text), name) for text in script["ranges"]]
        # The longest first: an article may begin with a shorter one.
        self.articles.sort(key=lambda item: (-len(item[0]), item[0]))
        self.any_article = tuple(article for article, _ in self.articles)
        before = {*self.any_article, *self.clitics}
        self.attached = before | {clitic + other for clitic in self.clitics for other in before}
        """What says nothing before a word of another script: بـUSDT."""
        self.dropped = sorted(_span(text) for text in dropped)
        self.spans = sorted(spans)
        self.phone: int = data["numbers"]["phone"]
        self.most_parts: int = data["parts"]["most"]
        self.longest: int = data["parts"]["longest"]
        word = "[^" + "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in map(_span, data["separators"])) + "]"
        group, decimal = (re.escape(data["numbers"][key]) for key in ("group", "decimal"))
        joiners = re.escape(data["joiners"])
        self.joiner = re.compile(f"[{joiners}]")
        ranges: dict[str, str] = defaultdict(str)
        for first, last, name in self.spans:
            ranges[name] += f"\\U{first:08x}-\\U{last:08x}"
        # `paired` parts a word where runs of one such script begin and end; `unmixed` matches words of another one.
        self.paired = re.compile("(" + "|".join(f"[{ranges[name]}]+" for name in sorted(self.pairs)) + ")")
        self.unmixed = re.compile("|".join(f"[0-9{ranges[name]}]+" for name in sorted(ranges.keys() - self.pairs)))
        self.words = re.compile(
            f"(?P<number>[0-9]+(?:[{group}][0-9]+)+(?!{word})|[0-9]+(?:[{decimal}'][0-9]+)+)"
            f"|{word}+(?:[{joiners}]{word}+)*"
        )
        self.folding = _Folding(self)
        self._scripts: dict[str, str] = {}

    @classmethod
    @cache
    def load(cls) -> Table:
        """Return the table that ships with the site; it is read once, for it is code and not content."""
        return cls(json.loads(TABLE_PATH.read_text("utf-8")))

    def script(self, char: str) -> str:
        """Return the script's name in the table, `""` for one it does not list."""
        script = self._scripts.get(char)
        if script is None:
            at = bisect_right(self.spans, (ord(char), 0x110000, "")) - 1
            script = self.spans[at][2] if at >= 0 and ord(char) <= self.spans[at][1] else ""
            self._scripts[char] = script
        return script

    def drops(self, char: str) -> bool:
        """Return whether the character carries nothing that search should see."""
        at = bisect_right(self.dropped, (ord(char), 0x110000)) - 1
        return at >= 0 and ord(char) <= self.dropped[at][1]


class _Folding(dict[int, str]):
    """`str.translate` table that works out each character when it is first met."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def __missing__(self, code: int) -> str:
        table, char = self.table, chr(code)
        if char not in table.replace:
            parts = unicodedata.normalize("NFKD", char)
            kept = "".join(table.replace.get(part, part) for part in parts if not table.drops(part))
            folded = unicodedata.normalize("NFC", kept)
        else:
            folded = table.replace[char]
        self[code] = folded
        return folded


def fold(text: str) -> str:
    """Return the text without what readers leave out when they type; case stays, for it marks compounds."""
    return unicodedata.normalize("NFC", text).translate(Table.load().folding)


def lower(text: str) -> str:
    """Return the text in small letters, each by itself: a sigma has a form of its own at a word's end."""
    return text.replace("Σ", "σ").lower()


def is_paired(term: str) -> bool:
    """Return whether a term is one or two characters of a script that is read in pairs."""
    table = Table.load()
    return len(term) <= 2 and table.script(term[0]) in table.pairs


def has_particle(term: str) -> bool:
    """Return whether a term is one or two characters of which one is a particle, and so says little beside others."""
    return len(term) <= 2 and not Table.load().particles.isdisjoint(term)


def is_spelt(term: str) -> bool:
    """Return whether a term can be a word with a mistake in it: no number, and of a script that has letters."""
    table = Table.load()
    length = utf16_length(term)
    return 3 <= length <= 34 and DIGITS.isdisjoint(term) and table.script(term[0]) not in table.pairs


def _named(text: str) -> str:
    """Return a text's FNV-1a hash of 32 bits (Fowler, Noll, Vo), by UTF-16 code units, in hexadecimal."""
    value = 0x811C9DC5
    units = text.encode("utf-16-le")
    for low, high in zip(units[::2], units[1::2], strict=True):
        value = (value ^ (high << 8 | low)) * 0x01000193 & 0xFFFFFFFF
    return f"{value:x}"


def _span(text: str) -> tuple[int, int]:
    first, last = text.split("-")
    return int(first, 16), int(last, 16)
