"""The order in which an index that is one file tells of its terms while it travels."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import chain

from helpcentre.output.search_coding import utf16_units
from helpcentre.output.search_table import is_paired


def in_turn(words: Iterable[str], names: Collection[str]) -> list[str]:
    """Return sorted terms in the order in which a file that travels tells of their entries; postings.js has the same.

    What titles and headings hold is asked for most, and comes first. Then what a query for one of those words finds
    besides, since it begins like it; then other words, and then pairs of characters, of which texts hold the most and a
    query asks for no others than its own. Each of these is sorted. Pairs are so by how many of them hold the rarer of
    their characters, the most first: a query waits for the last of its pairs, and most hold only common characters.
    """
    turns: tuple[list[str], ...] = ([], [], [], [])
    stems = {name[: stem_length(len(name))] for name in names if len(name) > 1 and not is_paired(name)}
    lengths = sorted(set(map(len, stems)))
    for word in words:
        if word in names:
            turn = 0
        elif is_paired(word):
            turn = 3
        else:
            turn = 1 if any(word[:length] in stems for length in lengths) else 2
        turns[turn].append(word)
    *others, pairs = turns
    held = Counter(chain.from_iterable(map(utf16_units, pairs)))
    pairs.sort(key=lambda pair: -min(map(held.__getitem__, utf16_units(pair))))
    return list(chain.from_iterable((*others, pairs)))


def stem_length(length: int) -> int:
    """Return how many characters of a word its inflected forms are sure to share: likeness.js's stemLength."""
    return length if length <= 4 else max(4, math.ceil(length * 0.65))
