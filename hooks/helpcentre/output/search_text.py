"""How search reads text: its words, the forms that each is found by, and the terms of an index.

`overrides/scripts/search/text.js` is the same in JavaScript; `tests/output/search_vectors.json` holds both to it.
Rules go by script and stand in `folding.json`; nothing here knows a locale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from operator import add
from string import punctuation
from sys import intern
from typing import NamedTuple

from helpcentre.output.search_table import DIGITS, Table, fold, lower

Form = tuple[str, ...]
"""Terms that must all be there; one term, but for the parts of a compound."""


class Group(NamedTuple):
    """What one word of the text may be looked up by: any of its forms will do."""

    forms: tuple[Form, ...]
    """The word itself first, then weaker ways to read it."""
    tail: bool = False
    """Whether it is indexed only: the last character of a run that is read in pairs."""


def groups(text: str) -> list[Group]:
    """Return the words of the text in order, each with its forms: `"TRC-20"` -> `trc20`, or `trc` and `20`."""
    table = Table.load()
    found: list[Group] = []
    for match in table.words.finditer(fold(text)):
        word = match.group()
        found += _number_groups(word) if match.lastgroup == "number" else _word_groups(word)
    return found


def terms(text: str) -> list[str]:
    """Return the terms a text is indexed under, in order; a word's forms once each."""
    return list(_terms_of(groups(text)))


def distinct_terms(text: str) -> tuple[str, ...]:
    """Return the terms a text is indexed under, each once, in any order.

    They are those of `terms(text)`, in a fraction of the time: articles of one site share many lines, and most pieces
    between two spaces have been read before. Only a number holds a space, so that no other words reach from one piece
    into the next.
    """
    lines = text.split("\n")
    if len(lines) == 1:
        return _terms_of_line(text)
    return tuple(set(chain.from_iterable(map(_terms_of_line, lines))))


@lru_cache(maxsize=1 << 14)
def _terms_of_line(line: str) -> tuple[str, ...]:
    if line.count(" ") * _LONG < len(line):
        # Of a script that is read in pairs hardly two pieces are the same.
        return tuple(map(intern, set(_terms_of_folded(fold(line)))))
    if len(_PIECES) > _MOST_PIECES:
        _PIECES.forget()
    pieces = set(line.split())
    found = set(chain.from_iterable(map(_PIECES.__getitem__, pieces)))
    if not (_PIECES.opened.isdisjoint(pieces) or _PIECES.closed.isdisjoint(pieces)):
        folded = fold(line)
        if _SPACED_DIGITS.search(folded) is not None:
            found = set(chain.from_iterable(map(_terms_of_folded, _SPACED_NUMBERS.findall(folded))))
    return tuple(found)


_SPACED_DIGITS = re.compile("[0-9] [0-9]")
_SPACED_NUMBERS = re.compile(r"\S+(?:(?<=[0-9]) (?=[0-9])\S+)*")
_MOST_PIECES = 1 << 17
_LONG = 12
"""Pieces of so many characters are longer than words are."""


