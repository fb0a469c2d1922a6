"""What earlier builds rendered for a locale, and whether it still holds: texts, whole pages, and what is beside them.

Two layers, for Markdown is the dear one: a page's text (its Markdown as HTML), and files of the site. Both are kept
with all that was asked of the catalogue while they were made (`run.tracing`), and hold as long as it gives the same
answers. What is the same for all of them (templates, configuration, versions) is a constant, and drops them all.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from helpcentre.constants import Constants
from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.formats import Formats
from helpcentre.content.interface_words import InterfaceWords
from helpcentre.content.settings import Settings
from helpcentre.pages.site import LocaleSite
from helpcentre.run.memory import Memory
from helpcentre.run.store import Store, StoredFile
from helpcentre.run.tracing import Kind, Question, Tracer, World
from helpcentre.run.trees import FileId
from helpcentre.search_cache import INDEXES, SearchCache
from helpcentre.translations.status import KnownWork

KEPT_VARIANTS = 4
"""How many ways of building (previews, some of the locales, a release) are remembered."""
_SPARE = 1000
_FILES = ".files"


@dataclass(frozen=True)
class Folders:
    """Where a process puts files of the site."""

    made: Path
    """Those that it makes."""
    tree: Path
    """Those that the cache has."""
    found: Mapping[str, FileId]
    """The files that stand in `tree` from the last time, by relative path."""


class LocaleCache:
    """The cache of one process's locale, and the stand-in through which its pages read the site."""

    def __init__(
        self,
        store: Store,
        variant: str,
        constants: Constants,
        site: LocaleSite,
        folders: Folders,
        log: logging.Logger,
    ) -> None:
        """Look up what holds; `log` is what the writer is told through."""
        self._store = store
        self._folders = folders
        self._catalogue, self._locale = site.catalogue, site.locale.key
        self.tracer = Tracer(site_world(site))
        self.site: LocaleSite = self.tracer.stand_in(site)
        name = f"{variant}/{site.locale.key}"
        self._files = Memory(store, f"{name}{_FILES}", constants.pages, self.tracer)
        self._texts: Memory | None = None
        self._text_questions: dict[str, Iterable[Question]] = {}
        self._texts_place = (f"{name}.texts", constants.texts)
        self.search = SearchCache(store, name, constants, self.tracer, site)
        self._work_place, self._engine = f"{name}.work", constants.engine
        self._made: list[tuple[str, frozenset[Question], tuple[str, ...]]] = []
        self._listener = Listener(log)
        self.restored: set[str] = set()
        """The names of what came from the cache."""
        self.placed: set[str] = set()
        """The paths of its files."""

    @property
    def on(self) -> bool:
        """Whether anything is kept."""
        return self._store.on

    # --- files of the site

    def restore(self, name: str) -> bool:
        """Put the files of a name in their places, if they are the same as when they were made."""
        stored: tuple[StoredFile, ...] | None = self._files.get(name)
        if stored is None or not self._place(stored):
            return False
        self.restored.add(name)
        return True

    def _place(self, stored: Iterable[StoredFile]) -> bool:
        tree, found = self._folders.tree, self._folders.found
        if not all(self._store.put(file, tree, found.get(file.path)) for file in stored):
            return False
        self.placed.update(file.path for file in stored)
        return True

    def restore_all(self, names: Iterable[str]) -> bool:
        """Whether all that this locale consists of could be put in its place without making anything."""
        wanted = set(names)
        return self._files.whole and wanted == set(self._files.names) and all(self.restore(name) for name in wanted)

    def begin(self, text_of: ArticleFile | None = None) -> None:
        """Note from here on what is read; the text of a page counts with all that was read for it."""
        self.tracer.begin(self._text_questions[text_of.path] if text_of is not None else ())
        self._listener.heard = False

    def made(self, name: str, paths: Iterable[str]) -> None:
        """Note that files were made since `begin`; they are kept by `save`, when they are written.

        What had something to say to the writer is made again by each build, so that it is said again.
        """
        questions = self.tracer.end()
        if not self._listener.heard:
            self._made.append((name, questions, tuple(paths)))

    def keep(self, name: str, files: Mapping[str, bytes], made_of: str = "") -> bool:
        """Whether files, by path, that were made since `begin` could be kept, and put in their places from there.

        Of a search index most are what they were in the last one: those are not even written. `made_of` is the digest
        by which `restore_index` finds it.
        """
        if self._listener.heard or not self._store.on:
            return False
        stored = [one for path, data in files.items() if (one := self._store.add(data, path)) is not None]
        if len(stored) < len(files) or not self._place(stored):
            return False
        self._files.put(name, self.tracer.end(), tuple(stored))
        if made_of:
            self.search.indexes.put(made_of, frozenset(), tuple(stored))
        return True

    def restore_index(self, name: str, made_of: str) -> bool:
        """Put the files of a search index in their places, if one was made of the same; it rests on what was read."""
        stored: tuple[StoredFile, ...] | None = self.search.indexes.get(made_of)
        if stored is None or self._listener.heard or not self._place(stored):
            return False
        self._files.put(name, self.tracer.end(), stored)
        return True

    # --- texts

    @property
    def _known_texts(self) -> Memory:
        if self._texts is None:
            self._texts = Memory(self._store, *self._texts_place, self.tracer)
        return self._texts

    def text(self, file: ArticleFile) -> str | None:
        """Return the HTML of a file's Markdown on this locale's page, if it holds."""
        html: str | None = self._known_texts.get(file.path)
        if html is not None:
            self._text_questions[file.path] = self._known_texts.questions(file.path)
        return html

    def rendered(self, file: ArticleFile, html: str) -> None:
        """Keep the HTML that was rendered since `begin`."""
        questions = self._text_questions[file.path] = self.tracer.end()
        if not self._listener.heard:
            self._known_texts.put(file.path, questions, html)

    def save_texts(self) -> None:
        """Keep what was rendered, and forget it: no page is rendered from here on."""
        if self._texts is not None and self._store.on:
            shown = {file.path for file in self._catalogue.pages(self._locale)}
            self._texts.keep(shown)  # those of pages that came from the cache
            self._texts.save()
        self._texts = None
        self._text_questions.clear()

    # --- the status page

    @cached_property
    def work(self) -> KnownWork:
        """What the last status was counted from."""
        return KnownWork(self._store.load_under(self._work_place, self._engine) or {})

    # --- the end

    def save(self) -> None:
        """Keep all that was made."""
        self._listener.close()
        if not self._store.on:
            return
        for name, questions, paths in self._made:
            stored = tuple(self._store.keep(self._folders.made / path, path) for path in paths)
            if all(stored):
                self._files.put(name, questions, stored)
        self.search.save()
        if "work" in vars(self):
            self._store.save_under(self._work_place, self._engine, self.work.used)
        self._files.save()


