"""Names in Latin letters that a translation exchanges: one network for another."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from helpcentre.checks.fact_matching import Difference, Side
from helpcentre.checks.fact_text import LATIN, Fact

# What begins with a set of characters is found faster: the look at what stands before comes after the first.
_NAME = re.compile(rf"[A-Z](?<![{LATIN}][A-Z])[A-Za-z]*[a-z][A-Za-z]+(?![{LATIN}])")
# At the beginning of a sentence any word has a capital.
_WITHIN_SENTENCE = re.compile(rf"(?<=[a-z,;(] )[A-Z][A-Za-z]*[a-z][A-Za-z]+(?![{LATIN}])")


def names_kept(sections: Iterable[tuple[Side, Side]]) -> frozenset[str]:
    """Return the names that sections in other scripts have from their sources in Latin letters."""
    kept: set[str] = set()
    for own, source in sections:
        if not own.forms.is_latin and _LATIN.search(own.text):
            kept.update(name for name in _names(own.text) if name in source.text)
    return frozenset(kept)


def small_words(sections: Iterable[Side]) -> frozenset[str]:
    """Return the words that sections of the source write small."""
    # Interned, for texts have most of them in common: kept texts are read in a fraction of the time.
    words = {word for side in sections for word in _WORD.findall(side.text)}
    return frozenset(sys.intern(word) for word in words if len(word) > 2 and word.islower())


class Names:
    """Names that texts in other scripts keep in Latin letters, and so must every text."""

    def __init__(self, kept: Iterable[str], small: Iterable[str]) -> None:
        """`kept` are those of all texts, `small` all words that the source writes small."""
        self._small = frozenset(small)
        self.kept = frozenset(name for name in kept if not self.is_word(name))

    def is_word(self, name: str) -> bool:
        """Whether the source also writes the name small: it is a word at the beginning of a sentence, or a title's."""
        return name.lower() in self._small


def exchanged(names: Names, own: Side, source: Side) -> Iterator[Difference]:
    """Yield a name of the translation that is not the source's, where one of the source's is gone."""
    here, there = own.text, source.text
    latin = own.forms.is_latin
    added = [name for name in _names(here) if name not in there and (not latin or name in names.kept)]
    if not added:
        return
    if not latin:
        folded = there.casefold()
        added = [name for name in added if name.casefold() not in folded and not names.is_word(name)]
    kept = names.kept if latin else names.kept.union(_WITHIN_SENTENCE.findall(there))
    lost = [name for name in _names(there) if name in kept and name not in here and not names.is_word(name)]
    for mine, theirs in zip(dict.fromkeys(added), dict.fromkeys(lost), strict=False):
        yield Difference(_fact(mine, own), _fact(theirs, source))


_WORD = re.compile(r"[A-Za-z]+")
_LATIN = re.compile(r"[A-Z][A-Za-z]{2}")


def _names(text: str) -> list[str]:
    return _NAME.findall(text)


def _fact(name: str, side: Side) -> Fact:
    line = next((run.line for run in side.runs if run.kind == "text" and name in run.text), 0)
    return Fact("capitals", name, frozenset({("capitals", name)}), line)
