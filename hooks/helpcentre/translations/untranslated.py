"""How much of a translation's prose is still its source's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.settings import Locale
from helpcentre.translations.digests import META
from helpcentre.translations.word_diff import pieces


@dataclass(frozen=True, slots=True)
class UntranslatedSection:
    """A section in which passages of the source stand."""

    id: str
    words: int
    """Of its prose: without code, names, addresses and numbers; wide characters, as of Chinese, count one by one."""
    same: int
    """How many of them stand in passages that are the source's."""
    passage: str
    """Where the longest such passage begins, as the file has it."""
    line: int
    """Where the first such passage begins."""

    @property
    def share(self) -> float:
        """The part of the section's prose that is the source's, from 0 to 1."""
        return self.same / self.words


_Line = tuple[str, int]
"""A piece of prose, and the line it stands in."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    line: int
    source: str
    """Its line's text, and"""
    at: int
    """where in it the word begins."""

    @property
    def context(self) -> str:
        """The word and what follows it in its line, without the id of a heading."""
        return self.source[self.at : self.at + _CONTEXT].partition("{#")[0].strip()


_RUN = 4
"""So many words in a row, the same in both texts, are no accident: related languages share shorter ones."""
_WIDE_RUN = 10
"""The same for characters of scripts without spaces, some of which two languages may share."""
_SHORT_LINE = 3
"""A whole line or heading of so many words is no accident either."""
_ALL_KNOWN = b"\1" * min(_RUN, _SHORT_LINE)
"""What words in a row look like, one byte each, that may be a run or line: the source has them all somewhere."""
_PASSAGE = 6
_CONTEXT = 40
"""How many characters of a passage a message shows."""
_LEAST_SHARE = 0.25
"""What is found: such a line, a passage of that many words, or that part of a section."""

_NO_PROSE = re.compile(
    r"""\{\{.*?\}\} | \{[ ]?[:\#.][^{}]*\}        # placeholders, attribute lists
    | -+8<-+.*                                # a shared passage
    | \w+://\S+ | www\.\S+ | \S+@\S+\.\S+     # addresses
    | </?\w[^>]*>                             # tags
    | \b\w+(?:[./\\_]\w+)+\b                  # files, domains, identifiers
    """,
    re.VERBOSE,
)
_SAME_EVERYWHERE = re.compile(r"[{-](?:(?<=\{)[^{}\n]*\}|(?<=-)-*8<-+.*)")
"""Ids, placeholders and shared passages, by what they begin with: a choice of patterns is tried at every character."""
_RAW_WORD = re.compile(r"[\u2e80-\ud7ff\uf900-\ufaff]|[^\W\d_\u2e80-\ud7ff\uf900-\ufaff]+")
"""East Asian characters one by one, other letters in runs."""
_LATIN = "a-z\u00df-\u024f\u1e00-\u1eff"
_LATIN_WORD = re.compile(f"[{_LATIN}]+")
_LATIN_ROW = re.compile(rf"[{_LATIN}]+(?:[\W\d_]+[{_LATIN}]+){{{len(_ALL_KNOWN) - 1}}}")
"""As many words of Latin letters, folded, as may be a run or line, with none of other letters between them."""
_SENTENCE_END = frozenset('.!?:;…。！？：；؟。·•–—|"“”«»„(')


def comparable(own: Locale, source: Locale) -> bool:
    """Whether text that is the source's is a fault: not between regions of one language in one script."""
    return own.language_and_script != source.language_and_script


class SourceProse:
    """The prose of a source article, ready to be found in its translations.

    The whole article is looked at, for a section may have moved.
    """

    def __init__(self, source: ArticleFile) -> None:
        """Read the source once; it is asked about each of its translations."""
        self._sections = _prose(source).values()
        self._vocabulary = frozenset(word for lines in self._sections for word in _raw_words(_joined(lines)))
        self._is_latin = all(map(_LATIN_WORD.fullmatch, self._vocabulary))

    @cached_property
    def _raw_runs(self) -> frozenset[tuple[str, ...]]:
        return frozenset(run for lines in self._sections for run in _raw_runs(_raw_words(_joined(lines))))

    @cached_property
    def _raw_lines(self) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(_raw_words(text)) for lines in self._sections for text, _ in lines)

    @cached_property
    def _words(self) -> list[list[list[_Word]]]:
        """By section and line."""
        return [[_words_of(line) for line in lines] for lines in self._sections]

    @cached_property
    def _runs(self) -> frozenset[tuple[str, ...]]:
        sections = ([word for line in lines for word in line] for lines in self._words)
        return frozenset(gram for words in sections for _, _, gram in _grams(words))

    @cached_property
    def _whole_lines(self) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(word.text for word in line) for lines in self._words for line in lines)

    def left_in(self, own: ArticleFile) -> Iterator[UntranslatedSection]:
        """Yield the sections of a translation in which this prose stands; `_meta` is title and description."""
        prose = _prose(own)
        if not self._may_stand_in([line for lines in prose.values() for line in lines]):
            return  # most translations, at one look
        for key, lines in prose.items():
            if not self._may_stand_in(lines):
                continue
            words, marked, whole_line = self._marked(lines)
            same = sum(marked)
            if same and (whole_line or same / len(words) >= _LEAST_SHARE or _longest(marked) >= _PASSAGE):
                yield UntranslatedSection(key, len(words), same, *_longest_and_first(words, marked))

    def _may_stand_in(self, lines: Sequence[_Line]) -> bool:
        """Whether some words in a row, names among them, are the source's: rules most sections out, and is cheap."""
        text = _folded(_joined(lines))
        if self._is_latin and not _LATIN_ROW.search(text):
            return False  # most texts in another script, without a look at each of their words
        words_of_all = _RAW_WORD.findall(text)
        if _ALL_KNOWN not in bytes(map(self._vocabulary.__contains__, words_of_all)):
            return False
        if not self._raw_runs.isdisjoint(_raw_runs(words_of_all)):
            return True
        return any(
            words in self._raw_lines for text, _ in lines if len(words := tuple(_raw_words(text))) >= _SHORT_LINE
        )

    def _marked(self, lines: Sequence[_Line]) -> tuple[list[_Word], list[bool], bool]:
        """Return the words of the lines, of each whether it is the source's, and whether a whole line is."""
        by_line = [_words_of(line) for line in lines]
        words = [word for line in by_line for word in line]
        marked = [False] * len(words)
        for start, end, gram in _grams(words):
            if gram in self._runs:
                marked[start:end] = [True] * (end - start)
        at, whole_line = 0, False
        for line in by_line:
            texts = tuple(word.text for word in line)
            if len(texts) >= _SHORT_LINE and not _is_wide(texts[0]) and texts in self._whole_lines:
                marked[at : at + len(texts)] = [True] * len(texts)
                whole_line = True
            at += len(texts)
        return words, marked, whole_line