def keep_bounds(store: Store, pages: int) -> None:
    """Forget what no build has used for long, as soon as it is more than what builds use; a build had so many pages."""
    shelves = [name for name in store.names(".") if name not in ("files", "parsed", "builds")]
    for name in shelves[KEPT_VARIANTS:]:
        store.drop(name)
    for name in store.names("builds")[2 * KEPT_VARIANTS :]:
        store.drop(f"builds/{name}")
    if store.count_files() > 2 * pages + _SPARE:
        kept = [f"{shelf}/{name}" for shelf in shelves[:KEPT_VARIANTS] for name in store.names(shelf)]
        held = [value for name in kept if name.endswith((_FILES, INDEXES)) and (value := store.load(name)) is not None]
        store.prune({file.digest for value in held for _, files in value["units"].values() for file in files})


def _digest_of_file(file: ArticleFile) -> str:
    assert file.digest, f"{file.path} was not read from a file"
    return f"{file.path} {file.digest}"


def site_world(site: LocaleSite) -> World:
    """Return what pages of a locale may ask: its site and the source's, the catalogue, and files as they are."""
    sites = {f"site {one.locale.key}": one for one in (site, site.source_site)}

    def find(name: str) -> Any:
        if name == "catalogue":
            return site.catalogue
        if name in sites:
            return sites[name]
        return site.catalogue.file(name.removeprefix("file "))

    kinds: Mapping[type, Kind] = {
        Catalogue: Kind(lambda catalogue: "catalogue"),
        LocaleSite: Kind(lambda one: f"site {one.locale.key}"),
        ArticleFile: Kind(lambda file: f"file {file.path}", _digest_of_file),
    }
    return World(kinds, find, (Settings, Formats, NullTranslations, InterfaceWords))


class Listener(logging.Handler):
    """Hears whether anything is said to the writer."""

    def __init__(self, log: logging.Logger) -> None:
        super().__init__(logging.WARNING)
        self.heard = False
        self._log = log
        log.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Note that something was said."""
        self.heard = True

    def close(self) -> None:
        """Hear no more."""
        self._log.removeHandler(self)
        super().close()