class _Pieces(dict[str, tuple[str, ...]]):
    """The terms of text without spaces, read when it is first met."""

    def __init__(self) -> None:
        self.opened: set[str] = set()
        """The pieces that end with a digit, so that a number with spaces may begin there."""
        self.closed: set[str] = set()
        """The pieces that begin with one."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        bare = piece.strip(punctuation)
        if not bare:
            found: tuple[str, ...] = ()
        elif bare != piece:
            found = self[bare]
            if bare in self.opened:
                self.opened.add(piece)
            if bare in self.closed:
                self.closed.add(piece)
        else:
            folded = fold(piece)
            if folded[-1:] in DIGITS:
                self.opened.add(piece)
            if folded[:1] in DIGITS:
                self.closed.add(piece)
            whole = Table.load().unmixed.fullmatch(folded)
            found = _word_terms(folded) if whole else _terms_of_folded(folded)
        self[piece] = found
        return found

    def forget(self) -> None:
        """Forget all of them."""
        self.clear()
        self.opened.clear()
        self.closed.clear()


_PIECES = _Pieces()


def _terms_of_folded(folded: str) -> tuple[str, ...]:
    """Return the terms of folded text, some of them twice."""
    table = Table.load()
    found: list[str] = []
    for match in table.words.finditer(folded):
        word = match.group()
        if match.lastgroup == "number":
            found += _terms_of(_number_groups(word))
            continue
        # Letters that are read in pairs make no compound with others; but what an apostrophe follows is read whole.
        for place, run in enumerate(table.paired.split(word) if "'" not in word else [word]):
            if place % 2:
                run = lower(run)
                found += map(add, run, run[1:])
                found.append(run[-1])
            elif run:
                found += _word_terms(run)
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _word_terms(word: str) -> tuple[str, ...]:
    table = Table.load()
    small = lower(word)
    if word.isalpha() and word[1:] == small[1:] and table.unmixed.fullmatch(word):
        # Most words have nothing that parts them.
        return _stems(small, table)
    return tuple(dict.fromkeys(_terms_of(_word_groups(word))))


def _terms_of(read: Iterable[Group]) -> Iterator[str]:
    return (term for group in read for term in _group_terms(group))


def query(text: str) -> list[tuple[Form, ...]]:
    """Return what a query asks for: for each word its forms, of which one must be found."""
    return [group.forms for group in groups(text) if not group.tail]


@lru_cache(maxsize=1 << 16)
def _group_terms(group: Group) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for form in group.forms for term in form))


@lru_cache(maxsize=1 << 14)
def _number_groups(number: str) -> tuple[Group, ...]:
    """Read a number with separators: `5,000` and `5 000` are `5000`, `2,5` is `2.5`, a phone number is whole."""
    parts = re.split(r"[^0-9]", number)
    marks = re.findall(r"[^0-9]", number)
    thousands = len(parts[0]) <= 3
    if thousands and all(len(part) == 3 for part in parts[1:]):
        whole = ("".join(parts),)
        # "step 1 200 users": a plain space may part two numbers.
        return (Group((whole, tuple(parts)) if " " in marks else (whole,)),)
    fraction = marks[-1] in ".," and marks[-1] not in marks[:-1]
    if fraction and (len(parts) == 2 or (thousands and all(len(part) == 3 for part in parts[1:-1]))):
        return (Group((("".join(parts[:-1]) + "." + parts[-1],),)),)
    if sum(map(len, parts)) >= Table.load().phone:
        return (Group((("".join(parts),), tuple(parts))),)
    return tuple(Group(((part,),)) for part in parts)


@lru_cache(maxsize=1 << 16)
def _word_groups(word: str) -> tuple[Group, ...]:
    """Read a run without spaces: a word, a compound, or several scripts side by side."""
    table = Table.load()
    if table.unmixed.fullmatch(word):
        return tuple(_compound_groups([word], table))
    pieces = table.joiner.split(word)
    elided = "'" in word
    if not elided and table.unmixed.fullmatch("".join(pieces)):
        return tuple(_compound_groups(pieces, table))
    found: list[Group] = []
    compound: list[str] = []
    for index, piece in enumerate(pieces, 1):
        if elided and index < len(pieces) and lower(piece) in table.elisions:
            continue
        for script, run in _runs(piece, table):
            if script in table.pairs:
                found += _compound_groups(compound, table)
                compound = []
                found += _pair_groups(run)
            else:
                if compound and _differs(compound[-1], run, table):
                    if lower("".join(compound)) not in table.attached:
                        found += _compound_groups(compound, table)
                    compound = []
                compound.append(run)
    return (*found, *_compound_groups(compound, table))


def _runs(piece: str, table: Table) -> Iterator[tuple[str, str]]:
    """Yield (script, text) where the script changes; digits go with the letters beside them, unless read in pairs.

    A single letter of another alphabet changes nothing: `prбtocol` is a word with a mistake in it.
    """
    start, current = 0, ""
    known = False
    for at, char in enumerate(piece):
        if char in DIGITS:
            if known and current in table.pairs:
                yield current, piece[start:at]
                start, known = at, False
            continue
        script = table.script(char)
        if known and script != current and _is_slip(script, current, piece[at + 1 : at + 2], table):
            continue
        if (known and script != current) or (not known and at > start and script in table.pairs):
            yield (current if known else ""), piece[start:at]
            start = at
        current, known = script, True
    if start < len(piece):
        yield (current if known else ""), piece[start:]


def _is_slip(script: str, around: str, following: str, table: Table) -> bool:
    """Return whether a letter of another alphabet stands in a word by mistake, so that the word goes on after it."""
    if not following or following in DIGITS or script in table.pairs or around in table.pairs:
        return False
    return table.script(following) == around


def _differs(before: str, after: str, table: Table) -> bool:
    """Return whether two neighbours are of two scripts, so that they make no compound."""
    scripts = {table.script(char) for char in before + after if char not in DIGITS}
    return len(scripts) > 1


def _pair_groups(run: str) -> list[Group]:
    """Read a run in pairs of characters; the last one alone too, so that a prefix finds any single one."""
    if len(run) == 1:
        return [Group(((lower(run),),))]
    run = lower(run)
    return [*(Group(((run[at : at + 2],),)) for at in range(len(run) - 1)), Group(((run[-1],),), tail=True)]


def _compound_groups(runs: list[str], table: Table) -> list[Group]:
    """Read runs that joiners held together, and what case and digits part inside them."""
    if not runs:
        return []
    parts = [part for run in runs for part in _inner_parts(run, table)]
    if len(parts) == 1:
        return [Group(tuple((stem,) for stem in _stems(lower(parts[0]), table)))]
    if len(parts) > 1 and all(map(_is_number, parts)) and sum(map(len, parts)) < table.phone:
        return [Group(((part,),)) for part in parts]
    if sum(map(len, parts)) > 2 * table.longest and len(runs) > 1:
        return [group for run in runs for group in _compound_groups([run], table)]
    whole = lower("".join(parts))
    forms: list[Form] = [(form,) for form in _stems(whole, table)]
    # A single letter says nothing by itself: "e-mail" is `email`, or `mail`.
    shown = tuple(lower(part) for part in parts if len(part) > 1 or _is_number(part))
    if len(parts) > 1 and shown:
        forms.append(tuple(stem for part in shown for stem in _stems(part, table)[:1]))
    return [Group(tuple(dict.fromkeys(forms)))]


def _inner_parts(run: str, table: Table) -> list[str]:
    """Part a run where case rises or digits meet letters, `WalletConnect`, `TRC20`; not an address or a hash."""
    if len(run) > table.longest:
        return [run]
    if run[1:] == lower(run[1:]):
        parts = _DIGITS_OR_LETTERS.findall(run)
        return parts if len(parts) <= table.most_parts else [run]
    if run.isascii() and run.isalpha() and run.isupper():
        return [run]
    cuts = [0]
    kinds = [0 if char in DIGITS else 2 if char != char.lower() else 1 for char in run]
    for at in range(1, len(run)):
        before, here = kinds[at - 1], kinds[at]
        ends_capitals = before == here == 2 and at + 2 < len(run) and kinds[at + 1] == kinds[at + 2] == 1
        if (before == 0) != (here == 0) or (before == 1 and here == 2) or ends_capitals:
            cuts.append(at)
    if len(cuts) > table.most_parts:
        return [run]
    return [run[a:b] for a, b in zip(cuts, [*cuts[1:], len(run)], strict=True)]


_DIGITS_OR_LETTERS = re.compile("[0-9]+|[^0-9]+")


def _is_number(part: str) -> bool:
    return DIGITS.issuperset(part)


def _stems(word: str, table: Table) -> tuple[str, ...]:
    """Return the word without its article, else the word and what a one-letter prefix may stand before."""
    bare = _without_article(word, table)
    if bare == word and word[0] in table.clitics and len(word) - 1 >= table.clitics[word[0]]:
        return tuple(dict.fromkeys((word, _without_article(word[1:], table))))
    return (bare,)


def _without_article(word: str, table: Table) -> str:
    """Return the word without its article, and without what looks like one behind it, as a word alone is read."""
    if not word.startswith(table.any_article):
        return word
    for article, rest in table.articles:
        if word.startswith(article) and len(word) - len(article) >= rest:
            return _without_article(word[len(article) :], table)
    return word
