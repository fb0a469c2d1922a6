"""Findings of earlier runs: each article is checked again only if something changed that its checks have read.

A check is a function of the whole catalogue. To have its findings by article, it is given the catalogue as seen from
one of them: what lists files lists that article's only, what looks a file up finds every file, and is noted.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from typing import Any, cast

from helpcentre.checks.rules import BY_ARTICLE, CHECKS, judged
from helpcentre.content.catalogue import ArticleFile, Catalogue
from helpcentre.content.findings import Finding
from helpcentre.page_cache import Memory, site_world
from helpcentre.pages.site import LocaleSite
from helpcentre.run.store import Store
from helpcentre.run.tracing import Tracer

FOLDERS = ("files", "snippets")
"""The catalogue's mappings of files by locale and name."""


def run_checks(catalogue: Catalogue, store: Store, variant: str, constant: str) -> list[Finding]:
    """Return what `checks.rules.run_checks` does, and take from the store what holds.

    `constant` is a digest of all that checks may read beside the catalogue's files and data.
    """
    tracer = Tracer(site_world(LocaleSite(catalogue, catalogue.settings.locale(catalogue.settings.source))))
    memory = Memory(store, f"{variant}/checks", constant, tracer)
    found: dict[Finding, None] = {}

    def unit(name: str, checks: tuple[Callable[[Catalogue], Iterator[Finding]], ...], seen: Any) -> None:
        findings = memory.get(name)
        if findings is None:
            tracer.begin()
            findings = tuple(dict.fromkeys(finding for check in checks for finding in check(seen)))
            memory.put(name, tracer.end(), findings)
        found.update(dict.fromkeys(findings))

    whole = tracer.stand_in(catalogue)
    for check in CHECKS:
        if check not in BY_ARTICLE:
            unit(f"{check.__module__}.{check.__qualname__}", (check,), whole)
    by_article = tuple(check for check in CHECKS if check in BY_ARTICLE)
    for folder in FOLDERS:
        for name in sorted({name for files in getattr(catalogue, folder).values() for name in files}):
            unit(f"{folder}/{name}", by_article, cast(Catalogue, FocusedCatalogue(whole, folder, name)))
    memory.save()
    return judged([*catalogue.findings, *found], catalogue)


class FocusedCatalogue:
    """The catalogue as seen from one article or passage: lists hold its files, look-ups find all."""

    def __init__(self, whole: Any, folder: str, name: str) -> None:
        """`whole` is a tracer's stand-in; `folder` is one of FOLDERS."""
        self._whole, self._folder, self._name = whole, folder, name

    def __getattr__(self, attribute: str) -> Any:
        if attribute in FOLDERS:
            name = self._name if attribute == self._folder else None
            return {
                locale.key: _Files(self._whole, attribute, locale.key, name) for locale in self._whole.settings.locales
            }
        return getattr(self._whole, attribute)

    @property
    def source_files(self) -> Mapping[str, ArticleFile]:
        """The source's files."""
        files: Mapping[str, ArticleFile] = self.files[self._whole.settings.source]
        return files

    def published_files(self) -> Iterator[ArticleFile]:
        """Yield the article's file in each published locale."""
        for locale in self._whole.settings.published:
            yield from self.files[locale.key].values()


class _Files(Mapping[str, ArticleFile]):
    """Files of one locale; `items` and `values` give the one in focus, if it is there."""

    def __init__(self, whole: Any, folder: str, locale: str, focus: str | None) -> None:
        self._whole, self._folder, self._locale, self._focus = whole, folder, locale, focus

    def __getitem__(self, name: str) -> ArticleFile:
        read = self._whole.get if self._folder == "files" else self._whole.snippet
        file: ArticleFile | None = read(self._locale, name)
        if file is None:
            raise KeyError(name)
        return file

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole.names(self._folder, self._locale))

    def __len__(self) -> int:
        return len(self._whole.names(self._folder, self._locale))

    def __bool__(self) -> bool:
        return len(self) > 0

    def _focused(self) -> dict[str, ArticleFile]:
        return {self._focus: self[self._focus]} if self._focus is not None and self._focus in self else {}

    def items(self) -> ItemsView[str, ArticleFile]:
        """Return name and file of what is in focus."""
        return self._focused().items()

    def values(self) -> ValuesView[ArticleFile]:
        """Return what is in focus."""
        return self._focused().values()