MEMO = "untranslated sections"
"""Their name among what a translation remembers, with the digest of the source that they were compared with."""


def untranslated_sections(
    own: ArticleFile, source: ArticleFile, prose: dict[str, SourceProse]
) -> tuple[UntranslatedSection, ...]:
    """Return the sections of a translation in which its source's prose stands; sources are read once (`prose`)."""
    digest, known = own.memo.get(MEMO, ("", ()))
    if digest and digest == source.digest:
        found: tuple[UntranslatedSection, ...] = known
        return found
    if source.shared_path not in prose:
        prose[source.shared_path] = SourceProse(source)
    found = tuple(prose[source.shared_path].left_in(own))
    own.memo[MEMO] = source.digest, found
    return found


def _prose(file: ArticleFile) -> dict[str, list[_Line]]:
    """Return the lines of prose of each section by id; a heading without one belongs to the section before it."""
    described = file.key_position("description")[0]
    found: dict[str, list[_Line]] = {META: [(file.document.title, file.document.title_line)]}
    if file.meta.description:
        found[META].append((file.meta.description, described))
    key = META
    for section in file.document.sections:
        key = section.id or key
        lines = found.setdefault(key, [])
        lines += [
            (run.text, run.line)
            for run in section.runs
            # A section's runs hold its heading; the H1 is `_meta`'s.
            if run.kind == "text" and not (section.level == 1 and run.line == file.document.title_line)
        ]
    return found


def _joined(lines: Iterable[_Line]) -> str:
    return "\n".join([text for text, _ in lines])


def _folded(text: str) -> str:
    return _SAME_EVERYWHERE.sub(" ", text).casefold()


def _raw_words(text: str) -> list[str]:
    return _RAW_WORD.findall(_folded(text))


def _raw_runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(_RUN)), strict=False)


def _words_of(line: _Line) -> list[_Word]:
    """Return the words of a line that are prose: no numbers, no names.

    A name is a word with a capital letter that no sentence begins with.
    """
    text, number = line
    found: list[_Word] = []
    begins = True
    at = 0
    for piece in pieces(_NO_PROSE.sub(lambda match: " " * len(match[0]), text)):
        if piece.isalpha():
            is_name = piece != piece.lower() and (not begins or (len(piece) > 1 and piece[1:] != piece[1:].lower()))
            if not is_name:
                folded = unicodedata.normalize("NFC", piece).casefold()
                found.append(_Word(folded, number, text, at))
            begins = False
        elif not piece.isspace():
            begins = piece in _SENTENCE_END
        at += len(piece)
    if len(found) == 1 and found[0].context[0].isupper():
        return []  # an item of a list of names
    return found


def _grams(words: Sequence[_Word]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield start, end and text of each run of words that is long enough to tell a text by."""
    texts = [word.text for word in words]
    for start, text in enumerate(texts):
        end = start + (_WIDE_RUN if _is_wide(text) else _RUN)
        if end <= len(texts):
            yield start, end, tuple(texts[start:end])


def _is_wide(text: str) -> bool:
    return unicodedata.east_asian_width(text[0]) in ("W", "F")


def _stretches(marked: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for at, mark in enumerate([*marked, False]):
        if mark and start is None:
            start = at
        elif not mark and start is not None:
            yield start, at
            start = None


def _longest(marked: Sequence[bool]) -> int:
    return max(end - start for start, end in _stretches(marked))


def _longest_and_first(words: Sequence[_Word], marked: Sequence[bool]) -> tuple[str, int]:
    """Return the beginning of the longest passage that is the source's, as it is written, and the line of the first."""
    stretches = list(_stretches(marked))
    longest = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return words[longest[0]].context, words[stretches[0][0]].line
