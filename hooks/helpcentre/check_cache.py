"""Findings of earlier runs: each article is checked again only if something changed that its checks have read.

A check is a function of the whole catalogue. To have its findings by article, it is given the catalogue as seen from
one of them: what lists files lists that article's only, what looks a file up finds every file, and is noted.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from typing import Any, cast

from helpcentre.checks import rules
from helpcentre.checks.capitals import Capitals
from helpcentre.checks.fact_parity import Learnt, different_facts, learnt_from, seen_in
from helpcentre.checks.names import Names
from helpcentre.checks.rules import BY_ARTICLE, CHECKS, judged
from helpcentre.content.catalogue import ArticleFile, Catalogue
from helpcentre.content.findings import Finding
from helpcentre.page_cache import Memory, site_world
from helpcentre.pages.site import LocaleSite
from helpcentre.run.store import Store
from helpcentre.run.tracing import Kind, Tracer, World

FOLDERS = ("texts", "snippets")
"""The catalogue's mappings of what is checked piece by piece, by locale and name."""
_SEEN_IN = {"files": "texts", "notices": "texts", "texts": "texts", "snippets": "snippets"}


def run_checks(catalogue: Catalogue, store: Store, variant: str, constant: str) -> list[Finding]:
    """Return what `checks.rules.run_checks` does, and take from the store what holds.

    `constant` is a digest of all that checks may read beside the catalogue's files and data.
    """
    if not store.on:
        return rules.run_checks(catalogue)
    checking = _Checking(catalogue, store, f"{variant}/checks", constant)
    found: dict[Finding, None] = {}
    for check in CHECKS:
        if check not in BY_ARTICLE and check is not different_facts:
            found.update(dict.fromkeys(checking.whole(check)))
    learnt = learnt_from(seen for focus in checking.articles() for seen in checking.seen(focus))
    for focus in checking.articles():
        found.update(dict.fromkeys(checking.article(focus, learnt)))
    checking.save()
    return judged([*catalogue.findings, *found], catalogue)


class _Checking:
    """A run of the checks, piece by piece."""

    def __init__(self, catalogue: Catalogue, store: Store, name: str, constant: str) -> None:
        source = LocaleSite(catalogue, catalogue.settings.locale(catalogue.settings.source))
        world = site_world(source)
        self._learnt: Learnt | None = None
        kinds = {Capitals: Kind(lambda _: "capitals"), Names: Kind(lambda _: "names")}

        def find(name: str) -> Any:
            return getattr(self._learnt, name) if name in ("capitals", "names") else world.find(name)

        self._tracer = Tracer(World({**world.kinds, **kinds}, find, world.constants))
        # What texts tell of words must be known before it can be asked for: it is remembered apart.
        self._seen = Memory(store, f"{name}.seen", constant, self._tracer)
        self._catalogue, self._store, self._name, self._constant = catalogue, store, name, constant
        self._whole = self._tracer.stand_in(catalogue)

    def articles(self) -> Iterator[tuple[str, str]]:
        """Yield folder and name of every article and passage."""
        for folder in FOLDERS:
            for name in sorted({name for files in getattr(self._catalogue, folder).values() for name in files}):
                yield folder, name

    def _made(self, memory: Memory, name: str, make: Callable[[], Iterable[Any]]) -> tuple[Any, ...]:
        made: tuple[Any, ...] | None = memory.get(name)
        if made is None:
            self._tracer.begin()
            made = tuple(dict.fromkeys(make()))
            memory.put(name, self._tracer.end(), made)
        return made

    def _focus(self, focus: tuple[str, str]) -> Catalogue:
        return cast(Catalogue, FocusedCatalogue(self._whole, *focus))

    def seen(self, focus: tuple[str, str]) -> tuple[Any, ...]:
        """Return what an article's translations tell of words."""
        return self._made(self._seen, "/".join(focus), lambda: seen_in(self._focus(focus)))

    def whole(self, check: Callable[[Catalogue], Iterator[Finding]]) -> tuple[Finding, ...]:
        """Return the findings of a check of the whole catalogue."""
        return self._made(self._seen, f"{check.__module__}.{check.__qualname__}", lambda: check(self._whole))

    def article(self, focus: tuple[str, str], learnt: Learnt) -> tuple[Finding, ...]:
        """Return the findings of all checks of one article."""
        if self._learnt is None:
            self._learnt = learnt
            self._found = Memory(self._store, self._name, self._constant, self._tracer)
            self._asked = Learnt(self._tracer.stand_in(learnt.capitals), self._tracer.stand_in(learnt.names))
        seen = self._focus(focus)

        def check_all() -> Iterator[Finding]:
            for check in CHECKS:
                if check in BY_ARTICLE:
                    yield from check(seen)
            yield from different_facts(seen, self._asked)

        return self._made(self._found, "/".join(focus), check_all)

    def save(self) -> None:
        """Keep what was found."""
        self._seen.save()
        if self._learnt is not None:
            self._found.save()


class FocusedCatalogue:
    """The catalogue as seen from one article or passage: lists hold its files, look-ups find all."""

    def __init__(self, whole: Any, folder: str, name: str) -> None:
        """`whole` is a tracer's stand-in; `folder` is one of FOLDERS."""
        self._whole, self._folder, self._name = whole, folder, name
        self._mappings: dict[str, Mapping[str, _Files]] = {}

    def __getattr__(self, attribute: str) -> Any:
        if attribute not in _SEEN_IN:
            return getattr(self._whole, attribute)
        if attribute not in self._mappings:
            name = self._name if _SEEN_IN[attribute] == self._folder else None
            keys = [locale.key for locale in self._whole.settings.locales]
            self._mappings[attribute] = {key: _Files(self._whole, attribute, key, name) for key in keys}
        return self._mappings[attribute]

    @property
    def source_files(self) -> Mapping[str, ArticleFile]:
        """The source's articles."""
        files: Mapping[str, ArticleFile] = self.files[self._whole.settings.source]
        return files

    @property
    def source_texts(self) -> Mapping[str, ArticleFile]:
        """The source's articles and notices."""
        texts: Mapping[str, ArticleFile] = self.texts[self._whole.settings.source]
        return texts

    def published_files(self) -> Iterator[ArticleFile]:
        """Yield the article's file in each published locale."""
        for locale in self._whole.settings.published:
            yield from self.files[locale.key].values()

    def published_texts(self) -> Iterator[ArticleFile]:
        """Yield the article's or notice's file in each published locale."""
        for locale in self._whole.settings.published:
            yield from self.texts[locale.key].values()


class _Files(Mapping[str, ArticleFile]):
    """Files of one locale; `items` and `values` give the one in focus, if it is there."""

    def __init__(self, whole: Any, folder: str, locale: str, focus: str | None) -> None:
        self._whole, self._folder, self._locale, self._focus = whole, folder, locale, focus

    def __getitem__(self, name: str) -> ArticleFile:
        file: ArticleFile | None = self._whole.named(self._folder, self._locale, name)
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
