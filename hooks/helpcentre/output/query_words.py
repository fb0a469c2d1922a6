"""What the search of a locale knows of readers' words: the `extra` of its index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from helpcentre.content.glossary import Glossary
from helpcentre.content.synonyms import Synonyms
from helpcentre.output.search_text import query


def query_words(synonyms: Synonyms, glossary: Glossary, locale: str) -> dict[str, Any]:
    """Return `{"synonyms": {phrase: [phrase, …]}, "weak": [phrase, …]}` for a locale, phrases as search reads them.

    A phrase is the first terms of its words, parted by spaces. A form that the glossary says to avoid stands for the
    one it says to use: texts have the one, readers type either.
    """
    own = synonyms.of(locale)
    found: dict[str, dict[str, None]] = {}
    for typed, meant in (*_both_ways(own.two_way), *_one_way(own.one_way.items()), *_avoided(glossary, locale)):
        phrase, other = reading(typed), reading(meant)
        if phrase and other and phrase != other:
            found.setdefault(phrase, {})[other] = None
    weak = sorted({phrase for word in own.weak if (phrase := reading(word))})
    return {"synonyms": {phrase: list(found[phrase]) for phrase in sorted(found)}, "weak": weak}


def reading(text: str) -> str:
    """Return the terms by which search looks a phrase up, as written in the index: `"Two-factor"` -> `twofactor`."""
    return " ".join(forms[0][0] for forms in query(text))


def _both_ways(groups: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for group in groups:
        for one in group:
            yield from ((one, other) for other in group if other != one)


def _one_way(meanings: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[str, str]]:
    for meant, all_typed in meanings:
        yield from ((typed, meant) for typed in all_typed)


def _avoided(glossary: Glossary, locale: str) -> Iterator[tuple[str, str]]:
    for forms in glossary.terms.values():
        if locale in forms:
            yield from ((avoided, forms[locale].use) for avoided in forms[locale].avoid)
