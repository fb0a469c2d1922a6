"""One build of the site: who builds what, what surrounds the pages, and when the result becomes the site."""

from __future__ import annotations

import logging
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, NoReturn
from urllib.parse import urlsplit

from helpcentre.constants import Constants
from helpcentre.content.addresses import ASSETS_FOLDER, HOST_REDIRECTS_FILE, ROBOTS_FILE, SITEMAP_FILE
from helpcentre.content.article_file import ArticleFile
from helpcentre.content.brand import brand_css
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.kept_article import expect_pages, forget_loaded
from helpcentre.content.settings import Locale
from helpcentre.output import redirects
from helpcentre.output.query_words import query_words
from helpcentre.output.search_index import index_files
from helpcentre.output.sitemap import SitemapPage, sitemap_xml
from helpcentre.page_cache import Folders, LocaleCache
from helpcentre.pages.redirects import moved_pages
from helpcentre.pages.site import LocaleSite
from helpcentre.pages.urls import absolute_url, page_url
from helpcentre.run import trees
from helpcentre.run.staging import Staging, open_staging
from helpcentre.run.store import Store
from helpcentre.run.workers import WorkerResult, Workers, default_slots

BRAND_SHEET = f"{ASSETS_FOLDER}/stylesheets/brand.css"
SEARCH_FOLDER = f"{ASSETS_FOLDER}/search"
OWN_PAGES = "own pages"
REDIRECT_PAGES = "redirect pages"
SEARCH_INDEX = "search index"
STATUS_PAGE = "status page"
"""The cache's names of what is no article's page."""
_PARTS = ".parts"


@dataclass(frozen=True)
class CacheOptions:
    """Where what was built is kept, and what all of it rests on."""

    store: Store
    variant: str
    constants: Constants


class _Share(NamedTuple):
    """What a process tells of the locale it has built."""

    pages: int
    rendered: int
    """So many of them anew."""
    seconds: float
    placed: set[str]
    """The paths of the files that came from the cache."""


class LocaleFailedError(RuntimeError):
    """A worker could not build its locale."""


