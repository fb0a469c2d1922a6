"""Forms that the glossary says to avoid."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.glossary import Glossary

_Forms = tuple[str, tuple[str, ...]]
"""The form to use, and those to avoid."""


def avoided_terms(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each form to avoid that stands in a title, heading, description or text."""
    searches = _searches(catalogue.glossary)
    for locale in catalogue.settings.published:
        if search := searches.get(locale.key):
            texts = [*catalogue.texts.get(locale.key, {}).values(), *catalogue.snippets.get(locale.key, {}).values()]
            for file in texts:
                yield from _in_file(file, search)


class _Search:
    """Finds a locale's forms to avoid; a form to use that holds one of them is none."""

    def __init__(self, terms: Sequence[_Forms]) -> None:
        self.avoided = {form: use for use, avoid in terms for form in avoid}
        forms = sorted({*self.avoided, *(use for use, _ in terms)}, key=len, reverse=True)
        self._forms = [form for form in forms if form in self.avoided]
        parts = [f"({_at_borders(form)})" if form in self.avoided else _at_borders(form) for form in forms]
        self._pattern = re.compile("|".join(parts), re.IGNORECASE)
        self._within = AhoCorasick([_folded(form) for form in self.avoided])

    def may_find_in(self, text: str) -> bool:
        """Whether a form stands in the text, be it within a word: rules most texts out, and is cheap."""
        return bool(self._within.find_matches_as_indexes(_folded(text)))

    def __call__(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Yield offset, the words found and the form to use."""
        for match in self._pattern.finditer(text):
            if match.lastindex:
                yield match.start(), match[0], self.avoided[self._forms[match.lastindex - 1]]


@lru_cache(maxsize=4)
def _searches(glossary: Glossary) -> dict[str, _Search]:
    """Return what to look for in each locale that has forms to avoid."""
    made = {locale: _Search(terms) for locale, terms in glossary.by_locale.items()}
    return {locale: search for locale, search in made.items() if search.avoided}


def _folded(text: str) -> str:
    """Return the text so that what the pattern takes for the same is the same; to it, i has a dot or none."""
    return text.replace("ı", "i").replace("İ", "i").casefold()


def _at_borders(form: str) -> str:
    """Return the pattern of a form, at word borders where its script has them."""
    before = r"(?<!\w)" if _has_borders(form[0]) else ""
    after = r"(?!\w)" if _has_borders(form[-1]) else ""
    return before + re.escape(form) + after


def _has_borders(character: str) -> bool:
    """Whether words of the character's script are set apart by spaces."""
    return character.isalnum() and unicodedata.east_asian_width(character) not in ("W", "F")


_NO_PROSE = re.compile(
    r"""
    ^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t]*(?P=fence)|\Z)  # a block of code
    | (?P<ticks>`+).*?(?P=ticks)                                      # a code span
    | \]\([^)\n]*\)                                                   # a link's target and title
    | ^[ ]{0,3}\[[^\]\n]+\]:[^\n]*                                    # a reference's definition
    | \{[^{}\n]*\}                                                    # ids and placeholders
    | </?\w[^>]*>                                                     # a tag
    | https?://\S+ | [\w.+-]+@[\w.-]+                                # addresses
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)


def _in_file(file: ArticleFile, search: _Search) -> Iterator[Finding]:
    if search.may_find_in(file.head.body):
        prose = _NO_PROSE.sub(lambda match: re.sub(r"[^\n]", "\uffff", match[0]), file.head.body)
        for index, line in enumerate(prose.split("\n")):
            if search.may_find_in(line):
                for offset, words, use in search(line):
                    yield _finding(file, words, use, file.head.body_line + index, offset + 1)
    description = file.meta.description or ""
    if search.may_find_in(description):
        for _, words, use in search(description):
            yield _finding(file, words, use, *file.key_position("description"))


def _finding(file: ArticleFile, words: str, use: str, line: int, column: int) -> Finding:
    message = f'"{words}" is a form to avoid, expected "{use}"'
    hint = "Change the text, or the glossary if the form is right after all."
    return Finding("term-differs", file.path, message, line, column, hint)
