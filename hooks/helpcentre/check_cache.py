"""Findings of earlier runs: each article is checked again only if something changed that its checks have read.

A check is a function of the whole catalogue. To have its findings by article, it is given the catalogue as seen from
one of them: what lists files lists that article's only, what looks a file up finds every file, and is noted. Articles
stand on shelves by their names, and the shelves are shared out among the cores.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import cached_property, partial
from itertools import chain
from typing import Any, cast
from zlib import crc32

from helpcentre.checks.capitals import Capitals
from helpcentre.checks.fact_parity import Learnt, Seen, different_facts, learnt_from, seen_in, together
from helpcentre.checks.names import Names
from helpcentre.checks.rules import BY_ARTICLE, CHECKS, Check, judged
from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.page_cache import site_world
from helpcentre.pages.site import LocaleSite
from helpcentre.parse_cache import MANY
from helpcentre.run.memory import Memory
from helpcentre.run.sharing import Work, shared_out
from helpcentre.run.store import Store
from helpcentre.run.tracing import Kind, Tracer, World
from helpcentre.run.workers import default_slots
from helpcentre.translations.untranslated import MEMO

FOLDERS = ("texts", "snippets")
"""The catalogue's mappings of what is checked piece by piece, by locale and name."""
_SEEN_IN = {"files": "texts", "notices": "texts", "texts": "texts", "snippets": "snippets"}
_SHELVES = 16
"""The same however many cores there are, so that what one machine keeps another finds."""
_WORTH_SHARING = 30
"""So many articles are checked sooner by two processes than by one."""
_WHOLE = [check for check in CHECKS if check not in BY_ARTICLE and check is not different_facts]
"""The checks that look at the catalogue as a whole."""

Focus = tuple[str, str]
"""Folder and name of an article or passage."""