class SiteBuild:
    """The build of all locales, as one of its processes sees it.

    The process that MkDocs runs in builds the source locale and waits for the others, which it forks.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        site_dir: Path,
        log: logging.Logger,
        cache: CacheOptions,
        errors: Mapping[str, tuple[Finding, ...]] | None = None,
    ) -> None:
        """Open a staging beside `site_dir`. A preview's pages show `errors`, by the path of the article's file."""
        self.catalogue = catalogue
        self._errors = errors
        self.log = log
        self.site_dir = site_dir
        self._cache_options = cache
        others = [locale.key for locale in catalogue.settings.published if locale.key != catalogue.settings.source]
        # The longest first, so that no core waits at the end.
        others.sort(key=self._expected_work, reverse=True)
        self.workers = Workers(others, default_slots(), log, self._show_progress)
        # Last of what can fail: whoever gets a SiteBuild closes it, nobody else would.
        self.staging: Staging = open_staging(site_dir, cache.store.spare)
        self.locale: Locale = catalogue.settings.locale(catalogue.settings.source)
        self.output_dir = self._part(self.locale.key)
        """Where this process writes what it makes; what the cache has goes into the staged tree at once."""
        self.is_parent = True

    def _expected_work(self, key: str) -> tuple[int, int]:
        """Return how many of a locale's articles are new to the cache, and how many there are."""
        files = self.catalogue.files.get(key, {}).values()
        return sum(file.is_new for file in files), len(files)

    @property
    def has_much_to_make(self) -> bool:
        """Whether more than one locale has pages to render: new articles, or what all pages rest on is another."""
        published = self.catalogue.settings.published
        if self.store.load(self._common_name) != self.constants.pages:
            return len(published) > 1
        return sum(self._expected_work(locale.key)[0] > 0 for locale in published) > 1

    @property
    def _common_name(self) -> str:
        """The store's name of what all pages of the last build rested on."""
        return f"{self._cache_options.variant}/common"

    def fork(self) -> None:
        """Go on in one process a locale; from here on `locale` and `output_dir` are this process's."""
        name = self.workers.fork()
        if name is not None:
            self.is_parent = False
            self.locale = self.catalogue.settings.locale(name)
            self.output_dir = self._part(name)
        self.output_dir.mkdir(parents=True)
        self.started = time.monotonic()
        expect_pages(len(self.catalogue.source_files))
        site = LocaleSite(self.catalogue, self.locale, self._errors)
        options = self._cache_options
        folders = Folders(self.output_dir, self.staging.path, self.staging.found)
        self.cache = LocaleCache(options.store, options.variant, options.constants, site, folders, self.log)
        self.own_site = site
        """What readers of this process's locale see."""
        self.site = self.cache.site
        """The same, for what is kept in the cache: it notes what is read."""

    def _show_progress(self, result: WorkerResult, done: int, total: int) -> None:
        if sys.stderr.isatty() and self.log.isEnabledFor(logging.INFO):
            sys.stderr.write(f"\r\033[K{done} of {total + 1} languages built ({result.name})")
            sys.stderr.flush()
            if done == total:
                sys.stderr.write("\r\033[K")

    def write(self, path: str, data: bytes) -> None:
        """Write a file of the site; `path` is relative to its root."""
        file = self.output_dir / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    @property
    def _names(self) -> list[str]:
        """What this process's share of the site consists of, by the names that the cache knows."""
        return [
            OWN_PAGES,
            REDIRECT_PAGES,
            SEARCH_INDEX,
            *(file.shared_path for file in self.catalogue.pages(self.locale.key)),
        ]

    def restore(self) -> bool:
        """Whether this process has nothing to do, because its share of the site is as the cache has it."""
        return self.cache.restore_all(self._names)

    @property
    def store(self) -> Store:
        """Where what is built is kept."""
        return self._cache_options.store

    @property
    def constants(self) -> Constants:
        """What all pages have in common."""
        return self._cache_options.constants

    @property
    def page_count(self) -> int:
        """How many pages the site has, all locales together."""
        published = self.catalogue.settings.published
        return sum(1 for locale in published for _ in self.catalogue.pages(locale.key))

    def restored(self, file: ArticleFile) -> bool:
        """Whether the page that shows a file came from the cache."""
        return file.shared_path in self.cache.restored or self.cache.restore(file.shared_path)

    def shown(self, file: ArticleFile) -> ArticleFile:
        """Return the file, having noted that it is what its page shows."""
        shown = self.site.catalogue.shown(self.locale.key, file.shared_path)
        assert shown is not None
        return shown

    def cached(self, name: str, make: Callable[[], Mapping[str, bytes]]) -> None:
        """Write what `make` returns by path, unless the cache has it."""
        if not self._is_cached(name):
            self.cache.begin()
            self._write_new(name, make())

    def _is_cached(self, name: str) -> bool:
        return name in self.cache.restored or self.cache.restore(name)

    def _write_new(self, name: str, made: Mapping[str, bytes], made_of: str = "") -> None:
        if not self.cache.keep(name, made, made_of):
            for path, data in made.items():
                self.write(path, data)
            self.cache.made(name, made)

    def write_search_index(self) -> None:
        """Write the index of this process's locale, unless the cache has it, or one that was made of the same."""
        if self._is_cached(SEARCH_INDEX):
            return
        self.cache.begin()
        self.cache.search.look_up()
        words = query_words(self.site.catalogue.synonyms, self.site.catalogue.glossary, self.locale.key)
        made_of = self.cache.search.made_of(words)
        if not self.cache.restore_index(SEARCH_INDEX, made_of):
            entries = self.cache.search.entries()
            forget_loaded()  # coding an index takes as much room as the texts
            files = index_files(entries, extra=words, codes=self.cache.search.codes)
            folder = f"{SEARCH_FOLDER}/{self.locale.key}"
            self._write_new(SEARCH_INDEX, {f"{folder}/{path}": data for path, data in files.items()}, made_of)

    def leave(self, code: int = 0) -> NoReturn:
        """End a worker; its count of pages goes to the parent."""
        if code == 0:
            self.workers.send(self._done())
        self.workers.leave(code)

    def _done(self) -> _Share:
        """Keep what was made; return what there is to tell of it."""
        self.cache.save()
        pages = {file.shared_path for file in self.catalogue.pages(self.locale.key)}
        seconds = time.monotonic() - self.started
        return _Share(len(pages), len(pages - self.cache.restored), seconds, self.cache.placed)

    def gather(self, replay: Callable[[logging.LogRecord], None]) -> None:
        """Wait for the workers, show in order what each had to say, and make the staged tree what all have made.

        Raises LocaleFailedError, after the output, if one failed.
        """
        shares = {self.locale.key: self._done()}
        self._say_built(self.locale.key, shares[self.locale.key])
        failed: list[WorkerResult] = []
        order = [locale.key for locale in self.catalogue.settings.published]
        for result in sorted(self.workers.wait(), key=lambda result: order.index(result.name)):
            for record in result.records:
                record.msg = f"[{result.name}] {record.msg}"
                replay(record)
            if result.output.strip():
                self.log.info("[%s] %s", result.name, result.output.strip())
            if result.state == "failed":
                failed.append(result)
            elif result.state == "done":
                shares[result.name] = result.values[0]
                self._say_built(result.name, shares[result.name])
        if failed:
            reasons = "; ".join(f"{result.name} {result.reason}" for result in failed)
            raise LocaleFailedError(f"not every language could be built: {reasons}")
        self.store.save(self._common_name, self.constants.pages)
        placed = set().union(*(share.placed for share in shares.values()))
        trees.remove(self.staging.path, self.staging.found.keys() - placed)
        trees.merge(self.output_dir, self.staging.path)
        for name in shares.keys() - {self.locale.key}:
            for folder in (name, f"{SEARCH_FOLDER}/{name}"):  # the rest is the parent's, too
                if (made := self._part(name) / folder).is_dir():
                    (self.staging.path / folder).mkdir(parents=True, exist_ok=True)
                    trees.merge(made, self.staging.path / folder)
        shutil.rmtree(self.staging.path / _PARTS)

    def _part(self, name: str) -> Path:
        return self.staging.path / _PARTS / name

    def _say_built(self, name: str, share: _Share) -> None:
        told = ""
        if share.rendered < share.pages:
            told = f", {share.rendered} of them anew" if share.rendered else ", none of them changed"
        self.log.info("[%s] %d pages in %.1f s%s", name, share.pages, share.seconds, told)

    def write_brand(self) -> None:
        """Write the style sheet of the brand's colour, where mkdocs.yml has one."""
        colour = self.catalogue.settings.options.brand.colour
        if colour is not None:
            self.write(BRAND_SHEET, brand_css(colour).encode())

    def write_sitemap(self) -> None:
        """Write sitemap.xml, and robots.txt that names it, unless docs/ has one of its own.

        A site whose address nobody has told gets no sitemap: its entries must be whole addresses.
        """
        settings = self.catalogue.settings
        text = "User-agent: *\nAllow: /\n"
        if settings.site_url:
            self.write(SITEMAP_FILE, sitemap_xml(self._sitemap_pages()))
            text += f"Sitemap: {absolute_url(settings, SITEMAP_FILE)}\n"
        if ROBOTS_FILE not in self.catalogue.assets:
            self.write(ROBOTS_FILE, text.encode())

    def _sitemap_pages(self) -> list[SitemapPage]:
        settings = self.catalogue.settings
        pages = []
        for shared_path in self.catalogue.source_files:
            alternates = self.catalogue.alternates(shared_path)
            hrefs = {x.lang: absolute_url(settings, page_url(settings, x.key, shared_path)) for x in alternates}
            default = {"x-default": hrefs[alternates[0].lang]} if alternates else {}
            for locale in alternates:
                file = self.catalogue.get(locale.key, shared_path)
                modified = file.reviewed.isoformat() if file and file.reviewed else ""
                announced: Mapping[str, str] = hrefs | default if len(hrefs) > 1 else {}
                pages.append(SitemapPage(hrefs[locale.lang], modified, announced))
        return pages

    def write_redirects(self) -> None:
        """Write what static hosts read to answer old addresses; rules of docs/ stand first, where the first wins."""
        settings = self.catalogue.settings
        root = urlsplit(settings.site_url or "/").path.rstrip("/") + "/"
        sites = [LocaleSite(self.catalogue, locale) for locale in settings.published]
        moved = ((page.url, page.page.url) for site in sites for page in moved_pages(site))
        rules = redirects.redirect_rules(moved, root)
        own = settings.docs_dir / HOST_REDIRECTS_FILE
        if rules:
            before = own.read_text(encoding="utf-8").rstrip("\n") + "\n" if own.is_file() else ""
            self.write(HOST_REDIRECTS_FILE, (before + rules).encode())

    def publish(self) -> None:
        """Put the finished build in the place of the site."""
        self.staging.publish()

    def abandon(self) -> None:
        """End the workers and drop what they wrote; the site stays as it was. Harmless when all is done."""
        self.workers.stop()
        self.staging.discard()
