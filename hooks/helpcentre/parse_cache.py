"""Articles that earlier runs have parsed, kept by what their files hold."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence

from helpcentre.content.catalogue import ArticleFile, KeptArticle
from helpcentre.content.findings import Finding
from helpcentre.content.front_matter import FrontMatter, Head
from helpcentre.content.markdown import Document
from helpcentre.run.store import Store
from helpcentre.translations.digests import MEMO, section_digests

_Kept = tuple[str, str, FrontMatter, tuple[Finding, ...], Mapping[str, str], bytes]
"""Digest, title, front matter, faults, digests of sections, and the rest, which most runs never look at."""


class ParseCache:
    """A value of the store for each locale; what the run did not ask for is forgotten."""

    def __init__(self, store: Store, constant: str, docs: str) -> None:
        """Make a cache for the folder `docs`; `constant` is a digest of what parses."""
        self._docs = docs
        self._store = store
        self._constant = constant
        self._shelves: dict[str, dict[str, _Kept]] = {}
        self._used: dict[str, dict[str, _Kept | tuple[ArticleFile, tuple[Finding, ...]]]] = {}

    def get(self, path: str, digest: str) -> tuple[ArticleFile, Sequence[Finding]] | None:
        """Return an article and the faults of its file, if a file with this digest was parsed at this path."""
        locale = path.partition("/")[0]
        kept = self._shelf(locale).get(path)
        if kept is None or kept[0] != digest:
            return None
        self._used[locale][path] = kept
        return KeptArticle(path, digest, kept[1], kept[2], {MEMO: kept[4]}, self._loader(kept[5])), kept[3]

    def put(self, path: str, article: ArticleFile, faults: Sequence[Finding]) -> None:
        """Keep an article for the next run."""
        locale = path.partition("/")[0]
        self._shelf(locale)
        self._used[locale][path] = (article, tuple(faults))

    def save(self, locales: Sequence[str] | None = None) -> None:
        """Keep what this run has read, of some locales or of all."""
        if not self._store.on:
            return
        for locale, used in self._used.items():
            if locales is not None and locale not in locales:
                continue
            if any(len(kept) == 2 for kept in used.values()) or len(used) != len(self._shelves[locale]):
                kept = {path: _packed(entry) if len(entry) == 2 else entry for path, entry in used.items()}
                self._store.save(self._name(locale), (self._constant, kept))

    def _shelf(self, locale: str) -> dict[str, _Kept]:
        if locale not in self._shelves:
            held = self._store.load(self._name(locale))
            self._shelves[locale] = held[1] if held is not None and held[0] == self._constant else {}
            self._used[locale] = {}
        return self._shelves[locale]

    def _loader(self, packed: bytes) -> Callable[[], tuple[Head, Document]]:
        def load() -> tuple[Head, Document]:
            parts: tuple[Head, Document] = self._store.loads(packed)
            return parts

        return load

    def _name(self, locale: str) -> str:
        return f"parsed/{self._docs}-{locale}"


def _packed(entry: tuple[ArticleFile, tuple[Finding, ...]]) -> _Kept:
    article, faults = entry
    rest = pickle.dumps((article.head, article.document), pickle.HIGHEST_PROTOCOL)
    return article.digest, article.title, article.meta, faults, section_digests(article), rest