def run_checks(
    catalogue: Catalogue,
    store: Store,
    variant: str,
    constant: str,
    log: logging.Logger,
    meanwhile: Callable[[], object] | None = None,
) -> list[Finding]:
    """Return what `checks.rules.run_checks` does, and take from the store what holds.

    `constant` is a digest of all that checks may read beside the catalogue's files and data. `meanwhile` is called
    once, beside the checks where other processes check. Raises WorkersError if a process failed that shared the work.
    """
    shelves: list[list[Focus]] = [[] for _ in range(_SHELVES)]
    for focus in _articles(catalogue):
        shelves[crc32("/".join(focus).encode()) % _SHELVES].append(focus)

    def check(draw: Iterator[int], draw_whole: Iterator[Check]) -> Work[tuple[list[Finding], list[tuple[str, Any]]]]:
        checking = _Checking(catalogue, store, f"{variant}/checks", constant)
        first = {number: checking.first(number, shelves[number]) for number in draw}
        told = yield list(together(chain.from_iterable(seen for seen, _ in first.values())))
        learnt = learnt_from(chain.from_iterable(told))
        found = [finding for _, findings in first.values() for finding in findings]
        for number in first:
            found += checking.facts(number, shelves[number], learnt)
        for whole in draw_whole:
            found += checking.whole(whole)
        return list(dict.fromkeys(found)), list(_compared(catalogue, checking.checked))

    fullest = sorted(range(_SHELVES), key=lambda number: -len(shelves[number]))
    processes = min(default_slots(), sum(map(len, shelves)) // _WORTH_SHARING + 1, _SHELVES)
    queues: list[Sequence[Any]] = [fullest, _WHOLE]
    many = sum(map(len, catalogue.texts.values())) > MANY
    parts = shared_out(check, queues, processes, log, meanwhile, apart=many)
    for path, compared in chain.from_iterable(part[1] for part in parts):
        catalogue.file(path).memo[MEMO] = compared
    return judged([*catalogue.findings, *chain.from_iterable(part[0] for part in parts)], catalogue)


def _compared(catalogue: Catalogue, articles: Iterable[Focus]) -> Iterator[tuple[str, Any]]:
    """Yield path and memo of each translation that was compared with its source, which the status is counted from."""
    for _, name in articles:
        for texts in catalogue.texts.values():
            if name in texts and MEMO in texts[name].memo:
                yield texts[name].path, texts[name].memo[MEMO]


def _articles(catalogue: Catalogue) -> Iterator[Focus]:
    """Yield every article and passage."""
    for folder in FOLDERS:
        for name in sorted({name for files in getattr(catalogue, folder).values() for name in files}):
            yield folder, name


class _Checking:
    """The checks of a process, piece by piece."""

    def __init__(self, catalogue: Catalogue, store: Store, name: str, constant: str) -> None:
        self._catalogue, self._store, self._name, self._constant = catalogue, store, name, constant
        self._learnt: Learnt | None = None
        self.checked: list[Focus] = []
        """The articles whose findings the store did not hold."""

    @cached_property
    def _tracer(self) -> Tracer:
        settings = self._catalogue.settings
        world = site_world(LocaleSite(self._catalogue, settings.locale(settings.source)))
        kinds = {Capitals: Kind(lambda _: "capitals"), Names: Kind(lambda _: "names")}

        def find(name: str) -> Any:
            return getattr(self._learnt, name) if name in ("capitals", "names") else world.find(name)

        return Tracer(World({**world.kinds, **kinds}, find, world.constants))

    @cached_property
    def _seen(self) -> Any:
        """The catalogue, as checks are given it; what nobody keeps need not be noted."""
        return self._tracer.stand_in(self._catalogue) if self._store.on else self._catalogue

    @cached_property
    def _asked(self) -> Learnt:
        assert self._learnt is not None
        if not self._store.on:
            return self._learnt
        return Learnt(self._tracer.stand_in(self._learnt.capitals), self._tracer.stand_in(self._learnt.names))

    def _focused(self, focus: Focus) -> Catalogue:
        return cast(Catalogue, FocusedCatalogue(self._seen, *focus))

    def _made(self, shelf: str, pieces: Mapping[str, Callable[[], Iterable[Any]]]) -> Iterator[Any]:
        """Yield what the pieces make, taken from the store as far as it holds, and keep it."""
        if not self._store.on:
            for make in pieces.values():
                yield from make()
            return
        memory = Memory(self._store, f"{self._name}.{shelf}", self._constant, self._tracer)
        for name, make in pieces.items():
            made: tuple[Any, ...] | None = memory.get(name)
            if made is None:
                self._tracer.begin()
                made = tuple(dict.fromkeys(make()))
                memory.put(name, self._tracer.end(), made)
            yield from made
        memory.save()

    def whole(self, check: Check) -> list[Finding]:
        """Return the findings of a check that looks at the catalogue as a whole."""
        name = check.__qualname__
        return list(self._made(f"whole.{name}", {name: partial(check, self._seen)}))

    def first(self, shelf: int, articles: Iterable[Focus]) -> tuple[list[Seen], list[Finding]]:
        """Return what the translations of a shelf's articles tell of words, and the findings of most checks.

        The others ask what all articles tell: they come after.
        """
        pieces = {"/".join(focus): partial(self._first, focus) for focus in articles}
        made = list(self._made(f"first.{shelf}", pieces))
        return [one for one in made if isinstance(one, Seen)], [one for one in made if isinstance(one, Finding)]

    def _first(self, focus: Focus) -> Iterator[Seen | Finding]:
        self.checked.append(focus)
        article = self._focused(focus)
        yield from seen_in(article)
        for check in CHECKS:
            if check in BY_ARTICLE:
                yield from check(article)

    def facts(self, shelf: int, articles: Iterable[Focus], learnt: Learnt) -> Iterator[Finding]:
        """Yield the findings of the check that asks what all articles tell."""
        self._learnt = learnt
        pieces = {"/".join(focus): partial(self._facts, focus) for focus in articles}
        yield from self._made(f"facts.{shelf}", pieces)

    def _facts(self, focus: Focus) -> Iterator[Finding]:
        return different_facts(self._focused(focus), self._asked)


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
        self._known: dict[str, ArticleFile | None] = {}

    def __getitem__(self, name: str) -> ArticleFile:
        file: ArticleFile | None = self.get(name)
        if file is None:
            raise KeyError(name)
        return file

    def get(self, name: str, default: Any = None) -> Any:
        """Return a file, or the default; most look-ups are such."""
        if name not in self._known:  # one article's checks ask for the same few again and again
            self._known[name] = self._whole.named(self._folder, self._locale, name)
        file = self._known[name]
        return default if file is None else file

    def __contains__(self, name: object) -> bool:
        return self.get(cast(str, name)) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole.names(self._folder, self._locale))

    def __len__(self) -> int:
        return len(self._whole.names(self._folder, self._locale))

    def __bool__(self) -> bool:
        return len(self) > 0

    def _focused(self) -> dict[str, ArticleFile]:
        file = self.get(self._focus) if self._focus is not None else None
        return {str(self._focus): file} if file is not None else {}

    def items(self) -> ItemsView[str, ArticleFile]:
        """Return name and file of what is in focus."""
        return self._focused().items()

    def values(self) -> ValuesView[ArticleFile]:
        """Return what is in focus."""
        return self._focused().values()
